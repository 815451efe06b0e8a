"""The grid of a cohort: its participants, the skills of the programme by module, who said what."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from beneficiaries.models import Beneficiary
from training.enums import EnrolmentStatus, TrainingResult
from training.models import Cohort, Enrolment, SkillResult, TaughtSkill
from training.rules.moves import TAKES_A_PLACE


@dataclass(frozen=True)
class Grid:
    """`said` holds the results by the keys of enrolment and skill."""

    taught: list[TaughtSkill]
    enrolments: list[Enrolment]
    said: Mapping[tuple[int, int], SkillResult]

    @property
    def modules(self) -> list[tuple[str, list[TaughtSkill]]]:
        return [(name, list(rows)) for name, rows in groupby(self.taught, lambda row: row.module)]


def grid_of(cohort: Cohort) -> Grid:
    """In three queries, whatever its size."""
    taught = list(cohort.programme.taught_skills.select_related("skill"))
    enrolments = cohort.enrolments.filter(status__in=TAKES_A_PLACE).select_related("beneficiary")
    rows = SkillResult.objects.filter(enrolment__cohort=cohort)
    return Grid(
        taught,
        list(enrolments.order_by("beneficiary__name_key", "pk")),
        {(row.enrolment_id, row.skill_id): row for row in rows},
    )


def learned_by(enrolment: Enrolment) -> list[SkillResult]:
    """What the trainer noted of one person."""
    rows = enrolment.results.filter(level__isnull=False).select_related("skill")
    return list(rows)


def own_trainings(beneficiary: Beneficiary) -> list[Enrolment]:
    """Where the person has or had a place, the present one first."""
    rows = beneficiary.enrolments.filter(status__in=TAKES_A_PLACE)
    rows = rows.select_related("cohort__programme")
    return list(rows.order_by("-cohort__starts_on", "-pk"))


def papers_due():
    """Enrolments whose end is told on paper: certified, or attested."""
    return Enrolment.objects.filter(
        status=EnrolmentStatus.COMPLETED,
        result__in=[TrainingResult.CERTIFIED, TrainingResult.ATTESTED],
    )
