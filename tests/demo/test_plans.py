"""The demo's plans: a few of each coach, signed for most, with a way travelled."""

from datetime import date

import pytest
from django.db.models import Count

from beneficiaries.models import Obstacle, SkillRating
from beneficiaries.rules.signatures import is_drawing
from coaching.models import PlanSignature, PlanVersion, Step
from mirec.demo.seeding import seed_demo
from mirec.demo.writers.potential import PER_COACH

ON = date(2026, 3, 18)
pytestmark = pytest.mark.django_db


def test_a_few_persons_of_each_coach_have_a_plan_that_reads_true():
    seed_demo(count=60, seed=7, on=ON)
    plans = PlanVersion.objects.values("beneficiary__coach").annotate(plans=Count("pk"))
    assert plans
    assert all(each["plans"] <= PER_COACH + 6 for each in plans)
    assert PlanVersion.objects.filter(completed_on__isnull=False).exists()
    assert PlanVersion.objects.filter(completed_on__isnull=True).exists()
    assert all(is_drawing(each.drawing) for each in PlanSignature.objects.all())
    assert Step.objects.due(ON).exists()
    assert not Step.objects.filter(done_on__gt=ON).exists()
    assert Obstacle.objects.filter(solved_on__isnull=False).exists()
    assert {"coach", "person"} == set(SkillRating.objects.values_list("voice", flat=True))
    assert not SkillRating.objects.filter(rated_on__gt=ON).exists()
