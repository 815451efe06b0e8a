"""What the trainings teach: modules, levels noted and said, results, presences by the door."""

from collections.abc import Iterator
from datetime import date, timedelta

from beneficiaries.enums import SkillLevel, SkillOrigin
from beneficiaries.models import BeneficiarySkill
from mirec.demo.chance import rng_for
from training.enums import (
    AttendanceSource,
    AttendanceState,
    DropCause,
    EnrolmentStatus,
    TrainingResult,
)
from training.models import (
    Attendance,
    Cohort,
    Enrolment,
    Prerequisite,
    Programme,
    SkillResult,
    TaughtSkill,
)
from training.rules.moves import TAKES_A_PLACE
from training.services.learning import evidence_of

BATCH = 500
DOOR_DAYS = 21
MODULES = ("Module 1 : les bases", "Module 2 : en situation")
FUNDING = "Projet alternance, budget propre"
CAUSES = (DropCause.JOB, DropCause.CHILDCARE, DropCause.MOBILITY, DropCause.CHOICE)
RESULTS = (TrainingResult.CERTIFIED, TrainingResult.CERTIFIED, TrainingResult.ATTESTED)


def write_learning(seed: int, on: date) -> None:
    _write_programmes()
    Cohort.objects.filter(ends_on__gte=on).update(funding=FUNDING)
    rows = Enrolment.objects.filter(cohort__starts_on__lte=on)
    enrolments = list(rows.select_related("cohort__programme").order_by("pk"))
    taught: dict[int, list[TaughtSkill]] = {}
    for line in TaughtSkill.objects.order_by("pk"):
        taught.setdefault(line.programme_id, []).append(line)
    results = [
        row
        for number, enrolment in enumerate(enrolments)
        for row in _results(number, enrolment, taught, seed, on)
    ]
    SkillResult.objects.bulk_create(results, BATCH)
    BeneficiarySkill.objects.bulk_create(
        [
            BeneficiarySkill(
                beneficiary_id=row.enrolment.beneficiary_id,
                skill_id=row.skill_id,
                level=row.level,
                origin=SkillOrigin.TRAINING,
                evidence=evidence_of(row.enrolment.cohort),
            )
            for row in results
            if row.level
        ],
        BATCH,
        ignore_conflicts=True,
    )
    _write_ends(enrolments)
    _write_door(on)


def _write_programmes() -> None:
    for number, programme in enumerate(Programme.objects.order_by("pk")):
        programme.certificate = f"Certificat de {programme.title}"
        programme.save(update_fields=["certificate"])
        lines = list(programme.taught_skills.order_by("pk"))
        for rank, line in enumerate(lines):
            line.module = MODULES[2 * rank // len(lines)]
        TaughtSkill.objects.bulk_update(lines, ["module"])
        if lines and number % 2 == 0:
            Prerequisite.objects.create(
                programme=programme, skill=lines[0].skill, level=SkillLevel.STARTS
            )


def _results(
    number: int, enrolment: Enrolment, taught: dict[int, list[TaughtSkill]], seed: int, on: date
) -> Iterator[SkillResult]:
    """All skills of who has ended, the first ones of who goes on; the own word of two in three."""
    if enrolment.status not in TAKES_A_PLACE:
        return
    rng = rng_for(seed, "learning", number)
    lines = taught.get(enrolment.cohort.programme_id, [])
    known = lines if enrolment.ended_on else lines[: len(lines) // 2]
    said_on = enrolment.ended_on or on - timedelta(days=3)
    speaks = rng.random() < 0.66
    for line in known:
        level = rng.choice((SkillLevel.WITH_HELP, SkillLevel.ALONE, SkillLevel.ALONE))
        own = rng.choice((level, level, SkillLevel.WITH_HELP)) if speaks else None
        yield SkillResult(
            enrolment=enrolment,
            skill_id=line.skill_id,
            level=level,
            noted_on=said_on,
            own_level=own,
            own_on=said_on if own else None,
            created_by_id=enrolment.cohort.coordinator_id,
        )


def _write_ends(enrolments: list[Enrolment]) -> None:
    for number, enrolment in enumerate(enrolments):
        if enrolment.status == EnrolmentStatus.COMPLETED:
            enrolment.result = RESULTS[number % len(RESULTS)]
            enrolment.result_on = enrolment.ended_on
        elif enrolment.status == EnrolmentStatus.DROPPED:
            enrolment.drop_cause = CAUSES[number % len(CAUSES)]
    Enrolment.objects.bulk_update(enrolments, ["result", "result_on", "drop_cause"], BATCH)


def _write_door(on: date) -> None:
    """Of the last weeks, every second presence called in class was confirmed at the door."""
    rows = Attendance.objects.filter(
        state=AttendanceState.PRESENT,
        source=AttendanceSource.STAFF,
        session__starts_at__date__gte=on - timedelta(days=DOOR_DAYS),
    )
    changed = list(rows.select_related("session").order_by("pk"))[::2]
    for number, row in enumerate(changed):
        row.source = AttendanceSource.DOOR
        row.arrived_at = row.session.starts_at - timedelta(minutes=number % 12)
    Attendance.objects.bulk_update(changed, ["source", "arrived_at"], BATCH)
