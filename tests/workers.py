"""A real Celery worker on the test database and the test broker, and the site beside it."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.signals import got_request_exception
from django.db import connection

from mirec.celery import app

READY_SECONDS = 180


@dataclass(frozen=True)
class WorkerProcess:
    process: subprocess.Popen
    log: Path

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not app.control.ping(timeout=0.3):
            if self.process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"The Celery worker did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def test_database_url() -> str:
    database = connection.settings_dict
    return f"postgres://{database['USER']}@/{database['NAME']}?host={quote(database['HOST'])}"


test_database_url.__test__ = False


@pytest.fixture(scope="session")
def celery_worker_process(django_db_setup, servers):
    """A worker as in production, one process; for tests with a transactional database."""
    log = settings.EMBEDDED_HOME.path / f"worker-{settings.WORKER}.log"
    command = [sys.executable, "-m", "celery", "-A", "mirec", "worker"]
    options = ["--concurrency", "1", "--loglevel", "info", "--without-gossip", "--without-mingle"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "mirec.settings.test",
        "DATABASE_URL": test_database_url(),
    }
    with log.open("w") as output:
        process = subprocess.Popen(
            command + options,
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    worker = WorkerProcess(process, log)
    try:
        worker.wait_until_ready()
        yield worker
    finally:
        worker.stop()


@pytest.fixture
def live_app(transactional_db, live_server, celery_worker_process):
    """The site on a port of its own with its worker; an error 500 fails the test."""
    failures = []

    def note(sender, request, **kwargs):
        failures.append(f"{request.path}: {sys.exc_info()[1]!r}")

    got_request_exception.connect(note)
    yield live_server
    got_request_exception.disconnect(note)
    assert not failures
