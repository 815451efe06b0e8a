"""Production starts only when told everything, and each of its services runs without Docker."""

import json
import urllib.request

import pytest
from django.conf import settings
from django.urls import reverse

from tests.platform.homes import throwaway_home
from tests.platform.production import (
    COMPLETE,
    Site,
    free_port,
    manage,
    postgres_on_tcp,
    redis_on_tcp,
    wait_for,
)

REQUIRED = sorted(set(COMPLETE) - {"DJANGO_SETTINGS_MODULE"})
SEND_TASK = """
from mirec.core.tasks import clear_sessions
print(clear_sessions.delay().get(timeout=30), "done")
"""


@pytest.fixture(scope="module")
def site():
    """PostgreSQL and Redis of its own; migrated by the compose file's own command."""
    with (
        throwaway_home() as home,
        postgres_on_tcp(home) as database_url,
        redis_on_tcp(home) as redis_url,
    ):
        values = COMPLETE | {
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "MEDIA_ROOT": str(home.path / "media"),
            "STATIC_ROOT": str(home.path / "static"),
        }
        made = Site(values, home.path)
        collect = values | {"DJANGO_SETTINGS_MODULE": "mirec.settings.collect"}
        Site(collect, home.path).manage("collectstatic", "--noinput", "--verbosity", "0")
        with made.service("migrate") as migrate:
            assert migrate.wait(600) == 0, made.log("migrate")
        yield made


@pytest.mark.parametrize("name", REQUIRED)
def test_production_refuses_to_start_without(name):
    values = {key: value for key, value in COMPLETE.items() if key != name}
    done = manage("check", **values)
    assert done.returncode != 0
    assert "MIREC ne démarre pas : il manque à l'environnement" in done.stderr
    assert name in done.stderr


def test_production_names_everything_that_is_missing_at_once():
    done = manage("check", DJANGO_SETTINGS_MODULE="mirec.settings.production")
    assert all(name in done.stderr for name in REQUIRED)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("SECRET_KEY", "court", "SECRET_KEY a moins de 50 caractères"),
        ("NISS_PEPPER", "court", "NISS_PEPPER a moins de 20 caractères"),
        ("FIELD_KEYS", "pas-une-clé", "FIELD_KEYS contient une clé qui n'est pas"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS contient"),
    ],
)
def test_production_refuses_a_value_that_protects_nothing(name, value, reason):
    assert reason in manage("check", **COMPLETE | {name: value}).stderr


def test_the_deployment_check_finds_nothing_to_say():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **COMPLETE)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues (0 silenced)" in done.stdout


def test_the_database_has_every_migration_without_a_superuser(site):
    assert "[ ]" not in site.manage("showmigrations")
    site.manage("migrate", "--check")


def test_the_web_service_answers_through_its_proxy_only(site):
    port = free_port()
    with site.service("web", bind=f"127.0.0.1:{port}"):
        wait_for(lambda: site.is_healthy("web", str(port)), lambda: site.log("web"))
        proxied = {"Host": "mirec.example.be", "X-Forwarded-Proto": "https"}
        answer = fetch(port, proxied)
        assert answer.status == 200
        assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
        cookies = answer.headers.get_all("Set-Cookie")
        assert cookies
        assert all("Secure" in c and c.startswith("__Host-") for c in cookies)
        bare = fetch(port, {"Host": "mirec.example.be"})
        assert bare.status == 301
        assert bare.headers["Location"].startswith("https://mirec.example.be/")
        assert fetch(port, proxied | {"Host": "autre.example.be"}).status == 400
    assert not site.is_healthy("web", str(port))


def test_the_worker_service_does_a_task_and_the_beat_service_keeps_time(site):
    schedule = str(site.folder / "beat-schedule")
    with site.service("worker") as worker, site.service("beat", schedule=schedule) as beat:
        wait_for(lambda: site.is_healthy("worker"), lambda: site.log("worker"))
        assert site.manage("shell", "--no-imports", "-c", SEND_TASK).strip() == "None done"
        wait_for(lambda: site.is_healthy("beat", schedule=schedule), lambda: site.log("beat"))
        assert "beat: Starting" in site.log("beat")
    assert (worker.returncode, beat.returncode) == (0, 0)
    assert not site.is_healthy("worker")


def test_the_schedule_names_tasks_that_the_worker_knows(site):
    code = (
        "import json; from mirec.celery import app; app.loader.import_default_modules();"
        "print(json.dumps([[e['task'] for e in app.conf.beat_schedule.values()], list(app.tasks)]))"
    )
    scheduled, known = json.loads(site.manage("shell", "--no-imports", "-c", code))
    assert scheduled
    assert set(scheduled) <= set(known)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


class AnyStatus(urllib.request.HTTPErrorProcessor):
    def http_response(self, request, response):
        return response


def fetch(port, headers):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect, AnyStatus)
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{reverse(settings.LOGIN_URL)}", headers=headers
    )
    with opener.open(request, timeout=20) as answer:
        answer.read()
        return answer
