"""What the page between a vacancy and a person shows, and where insertion plans are mentioned."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from beneficiaries.enums import SkillLevel, SkillOrigin
from beneficiaries.models import Beneficiary, BeneficiarySkill
from beneficiaries.niss import LEFT_SEALED
from coaching.models import InsertionPlan, InsertionStep, Step
from coaching.queries.ways import StepWay, step_ways, taken_by
from coaching.rules.insertion import OVER, agreed_terms, blocking_first, terms_of
from employers.models import Proposal, Vacancy
from employers.queries.reasons import asked_of
from employers.rules.skills import Answer, Comparison, compare
from mirec.accounts.models import User
from mirec.core.wording import uncapped


@dataclass(frozen=True)
class GapLine:
    """A requirement beside what the file says; `evidence` is "" for who may not open the file."""

    answer: Answer
    origin: SkillOrigin | None
    evidence: str
    steps: list[InsertionStep]
    ways: list[StepWay]

    @property
    def asked_words(self) -> str:
        return SkillLevel(self.answer.asked.level).label

    @property
    def held_words(self) -> str:
        """« En autonomie, par le travail »; says so when the file is silent."""
        if self.answer.held is None:
            return "Pas notée au dossier"
        by = "" if self.origin == SkillOrigin.OTHERWISE else "par "
        return f"{SkillLevel(self.answer.held).label}, {by}{uncapped(self.origin.label)}"


@dataclass(frozen=True)
class Gap:
    comparison: Comparison
    lines: list[GapLine]
    steps: list[InsertionStep]

    def line_of(self, skill_id: int | None) -> GapLine | None:
        return next((one for one in self.lines if one.answer.asked.skill_id == skill_id), None)

    @property
    def missing_count(self) -> int:
        return sum(not line.answer.is_met for line in self.lines)


def proposals_read(user: User) -> QuerySet[Proposal]:
    """Those the user may see, with all that the page reads; `is_own`: the file is open to them."""
    own = Beneficiary.objects.visible_to(user).filter(pk=OuterRef("beneficiary"))
    return (
        Proposal.objects.visible_to(user)
        .select_related("vacancy__employer", "vacancy__contact", "beneficiary__coach")
        .annotate(is_own=Exists(own))
        .defer(*LEFT_SEALED, "beneficiary__intake_note", "vacancy__description")
    )


def steps_of(proposal: Proposal) -> list[InsertionStep]:
    related = ("skill", "partner", "cohort__programme", "workshop", "plan_step")
    steps = list(proposal.insertion_steps.select_related(*related))
    for step in steps:
        step.proposal = proposal
    return steps


def gap_of(proposal: Proposal, on: date) -> Gap:
    """The same few queries, however many skills, steps and ways."""
    prefetch_related_objects([proposal.vacancy], "requirements__skill")
    asked = asked_of(proposal.vacancy)
    held = _held(proposal, [one.skill_id for one in asked])
    comparison = compare(asked, {skill: row.level for skill, row in held.items()})
    steps = steps_of(proposal)
    by_skill: dict[int | None, list[InsertionStep]] = defaultdict(list)
    for step in steps:
        by_skill[step.skill_id].append(step)
    ways = step_ways([one for one in comparison.answers if not one.is_met], proposal, on)
    taken = taken_by(steps)
    lines = [
        _line(answer, held.get(answer.asked.skill_id), by_skill, ways, taken)
        for answer in blocking_first(comparison.answers)
    ]
    return Gap(comparison, lines, steps)


def _held(proposal: Proposal, skills: list[int]) -> dict[int, BeneficiarySkill]:
    """What the file says of the skills; the words of the evidence for who may open it alone."""
    rows = BeneficiarySkill.objects.filter(beneficiary=proposal.beneficiary_id, skill__in=skills)
    rows = rows if proposal.is_own else rows.defer("evidence")
    return {row.skill_id: row for row in rows}


def _line(
    answer: Answer,
    held: BeneficiarySkill | None,
    steps: dict[int | None, list[InsertionStep]],
    ways: dict[int, list[StepWay]],
    taken: set[tuple[int | None, str]],
) -> GapLine:
    skill = answer.asked.skill_id
    can_read = held is not None and "evidence" not in held.get_deferred_fields()
    return GapLine(
        answer=answer,
        origin=SkillOrigin(held.origin) if held else None,
        evidence=held.evidence if can_read else "",
        steps=steps[skill],
        ways=[replace(way, is_taken=(skill, way.key) in taken) for way in ways.get(skill, ())],
    )


def plans_of(proposal: Proposal) -> list[InsertionPlan]:
    """The newest first, each with its signatures."""
    return list(proposal.insertion_plans.prefetch_related("signatures"))


def has_changed(plan: InsertionPlan, steps: Iterable[InsertionStep]) -> bool:
    """Do the steps say something else than the paper?"""
    return agreed_terms(plan.content) != {step.pk: terms_of(step) for step in steps}


def left_over(proposals: Iterable[Proposal]) -> QuerySet[Step]:
    """Open actions that came from plans towards jobs that will not be."""
    over = [proposal.pk for proposal in proposals if proposal.stage in OVER]
    return Step.objects.open().filter(insertion_step__proposal__in=over)


@dataclass(frozen=True)
class Mention:
    """A proposal with steps, on a page that is about something else."""

    proposal: Proposal
    plan: InsertionPlan | None
    left_over_count: int = 0


def mentions_of_vacancy(vacancy: Vacancy, user: User) -> list[Mention]:
    """Each proposal of the vacancy with steps or a plan."""
    return _mentions(proposals_read(user).filter(vacancy=vacancy))


def mentions_of_person(beneficiary: Beneficiary, user: User) -> list[Mention]:
    """Each proposal of the person with steps or a plan, with its actions that lost their aim."""
    found = _mentions(proposals_read(user).filter(beneficiary=beneficiary))
    counts: dict[int, int] = defaultdict(int)
    rows = left_over([each.proposal for each in found])
    for proposal in rows.values_list("insertion_step__proposal", flat=True):
        counts[proposal] += 1
    return [replace(each, left_over_count=counts[each.proposal.pk]) for each in found]


def _mentions(proposals: QuerySet[Proposal]) -> list[Mention]:
    plans = InsertionPlan.objects.newest().defer("content").prefetch_related("signatures")
    steps = InsertionStep.objects.filter(proposal=OuterRef("pk"))
    drawn_up = InsertionPlan.objects.filter(proposal=OuterRef("pk"))
    rows = proposals.filter(Exists(steps) | Exists(drawn_up)).prefetch_related(
        Prefetch("insertion_plans", queryset=plans, to_attr="newest_plans")
    )
    return [Mention(row, next(iter(row.newest_plans), None)) for row in rows]
