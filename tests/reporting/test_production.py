"""Producing a report: once, whole, watched, and again after a failure."""

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import override_settings
from kombu.exceptions import OperationalError

from mirec.core.pdf import NoPangoError
from reporting.enums import ReportFormat, ReportStatus
from reporting.models import Report
from reporting.services import production
from reporting.services.production import ask_again, fail, produce, request_report
from reporting.services.snapshot import REPORT_LOCK
from reporting.tasks import produce_report, send
from tests.platform.production import wait_for
from tests.reporting.conftest import ON, YEAR
from tests.workers import test_database_url as database_url

KILOBYTES_PER_MEGABYTE = 1024
JSON_ONLY = (ReportFormat.JSON,)


@pytest.fixture
def report(lasting_house) -> Report:
    return request_report(year=YEAR, by=None, on=ON)


@pytest.fixture
def quick_pdf(monkeypatch) -> None:
    """The layout takes seconds; where it is not the matter, a stand-in."""
    monkeypatch.setattr(production, "render_pdf", lambda page: b"%PDF-")


def test_a_report_is_kept_with_its_figures_files_and_fingerprint(report):
    assert produce(report)
    assert report.status == ReportStatus.DONE
    assert report.progress == 100
    assert report.finished_at
    assert report.content["year"] == YEAR
    body = Path(report.json.path).read_bytes()
    assert hashlib.sha256(body).hexdigest() == report.sha256
    assert json.loads(body) == report.content
    assert Path(report.pdf.path).read_bytes().startswith(b"%PDF")
    assert Path(report.xlsx.path).read_bytes().startswith(b"PK")
    assert Path(report.html.path).read_text().startswith("<!doctype html>")


def test_a_message_delivered_twice_works_once(report, quick_pdf):
    produce_report.apply([report.pk])
    report.refresh_from_db()
    finished = report.finished_at
    produce_report.apply([report.pk])
    report.refresh_from_db()
    assert report.finished_at == finished


def test_a_report_that_another_worker_makes_is_left_to_it(report):
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [REPORT_LOCK, report.pk])
        assert not produce(report, JSON_ONLY)
    finally:
        other.close()
    time.sleep(0.2)
    assert produce(report, JSON_ONLY)


def test_the_progress_is_seen_from_outside_while_it_runs(report, monkeypatch):
    seen = []

    def watched(content, sha256):
        other = connections.create_connection("default")
        with other.cursor() as cursor:
            cursor.execute("SELECT status, step, progress FROM reporting_report")
            seen.extend(cursor.fetchall())
        other.close()
        return b"PK"

    monkeypatch.setattr(production, "render_xlsx", watched)
    produce(report, (ReportFormat.XLSX,))
    assert seen == [("running", "Mise en forme du tableur", 65)]


def test_a_failure_is_said_in_french_and_can_be_asked_again(report, quick_pdf, monkeypatch):
    def broken(*args):
        raise ValueError("boom")

    with monkeypatch.context() as patch:
        patch.setattr(production, "compute_annual", broken)
        produce_report.apply([report.pk])
    report.refresh_from_db()
    assert report.status == ReportStatus.FAILED
    assert "relancez-le" in report.message
    ask_again(report=report, on=ON)
    assert (report.status, report.message) == (ReportStatus.QUEUED, "")
    produce_report.apply([report.pk])
    report.refresh_from_db()
    assert report.status == ReportStatus.DONE


def test_a_finished_report_neither_fails_nor_starts_again(report):
    produce(report, JSON_ONLY)
    fail(report, "trop tard")
    ask_again(report=report, on=ON)
    assert report.status == ReportStatus.DONE
    assert report.message == ""


def test_without_pango_the_other_files_are_there(report, monkeypatch):
    def missing(page):
        raise NoPangoError("apt-get install …")

    monkeypatch.setattr(production, "render_pdf", missing)
    produce(report)
    assert report.status == ReportStatus.DONE
    assert not report.pdf
    assert report.xlsx
    assert report.json
    assert report.html
    assert "apt-get install" in report.message


def test_an_unknown_report_is_no_error(lasting_house):
    produce_report.apply([10**9])


@override_settings(CELERY_BROKER_URL="redis://127.0.0.1:1/0")
def test_a_broker_that_does_not_answer_leaves_the_report_waiting(report, monkeypatch):
    def refused(*args, **options):
        raise OperationalError("Error 111 connecting")

    monkeypatch.setattr(produce_report, "apply_async", refused)
    assert not send(report)
    report.refresh_from_db()
    assert report.status == ReportStatus.QUEUED


def test_a_real_worker_makes_the_report(report, celery_worker_process):
    assert send(report)
    finished = [status for status in ReportStatus if status.is_finished]
    made = Report.objects.filter(pk=report.pk, status__in=finished)
    wait_for(made.exists, "the worker made no report")
    report.refresh_from_db()
    assert report.status == ReportStatus.DONE, report.message
    assert Path(report.pdf.path).stat().st_size > 20_000


# A child's peak begins at that of the process it was forked from, and pytest itself grows: this
# small process stands between the two.
PEAK = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


MEASURED = """
import runpy, sys
sys.argv = sys.argv[1:]
runpy.run_path("manage.py", run_name="__main__")
print(open("/proc/self/status").read())
"""
"""A process reads its own peak: the parent's counter of a child begins at the parent's size."""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from /proc")
def test_the_process_stays_below_400_megabytes(lasting_house, tmp_path):
    """The peak of a whole process that makes every document. Persons do not weigh: 267 MB were
    measured with 400 of them and 267 with 20 000 (a worker's child: 287 after three reports).
    """
    command = [sys.executable, "-c", MEASURED, "manage.py", "report", "annual", "--year", str(YEAR)]
    done = subprocess.run(
        [*command, "--out", str(tmp_path), "--format", "pdf,xlsx,json,html"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "mirec.settings.test",
            "DATABASE_URL": database_url(),
        },
        check=True,
        capture_output=True,
        text=True,
    )
    assert len(list(tmp_path.iterdir())) == 4
    peak = next(line for line in done.stdout.splitlines() if line.startswith("VmHWM:"))
    assert 50 < int(peak.split()[1]) / KILOBYTES_PER_MEGABYTE < 400
