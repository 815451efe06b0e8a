"""Facts written as JSON and read back: what cannot be true is refused in words."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from django.db.models import TextChoices

from beneficiaries.enums import (
    AssimilatedPeriod,
    Diploma,
    HandicapProof,
    IncomeKind,
    Residence,
)
from mirec.core.periods import age_on

WINDOW_MONTHS = 36
LIFE_YEARS = 120
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

Choice = TypeVar("Choice", bound=TextChoices)


class InvalidFactsError(ValueError):
    """The facts are refused; `sentences` says everything that is wrong, in French."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class WrongValueError(ValueError):
    """One value is refused; the message finishes the sentence that its key begins."""


def parse_day(value: object) -> date:
    """A day strictly written YYYY-MM-DD; raises WrongValueError."""
    if not isinstance(value, str) or not ISO_DAY.fullmatch(value):
        raise WrongValueError("il faut une date écrite AAAA-MM-JJ")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise WrongValueError(f"le {value} n'existe pas dans le calendrier") from error


def parse_boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError("il faut true, false ou null, sans guillemets")
    return value


def parse_months(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongValueError("il faut un nombre entier de mois")
    if value < 0:
        raise WrongValueError("un nombre de mois ne peut pas être négatif")
    if value > LIFE_YEARS * 12:
        raise WrongValueError("ce nombre de mois dépasse la durée d'une vie")
    return value


def parse_months_of_36(value: object) -> int:
    months = parse_months(value)
    if months > WINDOW_MONTHS:
        raise WrongValueError(f"{WINDOW_MONTHS} mois ne peuvent pas en contenir {months}")
    return months


def parse_code(kind: type[Choice], value: object) -> Choice:
    if not isinstance(value, str) or value not in kind.values:
        raise WrongValueError(f"{shown(value)} n'est pas un code admis ({', '.join(kind.values)})")
    return kind(value)


def parse_codes(kind: type[Choice], value: object) -> frozenset[Choice]:
    if not isinstance(value, list):
        raise WrongValueError("il faut une liste de codes, entre crochets")
    codes = [parse_code(kind, code) for code in value]
    if len(set(codes)) < len(codes):
        raise WrongValueError("un même code y figure deux fois")
    return frozenset(codes)


def parse_assimilated(value: object) -> Mapping[AssimilatedPeriod, int | None]:
    if not isinstance(value, Mapping):
        raise WrongValueError("il faut un objet de mois par période, entre accolades")
    return MappingProxyType(
        {
            parse_code(AssimilatedPeriod, period): None
            if months is None
            else parse_months_of_36(months)
            for period, months in value.items()
        }
    )


def shown(value: object) -> str:
    """A wrong value inside a sentence, cut short."""
    text = str(value)
    return f"« {text[:40]}{'…' if len(text) > 40 else ''} »"


#: Every fact of the command, in the order of its table, with what reads it.
PARSERS: Mapping[str, Callable[[object], Any]] = MappingProxyType(
    {
        "born_on": parse_day,
        "compulsory_schooling": parse_boolean,
        "registered_unoccupied": parse_boolean,
        "diploma": lambda value: parse_code(Diploma, value),
        "registered_months_of_36": parse_months_of_36,
        "allowance_months_of_36": parse_months_of_36,
        "assimilated_months_of_36": parse_assimilated,
        "months_without_work": parse_months,
        "months_without_allowance": parse_months,
        "months_without_integration_income": parse_months,
        "months_unoccupied": parse_months,
        "income": lambda value: parse_codes(IncomeKind, value),
        "residence": lambda value: parse_code(Residence, value),
        "handicap": lambda value: parse_codes(HandicapProof, value),
        "transition_job": parse_boolean,
        "stepping_stone_job": parse_boolean,
        "referred_by_forem": parse_boolean,
    }
)


def known_facts(value: object, on: date) -> dict[str, Any]:
    """The facts that are given; raises InvalidFactsError with one sentence per fault."""
    if not isinstance(value, Mapping):
        raise InvalidFactsError(["Les faits doivent former un seul objet JSON, entre accolades."])
    known: dict[str, Any] = {}
    faults: list[str] = []
    for key, given in value.items():
        if key not in PARSERS:
            faults.append(f"{shown(key)} n'est pas un fait que la commande connaît.")
        elif given is not None:
            try:
                known[key] = PARSERS[key](given)
            except WrongValueError as wrong:
                faults.append(f"« {key} » : {wrong}.")
    faults += impossible_in_a_life(known, on)
    if faults:
        raise InvalidFactsError(faults)
    return known


def impossible_in_a_life(known: Mapping[str, Any], on: date) -> list[str]:
    """What each value allows by itself, but not the birth date beside it."""
    born_on = known.get("born_on")
    if born_on is None:
        return []
    if born_on > on:
        return [f"« born_on » : la naissance ({born_on}) est postérieure au jour demandé ({on})."]
    if age_on(born_on, on) > LIFE_YEARS:
        return [f"« born_on » : une naissance le {born_on} donne plus de {LIFE_YEARS} ans."]
    lived = months_lived(born_on, on)
    return [
        f"« {key} » : {months} mois, c'est plus que l'âge de la personne."
        for key, months in known.items()
        if "months" in key and isinstance(months, int) and months > lived
    ]


def months_lived(born_on: date, on: date) -> int:
    """Whole months from the birth to the day."""
    return (on.year - born_on.year) * 12 + on.month - born_on.month - (on.day < born_on.day)


def as_json(value: Any) -> Any:
    """One fact as JSON writes it; codes in the order of their list."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(str(code) for code in value)
    if isinstance(value, Mapping):
        return {str(period): months for period, months in value.items()}
    return value.value if isinstance(value, TextChoices) else value
