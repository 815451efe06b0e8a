"""How far did each participant get? By the trainer's word, by the own one, and at the end."""

from collections.abc import Mapping
from datetime import date

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.enums import SkillOrigin
from beneficiaries.models import Beneficiary, BeneficiarySkill
from beneficiaries.services.skills import rate_by_person, save_skill
from mirec.accounts.models import User
from training.enums import TrainingResult
from training.models import Cohort, Enrolment, SkillResult
from training.rules.learning import NOT_COMPLETED, STRANGE, proved_level
from training.rules.moves import TAKES_A_PLACE

Levels = Mapping[tuple[int, int], int | None]
"""A level, or none, by the keys of enrolment and skill."""
LONGEST_EVIDENCE = 200


def note_learning(
    *,
    cohort: Cohort,
    levels: Levels,
    results: Mapping[int, str],
    by: User,
    on: date,
) -> int:
    """Write the trainer's levels and the results that differ; how many did.

    A level enters the person's skills, acquired by training, and raises them. Raises
    ValidationError for someone or something that the cohort does not hold, and for the result of a
    training that goes on.
    """
    with pghistory.context(user=by.pk), transaction.atomic():
        enrolments = _held(cohort)
        changed = _changed(cohort, enrolments, levels, "level")
        for row in changed:
            before = row.level
            row.level = levels[row.enrolment_id, row.skill_id]
            row.noted_on = on if row.level else None
            row.created_by = row.created_by or by
            row.save()
            if row.level:
                _prove(row, before, evidence_of(cohort), by, on)
        return len(changed) + _write_results(enrolments, results, on)


def say_own_levels(
    *, enrolment: Enrolment, levels: Mapping[int, int | None], by: User, on: date
) -> int:
    """The person's own levels, by the key of the skill; the trainer's stay as they are.

    Each new one is also the person's own word of that day on the way travelled; it validates
    nothing.
    """
    with pghistory.context(user=by.pk), transaction.atomic():
        enrolments = _held(enrolment.cohort)
        wanted = {(enrolment.pk, skill): level for skill, level in levels.items()}
        changed = _changed(enrolment.cohort, enrolments, wanted, "own_level")
        for row in changed:
            row.own_level = wanted[row.enrolment_id, row.skill_id]
            row.own_on = on if row.own_level else None
            row.created_by = row.created_by or by
            row.save()
        said = {row.skill: row.own_level for row in changed if row.own_level}
        rate_by_person(beneficiary=enrolment.beneficiary, levels=said, by=by, on=on)
        return len(changed)


def evidence_of(cohort: Cohort) -> str:
    return f"Formation « {cohort.programme} », {cohort}"[:LONGEST_EVIDENCE]


def _held(cohort: Cohort) -> dict[int, Enrolment]:
    """Those who have or had a place, one writer at a time."""
    rows = Enrolment.objects.select_for_update(of=("self",)).filter(cohort=cohort)
    rows = rows.filter(status__in=TAKES_A_PLACE).select_related("beneficiary").order_by("pk")
    return {row.pk: row for row in rows}


def _changed(
    cohort: Cohort, enrolments: Mapping[int, Enrolment], levels: Levels, field: str
) -> list[SkillResult]:
    """The rows whose level differs from what is wanted, not saved yet."""
    taught = set(cohort.programme.taught_skills.values_list("skill", flat=True))
    if any(who not in enrolments or skill not in taught for who, skill in levels):
        raise ValidationError(STRANGE)
    rows = SkillResult.objects.filter(enrolment__in=enrolments)
    noted = {(row.enrolment_id, row.skill_id): row for row in rows}
    found = []
    for (who, skill), level in levels.items():
        row = noted.get((who, skill)) or SkillResult(enrolment=enrolments[who], skill_id=skill)
        if getattr(row, field) != level:
            row.enrolment = enrolments[who]
            found.append(row)
    return found


def _prove(row: SkillResult, before: int | None, evidence: str, by: User, on: date) -> None:
    """What was proved otherwise is never lowered; how the skill was first acquired stays."""
    person: Beneficiary = row.enrolment.beneficiary
    held = person.skills.select_for_update().filter(skill=row.skill_id).first()
    is_ours = bool(held) and held.evidence == evidence and held.level == before
    level = proved_level(row.level, held.level if held else None, is_ours=is_ours)
    if held and held.level == level:
        return
    skill = held or BeneficiarySkill(
        beneficiary=person, skill_id=row.skill_id, origin=SkillOrigin.TRAINING
    )
    skill.level, skill.evidence = level, evidence
    save_skill(row=skill, by=by, on=on)


def _write_results(
    enrolments: Mapping[int, Enrolment], results: Mapping[int, str], on: date
) -> int:
    written = 0
    for key, result in results.items():
        enrolment = enrolments.get(key)
        if enrolment is None:
            raise ValidationError(STRANGE)
        if enrolment.result == result:
            continue
        if result and not enrolment.ended_on:
            raise ValidationError(NOT_COMPLETED)
        enrolment.result = TrainingResult(result) if result else ""
        enrolment.result_on = on if result else None
        enrolment.save(update_fields=["result", "result_on"])
        written += 1
    return written
