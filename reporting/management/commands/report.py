"""`manage.py report annual --year Y --out DIR`: the annual report without a browser."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from django.core.management.base import BaseCommand

from mirec.core.periods import today
from reporting.enums import ReportFormat
from reporting.models import FIRST_YEAR, Report
from reporting.services.production import fail, file_name, produce, request_report

REFUSED = 2
FORMATS = "pdf,xlsx,json"


class Command(BaseCommand):
    help = "Produit le rapport d'activités d'une année."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", metavar="annual", help="le rapport d'activités annuel")
        parser.add_argument("--year", metavar="AAAA", help="année du rapport")
        parser.add_argument("--out", metavar="DOSSIER", help="dossier où écrire les fichiers")
        parser.add_argument(
            "--format", default=FORMATS, help=f"{FORMATS} (par défaut) ou html, avec des virgules"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        on = today()
        try:
            _refuse_unknown(options["kind"])
            asked = _formats(options["format"])
            year = _year(options["year"], on.year)
            folder = _folder(options["out"])
        except RefusedError as refusal:
            self.stderr.write(str(refusal))
            sys.exit(REFUSED)
        report = request_report(year=year, by=None, on=on)
        try:
            produce(report, formats=asked)
        except Exception:
            fail(report, "La commande s'est interrompue pendant le calcul.")
            raise
        for path in _written(report, asked, folder):
            self.stdout.write(str(path))
        if report.message:
            self.stderr.write(report.message)


class RefusedError(Exception):
    """What was typed cannot be done; the sentence says what to type instead."""


def _refuse_unknown(kind: str) -> None:
    if kind != "annual":
        raise RefusedError(f"« {kind} » n'est pas un rapport connu. Écrivez « annual ».")


def _year(text: str | int | None, this_year: int) -> int:
    years = f"une année de {FIRST_YEAR} à {this_year}"
    text = str(text or "")
    if not text:
        raise RefusedError(f"L'année manque : ajoutez --year avec {years}.")
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= this_year):
        raise RefusedError(f"L'année « {text} » ne convient pas : indiquez {years}.")
    return int(text)


def _formats(text: str) -> tuple[ReportFormat, ...]:
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in ReportFormat.values]
    if unknown or not names:
        raise RefusedError(
            f"Le format « {', '.join(unknown) or text} » n'existe pas. Choisissez parmi "
            f"{', '.join(ReportFormat.values)}."
        )
    return tuple(dict.fromkeys(ReportFormat(name) for name in names))


def _folder(text: str | None) -> Path:
    if not text:
        raise RefusedError("Le dossier manque : ajoutez --out avec le dossier où écrire.")
    folder = Path(text)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except (FileExistsError, NotADirectoryError) as error:
        raise RefusedError(f"« {text} » n'est pas un dossier.") from error
    except OSError as error:
        raise RefusedError(f"Impossible d'écrire dans le dossier « {text} ».") from error
    return folder


def _written(report: Report, asked: tuple[ReportFormat, ...], folder: Path) -> list[Path]:
    """Copy the kept files, in the order in which they were asked for."""
    paths = []
    for each in asked:
        kept = getattr(report, each.value)
        if kept:
            path = folder / file_name(report, each.value)
            with kept.open("rb") as source:
                path.write_bytes(source.read())
            paths.append(path)
    return paths
