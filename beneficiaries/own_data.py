"""What does the house know about a person? Each room tells its part, in the person's words.

An app registers the dotted path of a function `(person) -> Iterable[Section]`. What is sealed is
told to be there and left closed; what a colleague noted for oneself alone is not told.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model

from mirec.core.registries import Registry
from mirec.core.wording import day_full, plural

NOTHING = "rien n'est noté"


@dataclass(frozen=True, kw_only=True)
class Section:
    """`facts` are pairs of words; `why` says what the house needs them for, `readers` who reads."""

    title: str
    icon: str
    facts: list[tuple[str, str]]
    why: str = ""
    readers: str = "votre coach et son équipe"


_PROVIDERS = Registry()
register_data = _PROVIDERS.register


def data_of(person: Model) -> list[Section]:
    found: list[Section] = list(sections(person))
    for provider in _PROVIDERS:
        found += provider(person)
    return found


def sections(person: Model) -> Iterator[Section]:
    """Of the file itself."""
    yield Section(
        title="Qui vous êtes",
        icon="person",
        facts=[
            ("Nom", person.full_name),
            ("Naissance", day_full(person.born_on) if person.born_on else NOTHING),
            ("Sexe", person.get_sex_display() or NOTHING),
            ("Nationalité", person.nationality or NOTHING),
            ("Séjour", person.get_residence_display() or NOTHING),
            ("Numéro national", person.niss_masked or NOTHING),
            ("Dossier", f"{person.file_number}, ouvert le {day_full(person.created_at)}"),
        ],
        why="La loi nous demande de vérifier qui nous accompagnons.",
    )
    yield Section(
        title="Comment vous joindre",
        icon="telephone",
        facts=[
            ("Téléphone", person.phone.as_national if person.phone else NOTHING),
            ("E-mail", person.email or NOTHING),
            ("Adresse", ", ".join(filter(None, _address(person))) or NOTHING),
            ("De préférence", person.get_preferred_channel_display() or NOTHING),
            ("Message", "on peut en laisser" if person.may_leave_message else "ne pas en laisser"),
        ],
    )
    yield Section(
        title="Études, ménage et emploi souhaité",
        icon="house",
        facts=[
            ("Diplôme", person.get_diploma_display() or NOTHING),
            ("Études suivies", person.studies or NOTHING),
            ("Ménage", person.get_household_display() or NOTHING),
            ("Métier visé", str(person.target_occupation or NOTHING)),
            ("Horaires possibles", person.availability or NOTHING),
        ],
        why="Pour chercher avec vous un travail qui convient.",
        readers="votre coach et son équipe ; le métier et les horaires aussi par les prospecteurs",
    )
    yield _of_rights(person)
    yield _of_potential(person)


def _address(person: Model) -> Iterator[str]:
    yield person.street
    yield str(person.locality or "")


def _of_rights(person: Model) -> Section:
    assessment = person.assessments.first()
    judged = f"évalué le {day_full(assessment.assessed_on)}" if assessment else "pas encore évalué"
    sealed = person.handicap_recognitions.count() + person.documents.kept().filter(
        is_sealed=True
    ).count()  # fmt: skip
    papers = person.documents.kept().filter(is_sealed=False).count()
    return Section(
        title="Votre droit à l'accompagnement",
        icon="shield-check",
        facts=[
            ("Votre droit", judged),
            ("Périodes de travail, de chômage ou d'aide", _count(person.situations.count())),
            ("Papiers", _count(papers)),
            ("Sous scellés : santé, handicap", _count(sealed)),
        ],
        why="Le décret nous demande ces preuves. Chaque ouverture d'un scellé est notée.",
    )


def _of_potential(person: Model) -> Section:
    return Section(
        title="Compétences et freins",
        icon="stars",
        facts=[
            ("Compétences", _count(person.skills.count())),
            ("Freins notés avec vous", _count(person.obstacles.count())),
        ],
        readers="votre coach et son équipe ; les compétences aussi par les prospecteurs",
    )


def _count(number: int) -> str:
    return str(number) if number else "aucun"


def counted(number: int, singular: str, many: str = "") -> str:
    """« 3 suivis », « aucun suivi »: for the rooms that register."""
    return plural(number, singular, many) if number else NOTHING
