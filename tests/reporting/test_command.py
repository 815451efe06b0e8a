"""`manage.py report annual`: the same report without a browser."""

import hashlib
from pathlib import Path

import pytest
from django.core.management import call_command

from reporting.models import Report
from tests.reporting.conftest import YEAR


def run(*arguments: str) -> None:
    call_command("report", *arguments)


def refused(capsys, *arguments: str) -> str:
    with pytest.raises(SystemExit) as stop:
        run(*arguments)
    assert stop.value.code == 2
    return capsys.readouterr().err


def test_it_writes_what_was_asked_and_prints_the_paths(lasting_house, tmp_path, capsys):
    run("annual", "--year", str(YEAR), "--out", str(tmp_path / "new"), "--format", "json,xlsx")
    printed = capsys.readouterr().out.split()
    assert printed == [
        str(tmp_path / "new" / f"rapport-annuel-{YEAR}.{end}") for end in ("json", "xlsx")
    ]
    report = Report.objects.get()
    body = Path(printed[0]).read_bytes()
    assert hashlib.sha256(body).hexdigest() == report.sha256
    assert report.requested_by is None
    assert not report.pdf


@pytest.mark.parametrize("year", ["2004", "2999", "deux mille", "-1", "²025", ""])
def test_a_wrong_year_is_refused_in_french(db, tmp_path, capsys, year):
    said = refused(capsys, "annual", f"--year={year}", "--out", str(tmp_path))
    assert "année" in said
    assert not Report.objects.exists()


def test_a_wrong_format_is_refused_in_french(db, tmp_path, capsys):
    said = refused(
        capsys, "annual", "--year", str(YEAR), "--out", str(tmp_path), "--format", "pdf,doc"
    )
    assert "Le format « doc » n'existe pas" in said


def test_a_folder_that_is_a_file_is_refused_in_french(db, tmp_path, capsys):
    taken = tmp_path / "file"
    taken.touch()
    said = refused(capsys, "annual", "--year", str(YEAR), "--out", str(taken))
    assert "n'est pas un dossier" in said


def test_missing_words_are_asked_for(db, tmp_path, capsys):
    assert "--year" in refused(capsys, "annual", "--out", str(tmp_path))
    assert "--out" in refused(capsys, "annual", "--year", str(YEAR))
    assert "annual" in refused(capsys, "monthly", "--year", str(YEAR), "--out", str(tmp_path))
