"""Before 2024: is a contract signed for long enough, and what is missing?"""

from collections.abc import Sequence
from datetime import date, timedelta

from beneficiaries.rules.regimes import InsertionRule
from employers.rules.contracts import Contract
from employers.rules.milestones import Milestone, Way
from employers.rules.worked_months import Duration, missing_for
from mirec.core.periods import Period, last_day_of, months_and_days_of
from mirec.core.wording import NBSP, day_full

ESTIMATED = "durée reprise de la presse, à confirmer"
"""Of the length of contract: no text that fixes it was found."""


def by_signed_length(contracts: Sequence[Contract], rule: InsertionRule, on: date) -> Milestone:
    """A contract signed for at least `months_same` months counts from its first day.

    What was signed counts, even when the contract ended sooner or was suspended; open-ended
    counts; successive contracts do not add up. The decree of 2004 says « emploi durable » without
    a length: the six months come from the press (A09 was not found).
    """
    source = f"({rule.article}{NBSP}; {ESTIMATED})"
    long_enough = next((each for each in contracts if _is_signed_for(each, rule)), None)
    if long_enough:
        day = long_enough.starts_on
        verb = "objectif atteint" if day <= on else "objectif atteint au premier jour,"
        return Milestone(
            day,
            f"{_signed(long_enough)}{NBSP}: {verb} le {day_full(day)} {source}.",
            ways=(_way(long_enough, rule),),
            counted=frozenset({long_enough}),
        )
    best = max(contracts, key=_signed_duration)
    asked = f"un contrat d'au moins {rule.months_same} mois est demandé"
    return Milestone(
        None,
        f"{_signed(best)}{NBSP}: {asked} {source}.",
        missing=_missing(best, rule),
        ways=(_way(best, rule),),
        counted=frozenset({best}),
    )


def _way(contract: Contract, rule: InsertionRule) -> Way:
    is_long = _is_signed_for(contract, rule)
    return Way(
        label=f"{_signed(contract)}, de {rule.months_same} mois au moins",
        made=Duration(rule.months_same) if contract.is_open_ended else _signed_duration(contract),
        months=rule.months_same,
        reached_on=contract.starts_on if is_long else None,
        missing=None if is_long else _missing(contract, rule),
    )


def _is_signed_for(contract: Contract, rule: InsertionRule) -> bool:
    if contract.is_open_ended:
        return True
    end = contract.planned_end_on
    return end is not None and end >= last_day_of(contract.starts_on, rule.months_same)


def _missing(contract: Contract, rule: InsertionRule) -> Duration:
    signed = _signed_days(contract)
    return missing_for(signed, rule.months_same) if signed else Duration(rule.months_same)


def _signed_days(contract: Contract) -> list[Period]:
    """On paper; a contract without a known term counts for nothing."""
    end = contract.planned_end_on or contract.starts_on - timedelta(days=1)
    return [Period(contract.starts_on, end)] if end >= contract.starts_on else []


def _signed_duration(contract: Contract) -> Duration:
    return Duration(*months_and_days_of(_signed_days(contract)))


def _signed(contract: Contract) -> str:
    if contract.is_open_ended:
        return f"Contrat à durée indéterminée chez {contract.employer_name}"
    return f"Contrat de {_signed_duration(contract)} chez {contract.employer_name}"
