"""A real worker takes a task from the real broker and works on this test's database."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils import timezone

from beneficiaries.models import Regime, RegimeCriterion
from mirec.core.tasks import clear_sessions


@pytest.mark.django_db(transaction=True)
def test_a_task_is_done_by_another_process_on_the_same_database(celery_worker_process):
    long_ago = timezone.now() - dt.timedelta(days=3)
    Session.objects.create(session_key="ended", session_data="", expire_date=long_ago)
    clear_sessions.delay().get(timeout=30)
    assert not Session.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_migrations_wrote_is_there_again_after_a_test_with_real_transactions(turn):
    assert {"R2005", "R2009", "R2024"} <= set(Regime.objects.values_list("code", flat=True))
    assert RegimeCriterion.objects.exists()
    assert ContentType.objects.get_for_model(Regime).pk
