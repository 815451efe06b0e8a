"""A real worker takes a task from the real broker and works on this test's database."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from mirec.core.tasks import clear_sessions


@pytest.mark.django_db(transaction=True)
def test_a_task_is_done_by_another_process_on_the_same_database(celery_worker_process):
    long_ago = timezone.now() - dt.timedelta(days=3)
    Session.objects.create(session_key="ended", session_data="", expire_date=long_ago)
    clear_sessions.delay().get(timeout=30)
    assert not Session.objects.exists()
