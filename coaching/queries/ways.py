"""How does a missing skill become a step? Each way to acquire it, as the step that it would be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from coaching.enums import InsertionMeans, StepOwner
from coaching.models import InsertionStep
from coaching.rules.insertion import day_on_the_spot
from employers.models import Proposal
from employers.rules.skills import Answer
from employers.ways import Way, ways_for
from mirec.core.wording import NBSP

MOST = 3
"""Trainings, workshops or centres offered for one skill: the next ones of each."""
TARGETS = {
    InsertionMeans.TRAINING: "cohort_id",
    InsertionMeans.WORKSHOP: "workshop_id",
    InsertionMeans.VALIDATION: "partner_id",
}
OWNERS = {InsertionMeans.VALIDATION: StepOwner.PARTNER}
"""Who does it, where it is not the person."""
TITLES = {
    InsertionMeans.TRAINING: f"Suivre la formation{NBSP}: {{label}}",
    InsertionMeans.WORKSHOP: "{label}",
    InsertionMeans.VALIDATION: f"Passer l'épreuve de validation{NBSP}: {{skill}}",
    InsertionMeans.TUTOR: f"Apprendre au poste avec un tuteur{NBSP}: {{skill}}",
    InsertionMeans.IMMERSION: f"Faire une immersion{NBSP}: {{skill}}",
}
LONGEST_TITLE = 200


@dataclass(frozen=True)
class StepWay:
    """One way; `detail` says place, dates and free places; `is_taken`: a step has it already."""

    means: InsertionMeans
    title: str
    detail: str
    owner: StepOwner
    due_on: date
    target: int | None = None
    is_taken: bool = field(default=False, compare=False)

    @property
    def key(self) -> str:
        """« training-12 », « tutor »: how a form names it."""
        return key_of(self.means, self.target)

    def values(self) -> dict[str, object]:
        """The fields of the step that it becomes."""
        target = {TARGETS[self.means]: self.target} if self.means in TARGETS else {}
        return {
            "title": self.title,
            "means": self.means,
            "owner": self.owner,
            "due_on": self.due_on,
            **target,
        }


def key_of(means: str, target: int | None) -> str:
    return f"{means}-{target}" if target else str(means)


def step_ways(answers: Iterable[Answer], proposal: Proposal, on: date) -> dict[int, list[StepWay]]:
    """By skill: what `employers.ways` knows, the soonest first; then the employer's own company.

    A validation proves what one can do: it is offered where the file says something.
    """
    answers = list(answers)
    known = ways_for({one.asked.skill_id: one.asked.kind for one in answers}, on)
    return {
        one.asked.skill_id: [
            *_elsewhere(one, known.get(one.asked.skill_id, ()), on),
            *_in_company(one, proposal, on),
        ]
        for one in answers
    }


def _elsewhere(answer: Answer, ways: Iterable[Way], on: date) -> Iterator[StepWay]:
    counts: dict[InsertionMeans, int] = {}
    for way in ways:
        name, _, target = way.key.partition("-")
        means = InsertionMeans(name)
        counts[means] = counts.get(means, 0) + 1
        if counts[means] > MOST or (not way.teaches and answer.held is None):
            continue
        yield StepWay(
            means=means,
            title=_title(means, way.label, answer.asked.label),
            detail=way.facts(on),
            owner=OWNERS.get(means, StepOwner.PERSON),
            due_on=way.ends_on or day_on_the_spot(None, on),
            target=int(target),
        )


def _in_company(answer: Answer, proposal: Proposal, on: date) -> Iterator[StepWay]:
    vacancy = proposal.vacancy
    places = {
        InsertionMeans.TUTOR: f"Chez {vacancy.employer}, dès l'arrivée au poste",
        InsertionMeans.IMMERSION: f"Chez {vacancy.employer}, avant l'engagement",
    }
    for means, detail in places.items():
        yield StepWay(
            means=means,
            title=_title(means, "", answer.asked.label),
            detail=detail,
            owner=StepOwner.EMPLOYER,
            due_on=day_on_the_spot(vacancy.starts_on, on),
        )


def _title(means: InsertionMeans, label: str, skill: str) -> str:
    return TITLES[means].format(label=label, skill=skill)[:LONGEST_TITLE]


def taken_by(steps: Iterable[InsertionStep]) -> set[tuple[int | None, str]]:
    """Skill and key of the way of each step."""
    return {(step.skill_id, key_of(step.means, _target(step))) for step in steps}


def _target(step: InsertionStep) -> int | None:
    name = TARGETS.get(InsertionMeans(step.means))
    return getattr(step, name) if name else None
