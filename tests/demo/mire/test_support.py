"""The demo's jobs are accompanied: news taken and due, both sides heard, skills proven."""

import pytest
from django.db.models import Q

from coaching.enums import OpinionSide, ValidationResult
from coaching.models import Difficulty, HireCheck, Opinion, SkillTest
from coaching.services.checks import follow_all_checks
from employers.models import Placement, WorkWish

pytestmark = pytest.mark.django_db


def test_the_checks_are_as_the_night_would_make_them(mire):
    assert HireCheck.objects.filter(done_on__isnull=False).count() > 10
    assert HireCheck.objects.due(mire).exists()
    assert not HireCheck.objects.filter(Q(done_on__gt=mire) | Q(called_on__gt=mire)).exists()
    assert follow_all_checks(on=mire) == 0


def test_both_sides_are_heard_and_an_alarm_waits_for_a_call(mire):
    assert set(Opinion.objects.values_list("side", flat=True)) == set(OpinionSide)
    assert not Opinion.objects.filter(given_on__gt=mire).exists()
    assert HireCheck.objects.to_call().exists()
    assert HireCheck.objects.filter(called_on__isnull=False).exists()


def test_what_is_hard_is_mended_for_most(mire):
    assert Difficulty.objects.filter(solved_on__isnull=False).exists()
    assert Difficulty.objects.filter(solved_on__isnull=True).exists()
    assert not Difficulty.objects.filter(solved_on__gt=mire).exists()


@pytest.mark.usefixtures("mire")
def test_some_contracts_are_proved_some_skills_tested_and_wishes_told():
    proved = Placement.objects.filter(proof__isnull=False)
    assert proved.exists()
    assert all(each.proof.beneficiary_id == each.beneficiary_id for each in proved)
    results = set(SkillTest.objects.values_list("result", flat=True))
    assert results == {ValidationResult.PLANNED, ValidationResult.PASSED}
    assert WorkWish.objects.exists()
