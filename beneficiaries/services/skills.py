"""What a person can do: skills noted by the coach, rated by two voices, day after day."""

from collections.abc import Mapping
from datetime import date

import pghistory
from django.db import transaction

from beneficiaries.enums import Voice
from beneficiaries.models import Beneficiary, BeneficiarySkill, Skill, SkillRating
from mirec.accounts.models import User
from mirec.core.refusals import refusing_in_words

BESIDE = {"beneficiary_skill_unique": "skill"}


@transaction.atomic
def save_skill(*, row: BeneficiarySkill, by: User, on: date) -> BeneficiarySkill:
    """Add or change; the level is the coach's word of that day on the way travelled."""
    if row.created_by is None:
        row.created_by = by
    with pghistory.context(user=by.pk), refusing_in_words(BeneficiarySkill, BESIDE):
        row.save()
        _rate(row.beneficiary, row.skill_id, Voice.COACH, row.level, by, on)
    return row


@transaction.atomic
def rate_by_person(
    *, beneficiary: Beneficiary, levels: Mapping[Skill, int], by: User, on: date
) -> int:
    """The person's own levels of that day, whoever holds the pen (`by`); how many were said."""
    with pghistory.context(user=by.pk):
        for skill, level in levels.items():
            _rate(beneficiary, skill.pk, Voice.PERSON, level, by, on)
    return len(levels)


@transaction.atomic
def remove_skill(*, row: BeneficiarySkill, by: User) -> None:
    """The skill leaves the file; what was said of it stays on the way travelled."""
    with pghistory.context(user=by.pk):
        row.delete()


def _rate(
    beneficiary: Beneficiary, skill_pk: int, voice: Voice, level: int, by: User, on: date
) -> None:
    """One word a day of each voice: the last one said."""
    SkillRating.objects.update_or_create(
        beneficiary=beneficiary,
        skill_id=skill_pk,
        voice=voice,
        rated_on=on,
        defaults={"level": level},
        create_defaults={"level": level, "created_by": by},
    )
