"""Each opening of a person's profile leaves its trace, as the opening of a file does."""

from django.db import transaction

from beneficiaries.models import Beneficiary, FileOpening
from mirec.accounts.models import User

PART = "Profil pour une offre"


@transaction.atomic
def note_profile_opening(*, beneficiary: Beneficiary, by: User) -> FileOpening:
    return FileOpening.objects.create(beneficiary=beneficiary, opened_by=by, part=PART)
