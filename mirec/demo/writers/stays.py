"""Stays in a company of the trainings that go on: signed or not, visited, evaluated or waiting."""

from datetime import date, timedelta

from coaching.enums import AlternancePaperKind
from coaching.models import (
    AlternancePaper,
    AlternanceSignature,
    Internship,
    InternshipVisit,
    TutorReview,
)
from coaching.services.alternance_papers import (
    AGREEMENT_PARTIES,
    CONTRACT_PARTIES,
    agreement_text,
    contract_text,
)
from employers.models import Employer
from mirec.demo.chance import rng_for
from mirec.demo.writers.potential import scribble
from training.enums import EnrolmentStatus
from training.models import Enrolment

MOST_STAYS = 18
BEGAN, LASTS = timedelta(days=24), timedelta(days=40)
TASKS = (
    "Préparer les commandes, ranger le dépôt, tenir le registre des entrées.",
    "Accueillir la clientèle, réassortir les rayons, aider à la caisse.",
    "Monter et démonter avec l'équipe, entretenir l'outillage.",
)
TUTORS = ("Sandrine Lemaire", "Olivier Hanssens", "Fatiha Bouzid", "Marc Delvaux")
SCORES = (
    {"punctuality": 4, "work": 3, "team": 4, "autonomy": 3, "would_hire": 3},
    {"punctuality": 1, "work": 2, "team": 3, "autonomy": 2, "would_hire": 2},
)


def write_stays(seed: int, on: date) -> int:
    """How many; the first of each six is not insured yet, the second not signed by the company."""
    rows = Enrolment.objects.filter(
        status=EnrolmentStatus.ENROLLED,
        beneficiary__coach__isnull=False,
        cohort__starts_on__lte=on - BEGAN,
        cohort__ends_on__gte=on,
        enrolled_on__lte=on - BEGAN,
    ).select_related("beneficiary__coach", "cohort__programme__operator", "cohort__coordinator")
    employers = list(Employer.objects.order_by("pk")[:40])
    found = list(rows.order_by("pk")[:MOST_STAYS]) if employers else []
    for number, enrolment in enumerate(found):
        _write(number, enrolment, employers, seed, on)
    return len(found)


def _write(number: int, enrolment: Enrolment, employers: list[Employer], seed: int, on: date):
    rng, kind = rng_for(seed, "stay", enrolment.beneficiary.file_number), number % 6
    by, starts_on = enrolment.cohort.coordinator, on - BEGAN
    employer = rng.choice(employers)
    ends_on = starts_on + LASTS if kind < 4 else on - timedelta(days=5)
    insured = {} if kind == 0 else {
        "insurer": "Assurance de la mission régionale",
        "policy_number": f"AT-{on.year}-{number:03}",
        "insured_from": starts_on, "insured_until": ends_on,
    }  # fmt: skip
    stay = Internship.objects.create(
        enrolment=enrolment, employer=employer, place=f"Chez {employer}"[:200],
        tutor_name=rng.choice(TUTORS), tutor_email=f"tutorat{number}@example.be",
        tasks=rng.choice(TASKS), schedule="Du lundi au jeudi, de 8 h à 16 h",
        starts_on=starts_on, ends_on=ends_on, created_by=by, **insured,
    )  # fmt: skip
    contract = AlternancePaper(
        enrolment=enrolment,
        kind=AlternancePaperKind.CONTRACT,
        content=contract_text(enrolment),
        parties=list(CONTRACT_PARTIES),
    )
    _sign(contract, CONTRACT_PARTIES if kind else (), starts_on, by, rng)
    if insured:
        agreement = AlternancePaper(
            enrolment=enrolment,
            internship=stay,
            kind=AlternancePaperKind.INTERNSHIP,
            content=agreement_text(stay),
            parties=list(AGREEMENT_PARTIES),
        )
        signed = AGREEMENT_PARTIES[:2] if kind == 1 else AGREEMENT_PARTIES
        _sign(agreement, signed, starts_on, by, rng)
    _follow(kind, stay, by, on)


def _sign(paper: AlternancePaper, signed, day: date, by, rng) -> None:
    paper.version, paper.drawn_on, paper.created_by = 1, day, by
    paper.completed_on = day if len(signed) == len(paper.parties) else None
    paper.save()
    names = {"person": paper.beneficiary.full_name, "mire": str(by), "forem": "Conseil Forem"}
    for party in signed:
        AlternanceSignature.objects.create(
            paper=paper,
            party=party,
            name=names.get(party, "La direction"),
            signed_on=day,
            drawing=scribble(rng),
            created_by=by,
        )


def _follow(kind: int, stay: Internship, by, on: date) -> None:
    """A visit done and one due; an evaluation that waits, chased, good or alarming."""
    done_on = stay.starts_on + timedelta(days=7)
    InternshipVisit.objects.create(
        internship=stay, planned_on=done_on, visited_on=done_on, created_by=by,
        words="Bon accueil ; les consignes sont à répéter le matin.",
    )  # fmt: skip
    if kind == 3:
        InternshipVisit.objects.create(
            internship=stay, planned_on=on - timedelta(days=1), created_by=by
        )
    if kind == 4:
        TutorReview.objects.create(
            internship=stay, asked_on=on - timedelta(days=5), chased_on=on - timedelta(days=2)
        )
    if kind in {2, 5}:
        TutorReview.objects.create(
            internship=stay, asked_on=on - timedelta(days=4), given_on=on - timedelta(days=2),
            comment="Motivé, mais les retards pèsent." if kind == 5 else "",
            created_by=by, **SCORES[kind == 5],
        )  # fmt: skip
