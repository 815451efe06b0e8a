"""The insertion plan as a paper: drawn up, signed by three."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Beneficiary
from beneficiaries.services.papers import draw_up, sign_paper
from coaching.enums import InsertionMeans, Party
from coaching.models import InsertionPlan, InsertionSignature, InsertionStep
from coaching.queries.insertion import Gap, steps_of
from coaching.rules.insertion import terms_of
from coaching.services.insertion import open_to_plan
from employers.models import Proposal, Vacancy
from mirec.accounts.models import User
from mirec.core.wording import NBSP, day_full

PARTIES = (Party.PERSON.value, Party.EMPLOYER.value, Party.MIRE.value)
EMPTY = "Le plan est vide : ajoutez d'abord une étape."
NOT_YOURS = "Cette signature se reçoit chez la ou le coach de la personne."


@transaction.atomic
def draw_up_insertion(*, proposal: Proposal, gap: Gap, by: User, on: date) -> InsertionPlan:
    """The steps of this moment as the next version, for the three parties to sign.

    `gap` is the page as `gap_of` read it. Raises ValidationError: no step, nothing changed, over.
    """
    open_to_plan(proposal)
    steps = steps_of(proposal)
    if not steps:
        raise ValidationError(EMPTY)
    return draw_up(
        model=InsertionPlan,
        of={"proposal": proposal},
        content=content_of(proposal, gap, steps),
        parties=PARTIES,
        by=by,
        on=on,
    )


@transaction.atomic
def sign_insertion_plan(
    *, paper: InsertionPlan, party: str, by: User, **given: Any
) -> InsertionSignature:
    """One signature; who may not open the person's file receives the employer's alone."""
    open_to_plan(paper.proposal)
    if party not in parties_received_by(by, paper):
        raise ValidationError(NOT_YOURS)
    return sign_paper(paper=paper, party=party, by=by, **given)


def parties_received_by(user: User, plan: InsertionPlan) -> tuple[str, ...]:
    """Whose signatures the user may receive."""
    persons = Beneficiary.objects.visible_to(user).filter(proposals=plan.proposal_id)
    return PARTIES if persons.exists() else (Party.EMPLOYER.value,)


def content_of(proposal: Proposal, gap: Gap, steps: Iterable[InsertionStep]) -> dict[str, Any]:
    """All that the paper prints, in words, and the terms of each step.

    The employer keeps a copy: levels and where they come from, never the words of the evidence.
    """
    vacancy, person = proposal.vacancy, proposal.beneficiary
    return {
        "person": person.full_name,
        "coach": str(person.coach or ""),
        "employer": str(vacancy.employer),
        "vacancy": vacancy.title,
        "job": _job(vacancy),
        "skills": [
            {
                "skill": line.answer.asked.label,
                "need": line.answer.asked.need.label,
                "asked": line.asked_words,
                "held": line.held_words,
                "state": line.answer.badge.label,
            }
            for line in gap.lines
        ],
        "steps": [_step(step) for step in steps],
    }


def _step(step: InsertionStep) -> dict[str, Any]:
    return terms_of(step) | {
        "skill": step.skill.label if step.skill and step.skill.label not in step.title else "",
        "by": InsertionMeans(step.means).label,
        "where": _where(step),
        "who": step.owner_name,
        "day": day_full(step.due_on),
    }


def _where(step: InsertionStep) -> str:
    if step.cohort:
        days = f"du {day_full(step.cohort.starts_on)} au {day_full(step.cohort.ends_on)}"
        return f"{step.cohort.programme}, {step.cohort}, {days}"
    return f"{step.workshop}, {step.workshop.moment}" if step.workshop else ""


def _job(vacancy: Vacancy) -> str:
    """« CDD, 24 h par semaine, dès le 1er mars 2026, immersion, puis engagement »."""
    hours = vacancy.hours_per_week
    parts = [
        vacancy.get_contract_type_display(),
        f"{hours.normalize():f}{NBSP}h par semaine".replace(".", ",") if hours else "",
        f"dès le {day_full(vacancy.starts_on)}" if vacancy.starts_on else "",
        vacancy.get_process_display(),
    ]
    return ", ".join(part for part in parts if part)
