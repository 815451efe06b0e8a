"""Validation of skills: a test planned in a centre, its result, and the title that proves a skill.

Voluntary and free, from 18 years (accord de coopération of 21.03.2019).
"""

from datetime import date

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.enums import SkillLevel, SkillOrigin
from beneficiaries.models import Beneficiary, BeneficiarySkill, Skill
from beneficiaries.services.skills import save_skill
from coaching.enums import ValidationResult
from coaching.models import SkillTest
from employers.models import Placement
from mirec.accounts.models import User
from mirec.core.periods import age_on
from mirec.core.refusals import refusing_in_words
from partners.models import Partner

LEAST_AGE = 18
LONGEST_EVIDENCE = 200


@transaction.atomic
def plan_test(
    *,
    beneficiary: Beneficiary,
    skill: Skill,
    by: User,
    centre: Partner | None = None,
    test_on: date | None = None,
    placement: Placement | None = None,
) -> SkillTest:
    """One planned test a skill; raises ValidationError before the person's eighteenth birthday."""
    if test_on and beneficiary.born_on and age_on(beneficiary.born_on, test_on) < LEAST_AGE:
        raise ValidationError({"test_on": "La validation des compétences est ouverte dès 18 ans."})
    with pghistory.context(user=by.pk), refusing_in_words(SkillTest):
        return SkillTest.objects.create(
            beneficiary=beneficiary,
            skill=skill,
            centre=centre,
            test_on=test_on,
            placement=placement,
            created_by=by,
        )


@transaction.atomic
def settle_test(
    *,
    test: SkillTest,
    result: ValidationResult,
    result_on: date,
    by: User,
    title: str = "",
    level: SkillLevel = SkillLevel.ALONE,
) -> SkillTest:
    """Note the result; a success raises the person's skill to `level`, with the title as proof.

    Raises ValidationError when the result is known already.
    """
    rows = SkillTest.objects.select_for_update(of=("self",))
    test = rows.select_related("beneficiary", "skill").get(pk=test.pk)
    if test.result != ValidationResult.PLANNED:
        raise ValidationError("Le résultat de cette épreuve est déjà noté.")
    has_passed = result == ValidationResult.PASSED
    test.result, test.result_on = result, result_on
    test.title = title if has_passed else ""
    with pghistory.context(user=by.pk), refusing_in_words(SkillTest):
        test.save(update_fields=["result", "result_on", "title"])
    if has_passed:
        _prove(test, level, by)
    return test


def _prove(test: SkillTest, level: SkillLevel, by: User) -> None:
    """The level never goes down; how the skill was first acquired stays as it was noted."""
    held = test.beneficiary.skills.select_for_update().filter(skill=test.skill).first()
    origin = SkillOrigin.WORK if test.placement_id else SkillOrigin.OTHERWISE
    row = held or BeneficiarySkill(
        beneficiary=test.beneficiary, skill=test.skill, level=level, origin=origin
    )
    row.level = max(row.level, level)
    row.evidence = (test.title or "Validation des compétences réussie")[:LONGEST_EVIDENCE]
    save_skill(row=row, by=by, on=test.result_on)
