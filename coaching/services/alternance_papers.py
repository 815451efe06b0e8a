"""The training contract of three, and the agreement of a stay: drawn up as frozen versions."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Beneficiary
from beneficiaries.services.papers import draw_up
from coaching.enums import AlternancePaperKind, Party
from coaching.models import AlternancePaper, Internship
from coaching.services.internships import NO_PLACE
from mirec.accounts.models import User
from mirec.core.wording import day_full
from training.enums import EnrolmentStatus
from training.models import Enrolment

CONTRACT_PARTIES = (Party.MIRE.value, Party.PERSON.value, Party.FOREM.value)
AGREEMENT_PARTIES = (Party.MIRE.value, Party.PERSON.value, Party.EMPLOYER.value)
UNINSURED = (
    "L'assurance ne couvre pas encore les dates de ce stage : notez d'abord l'assureur, la police "
    "et ses dates."
)
STOPPED = "Ce stage est arrêté : sa convention ne change plus."


@transaction.atomic
def draw_up_contract(*, enrolment: Enrolment, by: User, on: date) -> AlternancePaper:
    """The next version for Mire, person and Forem. Raises ValidationError."""
    if enrolment.status != EnrolmentStatus.ENROLLED:
        raise ValidationError(NO_PLACE)
    return draw_up(
        model=AlternancePaper,
        of={"enrolment": enrolment},
        also={"kind": AlternancePaperKind.CONTRACT, "internship": None},
        content=contract_text(enrolment),
        parties=CONTRACT_PARTIES,
        by=by,
        on=on,
    )


@transaction.atomic
def draw_up_stay(*, internship: Internship, by: User, on: date) -> AlternancePaper:
    """The next version for Mire, person and company; never without the insurance of all days."""
    stay = Internship.objects.select_for_update(of=("self",)).select_related(
        "enrolment__cohort__programme__operator", "enrolment__beneficiary", "employer"
    ).get(pk=internship.pk)  # fmt: skip
    if stay.broken_off_on:
        raise ValidationError(STOPPED)
    if not stay.is_insured:
        raise ValidationError(UNINSURED)
    return draw_up(
        model=AlternancePaper,
        of={"internship": stay},
        also={"kind": AlternancePaperKind.INTERNSHIP, "enrolment": stay.enrolment},
        content=agreement_text(stay),
        parties=AGREEMENT_PARTIES,
        by=by,
        on=on,
    )


def contract_text(enrolment: Enrolment) -> dict[str, Any]:
    """All that the contract prints. Décret du 20.7.2023, art. 5, § 3, al. 3: three parties."""
    cohort, programme = enrolment.cohort, enrolment.cohort.programme
    facts = [
        ["Formation", programme.title],
        ["Opérateur", str(programme.operator)],
        ["Groupe", cohort.name],
        ["Dates", f"du {day_full(cohort.starts_on)} au {day_full(cohort.ends_on)}"],
        ["Lieu", cohort.site],
        ["Théorie prévue", f"{programme.theory_hours} h"],
        ["Pratique prévue", f"{programme.practice_hours} h"],
        *([["Certificat", programme.certificate]] if programme.certificate else []),
    ]
    return {
        "title": "Contrat de formation professionnelle",
        "parties": [_house(), _person(enrolment.beneficiary), _party("Le Forem")],
        "facts": facts,
        "sections": [
            _section(
                "Ce que couvre ce contrat",
                "Ce contrat à trois parties couvre la formation ci-dessus et sa période de "
                "pratique en entreprise, pendant l'accompagnement vers l'emploi.",
                "Chaque stage en entreprise a sa propre convention, signée avec l'entreprise.",
            ),
            _section(
                "Ce que chacun fait",
                "La personne suit la formation et prévient en cas d'absence.",
                "La mission régionale accompagne la personne, visite l'entreprise et veille à "
                "l'assurance des jours de stage.",
                "Le Forem est informé du début et de la fin de la formation.",
            ),
        ],
    }  # fmt: skip


def agreement_text(stay: Internship) -> dict[str, Any]:
    """All that the agreement prints; the company keeps a copy: nothing of the file."""
    programme = stay.enrolment.cohort.programme
    insured = f"du {day_full(stay.insured_from)} au {day_full(stay.insured_until)}"
    reach = ", ".join(filter(None, (stay.tutor_phone, stay.tutor_email)))
    return {
        "title": "Convention de stage",
        "parties": [
            _house(), _person(stay.enrolment.beneficiary), _party(str(stay.employer), stay.place),
        ],
        "facts": [
            ["Formation", f"{programme.title}, {stay.enrolment.cohort.name}"],
            ["Lieu du stage", stay.place],
            ["Dates", f"du {day_full(stay.starts_on)} au {day_full(stay.ends_on)}"],
            ["Horaire", stay.schedule],
            ["Tuteur ou tutrice", f"{stay.tutor_name} ({reach})" if reach else stay.tutor_name],
            ["Assurance", f"{stay.insurer}, police {stay.policy_number}, {insured}"],
        ],
        "sections": [
            _section("Tâches confiées", *filter(None, map(str.strip, stay.tasks.splitlines()))),
            _section(
                "Ce que chacun fait",
                "L'entreprise accueille la personne, confie les tâches ci-dessus et laisse du "
                "temps au tuteur ou à la tutrice.",
                "La personne respecte l'horaire et les règles de l'entreprise, et prévient en cas "
                "d'absence.",
                "La mission régionale visite l'entreprise et reste joignable.",
            ),
        ],
    }  # fmt: skip


def signers_of(paper: AlternancePaper, by: User) -> dict[str, str]:
    """Who signs for each party, as the form proposes it."""
    return {
        Party.PERSON.value: paper.beneficiary.full_name,
        Party.MIRE.value: by.get_full_name(),
        Party.EMPLOYER.value: "",
        Party.FOREM.value: "",
    }


def _section(title: str, *paragraphs: str) -> dict[str, Any]:
    return {"title": title, "paragraphs": list(paragraphs)}


def _party(name: str, *lines: str) -> dict[str, Any]:
    return {"name": name, "lines": [line for line in lines if line]}


def _house() -> dict[str, Any]:
    return _party(settings.HOUSE_LEGAL_NAME, settings.HOUSE_PLACE)


def _person(person: Beneficiary) -> dict[str, Any]:
    """The name alone: prospectors and companies read these papers, and no address is theirs."""
    return _party(person.full_name)
