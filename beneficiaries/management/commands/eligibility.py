"""`manage.py eligibility --facts FILE.json --on YYYY-MM-DD`: the verdict as JSON, no screen."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db.utils import OperationalError, ProgrammingError

from beneficiaries.rules.eligibility import assess
from beneficiaries.rules.facts import Facts
from beneficiaries.rules.facts_json import InvalidFactsError, WrongValueError, parse_day
from beneficiaries.rules.regimes import NoRegimeError, RegimeRules, regime_on
from beneficiaries.rules.shipped import SHIPPED
from beneficiaries.services.regimes import regime_rules

REFUSED = 2


class TwinKeyError(ValueError):
    """The same key stands twice in one JSON object."""


def without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise TwinKeyError(key)
        seen[key] = value
    return seen


def why_not(error: OSError) -> str:
    reasons = {
        FileNotFoundError: "il n'existe pas",
        IsADirectoryError: "c'est un dossier",
        PermissionError: "l'accès est refusé",
    }
    return reasons.get(type(error), error.strerror or "erreur de lecture")


class Command(BaseCommand):
    help = "Affiche en JSON l'avis d'éligibilité pour des faits donnés, à un jour donné."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--facts",
            metavar="FICHIER.json",
            help="fichier des faits ; « - » lit l'entrée standard",
        )
        parser.add_argument("--on", metavar="AAAA-MM-JJ", help="jour de l'évaluation")

    def handle(self, *args: Any, **options: Any) -> None:
        on = self.day(options["on"])
        value = self.read(options["facts"])
        try:
            facts = Facts.from_json(value, on)
            regime = regime_on(self.regimes(), on)
        except InvalidFactsError as error:
            self.refuse(*error.sentences)
        except NoRegimeError as error:
            self.refuse(str(error))
        assessment = assess(facts, regime, on)
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        plain = not encoding.lower().startswith("utf")
        self.stdout.write(json.dumps(assessment.to_json(), ensure_ascii=plain))

    def day(self, text: str | None) -> date:
        if text is None:
            self.refuse("Indiquez le jour de l'évaluation : --on AAAA-MM-JJ.")
        try:
            return parse_day(text)
        except WrongValueError as error:
            self.refuse(f"--on : {error}.")

    def read(self, name: str | None) -> Any:
        if name is None:
            self.refuse("Indiquez le fichier des faits : --facts FICHIER.json.")
        try:
            content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            return json.loads(content.decode("utf-8-sig"), object_pairs_hook=without_twins)
        except OSError as error:
            self.refuse(f"Le fichier {name} ne peut pas être lu : {why_not(error)}.")
        except TwinKeyError as error:
            self.refuse(f"Le fait « {error} » est donné deux fois.")
        except json.JSONDecodeError as error:
            where = f"ligne {error.lineno}, colonne {error.colno}"
            self.refuse(f"Le fichier {name} n'est pas du JSON valable ({where}).")
        except (ValueError, RecursionError):
            self.refuse(f"Le fichier {name} n'est pas du JSON lisible en UTF-8.")

    def regimes(self) -> tuple[RegimeRules, ...]:
        """The regimes of the database; without one, those that the house comes with."""
        try:
            if regimes := regime_rules():
                return regimes
        except (OperationalError, ProgrammingError):
            self.stderr.write("La base de données n'est pas joignable ou pas encore préparée.")
        self.stderr.write("Les régimes livrés avec l'application sont utilisés.")
        return SHIPPED

    def refuse(self, *sentences: str) -> NoReturn:
        for sentence in sentences:
            self.stderr.write(sentence)
        sys.exit(REFUSED)
