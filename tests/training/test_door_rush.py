"""Two hundred people confirm within the same minute: real HTTP, several workers, nobody lost."""

import http.client
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.utils import timezone

from mirec.accounts.models import User
from tests.factories import BeneficiaryFactory, CohortFactory, EnrolmentFactory, SessionFactory
from tests.platform.production import accepts, free_port, wait_for
from tests.training.pages import url
from training.enums import AttendanceSource
from training.models import Attendance
from training.services import door_token

PEOPLE = 200
AT_ONCE = 40
CSRF = "a" * 32


def session_of(user: User) -> str:
    """What signing in leaves in the browser."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return store.session_key


@pytest.fixture
def port():
    """Gunicorn of the house, four workers, on the database of this test."""
    number = free_port()
    database = connection.settings_dict["NAME"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "mirec.settings.test",
        "DATABASE_URL": settings.EMBEDDED_HOME.database_url.replace("/mirec?", f"/{database}?"),
    }
    command = [sys.executable, "-m", "gunicorn", "mirec.wsgi", "--workers", "4",
               "--bind", f"127.0.0.1:{number}", "--preload", "--log-level", "error"]  # fmt: skip
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    try:
        wait_for(lambda: accepts(number), "gunicorn does not answer", 60)
        yield number
    finally:
        process.terminate()
        process.wait(30)


def confirm(port: int, path: str, cookie: str) -> int:
    web = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {
        "Cookie": f"sessionid={cookie}; csrftoken={CSRF}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    web.request("POST", path, f"csrfmiddlewaretoken={CSRF}", headers)
    return web.getresponse().status


@pytest.mark.django_db(transaction=True)
def test_two_hundred_confirm_at_once_and_each_is_counted_once(port):
    cohort = CohortFactory(places=PEOPLE)
    session = SessionFactory(cohort=cohort, at_the_door=True)
    team = BeneficiaryFactory().team
    cookies = []
    for _ in range(PEOPLE):
        person = BeneficiaryFactory(team=team, with_account=True)
        EnrolmentFactory(cohort=cohort, beneficiary=person)
        cookies.append(session_of(person.user))
    path = url("my-door", door_token(session, timezone.now()))
    begun = timezone.now()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        twice = [*cookies, *cookies[:20]]
        answers = Counter(pool.map(lambda cookie: confirm(port, path, cookie), twice))
    assert timezone.now() - begun < timedelta(minutes=1)
    assert answers == {302: len(twice)}
    rows = Attendance.objects.filter(session=session)
    assert rows.count() == rows.values("enrolment").distinct().count() == PEOPLE
    assert set(rows.values_list("source", "state")) == {(AttendanceSource.DOOR, "present")}
