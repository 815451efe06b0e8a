"""The demo's insertion plans: drafted, half signed, signed and in the person's plan."""

from datetime import date

import pytest

from coaching.models import InsertionPlan, InsertionStep, Step
from mirec.demo.seeding import seed_demo
from mirec.demo.writers.insertion import MOST_COACHES, SIGNED

ON = date(2026, 3, 18)


@pytest.mark.django_db
def test_a_few_proposals_are_on_their_way_to_a_job():
    seed_demo(count=120, seed=7, on=ON)
    drafted = set(InsertionStep.objects.values_list("proposal", flat=True))
    plans = list(InsertionPlan.objects.prefetch_related("signatures"))
    assert 0 < len(plans) < len(drafted) <= len(SIGNED) * MOST_COACHES
    assert any(plan.applied_on for plan in plans)
    assert any(plan.missing_parties == ["employer"] for plan in plans)
    assert all(bool(plan.completed_on) == (not plan.missing_parties) for plan in plans)
    assert Step.objects.filter(insertion_step__isnull=False).exists()
