"""What does the convention say on a given day? Its whole text, from plain values.

The text in force on the day sets the commitments: D23 art. 4 to 8 since 01.01.2024, before it D04
art. 4 § 1. The decree asks for no further content (D23 art. 5 § 3, al. 2); what the person
undertakes is the house's own wording.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mirec.core.wording import day_full

SINCE_2024 = date(2024, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """`planned_on` is the day of signature that the dates are printed for."""

    house: str
    place: str
    signs_for_house: str
    person: str
    person_lines: tuple[str, ...]
    file_number: str
    regime: str
    opened_on: date
    planned_on: date
    intake_article: str
    due_on: date | None
    agreement_article: str
    job_search_due_on: date | None
    job_search_article: str
    reentry_months: int | None
    reentry_article: str
    assessed_on: date
    criteria: tuple[str, ...]
    derogation: str = ""
    with_forem: bool = False


@dataclass(frozen=True)
class Commitments:
    """What the Mire promises under a text, each with its article."""

    purpose: str
    house: tuple[str, ...]
    free: str


COMMITMENTS: tuple[tuple[date, Commitments], ...] = (
    (
        date.min,
        Commitments(
            "Cette convention règle l'accompagnement de la personne par la mission régionale "
            "(décret du 11.03.2004, art. 4, § 1er, 5°).",
            (
                "Un accueil, un accompagnement psychosocial et une évaluation individualisée, sur "
                "la base d'objectifs individuels définis de commun accord (art. 4, § 1er, 5°, a).",
                "Une évaluation continue, formative et participative (art. 4, § 1er, 5°, b).",
                "Une vérification des acquis en termes de compétences (art. 4, § 1er, 5°, c).",
                "Un accompagnement après l'insertion, en vue d'une intégration durable "
                "(art. 4, § 1er, 7°).",
            ),
            "L'accompagnement est gratuit pour la personne.",
        ),
    ),
    (
        SINCE_2024,
        Commitments(
            "Cette convention règle l'accompagnement vers l'emploi et dans l'emploi (décret du "
            "13.12.2023, art. 5, § 3, al. 2).",
            (
                "Un accompagnement intensif, par des entretiens réguliers (art. 4).",
                "La recherche d'employeurs avec la personne : besoins, postes de travail, "
                "négociation, mise en relation (art. 4).",
                "Le respect de son autonomie et sa participation à chaque étape (art. 4).",
                "Un suivi dans l'emploi : y rester, clarifier la situation de travail, se "
                "stabiliser, développer et faire valider ses compétences (art. 5, § 4).",
                "La continuité de l'accompagnement en cas de déménagement dans une autre zone "
                "(art. 7, al. 2).",
            ),
            "L'accompagnement est gratuit pour la personne (décret du 13.12.2023, art. 11, § 1er, "
            "2°).",
        ),
    ),
)
PERSON_UNDERTAKES = (
    "Participer aux entretiens et aux actions décidées ensemble.",
    "Prévenir son jobcoach en cas d'empêchement.",
    "Dire ce qui change : emploi, formation, adresse, inscription au Forem.",
)
DATA = (
    "La mission régionale traite les données de la personne pour l'accompagner et pour en rendre "
    "compte à la Région wallonne. La personne peut les consulter, les faire corriger et demander "
    "qui les a lues.",
    "Le Forem reçoit les informations utiles sur les actions suivies. Elles servent à la qualité "
    "de l'accompagnement et non au contrôle de la disponibilité, à l'exception des absences et de "
    "leur motif (décret du 12.11.2021, art. 21).",
)


def commitments_on(day: date) -> Commitments:
    """Those of the text in force on the day."""
    return [each for since, each in COMMITMENTS if since <= day][-1]


def convention_text(facts: Facts) -> dict[str, Any]:
    """All that the paper prints, as JSON; drawn once, it never changes with a later text."""
    promised = commitments_on(facts.planned_on)
    return {
        "title": "Convention d'accompagnement",
        "regime": facts.regime,
        "planned_on": facts.planned_on.isoformat(),
        "parties": _parties(facts),
        "limits": _limits(facts),
        "sections": [
            _section("Objet", [promised.purpose]),
            _section("Éligibilité", _eligibility(facts)),
            _section("Étapes", _phases(facts)),
            _section("La mission régionale s'engage", items=promised.house),
            _section("La personne s'engage", items=PERSON_UNDERTAKES),
            _section("Gratuité", [promised.free]),
            _section("Fin et nouvelle prise en charge", _end(facts)),
            _section("Données personnelles", DATA),
        ],
    }


def _section(title: str, paragraphs=(), items=()) -> dict[str, Any]:
    return {"title": title, "paragraphs": list(paragraphs), "items": list(items)}


def _parties(facts: Facts) -> list[Mapping[str, Any]]:
    parties = [
        {"name": facts.person, "lines": [*facts.person_lines, f"Dossier {facts.file_number}"]},
        {"name": facts.house, "lines": [facts.place, f"Pour elle : {facts.signs_for_house}"]},
    ]
    if facts.with_forem:
        parties.append({"name": "Forem", "lines": ["Office wallon de la formation et de l'emploi"]})
    return parties


def _limits(facts: Facts) -> list[Mapping[str, str]]:
    found = [
        ("Premier entretien", facts.opened_on, facts.intake_article),
        ("Signature prévue", facts.planned_on, ""),
        ("Recherche d'emploi, au plus", _search_limit(facts), facts.job_search_article),
        ("Fin au plus tard", facts.due_on, facts.agreement_article),
    ]
    return [
        {"label": label, "day": day_full(day), "article": article}
        for label, day, article in found
        if day
    ]


def _search_limit(facts: Facts) -> date | None:
    """A limit under the former texts; since 2024 only a mark of the house, not for the paper."""
    return None if facts.due_on else facts.job_search_due_on


def _eligibility(facts: Facts) -> list[str]:
    day = day_full(facts.assessed_on)
    if facts.derogation:
        return [f"Évaluée le {day}, la personne est prise en charge par dérogation.",
                facts.derogation]  # fmt: skip
    met = ", ".join(f"{code}°" for code in facts.criteria)
    return [f"Évaluée le {day} : la personne remplit ce que demande le décret, au {met}."]


def _phases(facts: Facts) -> list[str]:
    told = [
        f"Accueil et bilan : depuis le {day_full(facts.opened_on)}, jusqu'à la signature.",
        "Accompagnement vers l'emploi : dès la signature.",
        "Accompagnement dans l'emploi : dès le premier contrat de travail.",
    ]
    if facts.due_on:
        told.append(
            f"Signée le {day_full(facts.planned_on)}, la convention prend fin au plus tard le "
            f"{day_full(facts.due_on)} ({facts.agreement_article}). Une signature à une autre date "
            "déplace cette échéance d'autant."
        )
    return told


def _end(facts: Facts) -> list[str]:
    told = ["Chaque partie peut mettre fin à la convention en disant pourquoi."]
    if facts.due_on:
        told.append("La perte d'un emploi n'interrompt pas le délai (art. 6, § 2).")
    if facts.reentry_months:
        told.append(
            f"Une nouvelle prise en charge est possible {facts.reentry_months} mois après la fin, "
            f"ou plus tôt si le Forem le décide ({facts.reentry_article})."
        )
    return told
