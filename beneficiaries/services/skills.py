"""What a person can do: skills of the library, added and removed."""

import pghistory
from django.db import transaction

from beneficiaries.models import BeneficiarySkill
from mirec.accounts.models import User
from mirec.core.refusals import refusing_in_words

BESIDE = {"beneficiary_skill_unique": "skill"}


@transaction.atomic
def save_skill(*, row: BeneficiarySkill, by: User) -> BeneficiarySkill:
    if row.created_by is None:
        row.created_by = by
    with pghistory.context(user=by.pk), refusing_in_words(BeneficiarySkill, BESIDE):
        row.save()
    return row


@transaction.atomic
def remove_skill(*, row: BeneficiarySkill, by: User) -> None:
    with pghistory.context(user=by.pk):
        row.delete()
