"""Two files of one person, and their merge."""

import pytest

from beneficiaries.models import Merge
from beneficiaries.services.merging import merge_files
from mirec.core.periods import today
from tests.factories import BeneficiaryFactory


@pytest.fixture
def kept(coach, team):
    return BeneficiaryFactory(
        coach=coach, team=team, first_name="Samira", last_name="Benali", phone="", studies=""
    )


@pytest.fixture
def absorbed(coach, team):
    return BeneficiaryFactory(
        coach=coach, team=team, first_name="Samyra", last_name="Benalli", phone="+32470112233"
    )


@pytest.fixture
def merging(kept, absorbed, manager):
    def merge(*picked: str) -> Merge:
        return merge_files(kept=kept, absorbed=absorbed, picked=picked, by=manager, on=today())

    return merge
