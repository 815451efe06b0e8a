"""When do the contracts of a person reach the insertion objective of a regime, and what is missing?

The day is computed once, stored on the journey, and everything else compares with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from beneficiaries.enums import InsertionTest
from beneficiaries.rules.regimes import InsertionRule
from mirec.core.periods import (
    DAYS_PER_MONTH,
    Period,
    day_reaching,
    last_day_of,
    months_and_days_of,
)
from mirec.core.wording import NBSP, day_full

ESTIMATED = "durée reprise de la presse, à confirmer"
"""Of the length of contract: no text that fixes it was found."""


@dataclass(frozen=True, kw_only=True)
class Contract:
    """`last_day` is the last day worked or planned, included; None while no end is known."""

    employer_id: int
    employer_name: str
    starts_on: date
    last_day: date | None
    planned_end_on: date | None
    is_open_ended: bool


@dataclass(frozen=True, order=True)
class Duration:
    months: int
    days: int = 0

    def __str__(self) -> str:
        days = f"{self.days} jour{'s' if self.days > 1 else ''}"
        if not self.months:
            return days
        return f"{self.months} mois et {days}" if self.days else f"{self.months} mois"

    def short_of(self, months: int) -> "Duration":
        """What is missing to make `months`, thirty days to a month."""
        days = (months - self.months) * DAYS_PER_MONTH - self.days
        return Duration(*divmod(max(1, days), DAYS_PER_MONTH))


@dataclass(frozen=True)
class Milestone:
    """`reached_on` may lie in the future: the day on which running contracts will reach it.

    `missing` is the least that is lacking when the known contracts never reach it.
    """

    reached_on: date | None
    sentence: str
    missing: Duration | None = None


@dataclass(frozen=True)
class _Stint:
    """All the days that one person works for one employer."""

    employer: str
    periods: tuple[Period, ...]

    def until(self, day: date) -> "_Stint":
        parts = (p.within(p.start, day) for p in self.periods)
        return _Stint(self.employer, tuple(part for part in parts if part))

    @property
    def duration(self) -> Duration:
        return Duration(*months_and_days_of(self.periods))

    def __str__(self) -> str:
        return f"{self.duration} chez {self.employer}"


def milestone(contracts: Iterable[Contract], rule: InsertionRule, on: date) -> Milestone:
    """The insertion objective as `rule` defines it, seen on the day `on`."""
    known = sorted(contracts, key=lambda contract: (contract.starts_on, contract.employer_id))
    if not known:
        return Milestone(None, f"Aucun contrat de travail encodé ({rule.article}).")
    if rule.test == InsertionTest.CONTRACT_LENGTH:
        return _by_contract_length(known, rule, on)
    return _by_months_employed(known, rule, on)


def _by_months_employed(contracts: list[Contract], rule: InsertionRule, on: date) -> Milestone:
    """D23 art. 1er, al. 2: three months with one employer, or six with different employers.

    Both ends of a contract are included, and a day under two contracts counts once. The decree
    asks for « une occupation de minimum trois mois » and says nothing of continuity: breaks are
    allowed, and the days of an employer's successive contracts add up.
    """
    stints = _stints(contracts, rule)
    alone = [(day_reaching(stint.periods, rule.months_same), stint) for stint in stints]
    ways = [(day, (stint,)) for day, stint in alone if day]
    together = _day_together(stints, rule)
    if together:
        ways.append((together, stints))
    if not ways:
        return _short(stints, rule, on)
    day, used = min(ways, key=lambda way: (way[0], len(way[1])))
    return Milestone(day, _reached(used, day, rule, on))


def _stints(contracts: list[Contract], rule: InsertionRule) -> tuple[_Stint, ...]:
    by_employer: dict[int, list[Contract]] = {}
    for contract in contracts:
        by_employer.setdefault(contract.employer_id, []).append(contract)
    return tuple(
        _Stint(group[0].employer_name, tuple(_days(contract, rule) for contract in group))
        for group in by_employer.values()
    )


def _days(contract: Contract, rule: InsertionRule) -> Period:
    """The contract's days; one without an end runs until it reaches the objective by itself."""
    months = max(rule.months_same, rule.months_several or 0)
    return Period(contract.starts_on, contract.last_day or last_day_of(contract.starts_on, months))


def _day_together(stints: tuple[_Stint, ...], rule: InsertionRule) -> date | None:
    if rule.months_several is None or len(stints) < 2:
        return None
    return day_reaching([p for stint in stints for p in stint.periods], rule.months_several)


def _reached(stints: tuple[_Stint, ...], day: date, rule: InsertionRule, on: date) -> str:
    if day <= on:
        worked = _worked(stints, day)
        return f"{worked}{NBSP}: objectif atteint le {day_full(day)}{_source(rule)}."
    so_far = _worked(stints, on)
    ahead = f"À ce rythme, objectif atteint le {day_full(day)}{_source(rule)}."
    return f"{so_far}. {ahead}" if so_far else ahead


def _worked(stints: tuple[_Stint, ...], day: date) -> str:
    """« 2 mois chez A + 4 mois chez B », up to and including the day; "" before the first day."""
    parts = [part for stint in stints if (part := stint.until(day)).periods]
    text = " + ".join(str(part) for part in parts)
    return f"{text} (jours communs comptés une fois)" if _overlap(parts) else text


def _overlap(stints: list[_Stint]) -> bool:
    """Do two employers share a day?"""
    ordered = sorted((p, index) for index, stint in enumerate(stints) for p in stint.periods)
    reach: dict[int, date] = {}
    for period, index in ordered:
        if any(end >= period.start for other, end in reach.items() if other != index):
            return True
        reach[index] = max(period.end, reach.get(index, period.end))
    return False


def _short(stints: tuple[_Stint, ...], rule: InsertionRule, on: date) -> Milestone:
    """No known contract leads there: what was or will be worked, and the least that is missing."""
    last = max(p.end for stint in stints for p in stint.periods)
    best = max(stints, key=lambda stint: stint.duration)
    missing = best.duration.short_of(rule.months_same)
    wanted = f"il manque {missing}"
    if len(stints) > 1:
        wanted += f" chez {best.employer}"
        if rule.months_several is not None:
            total = Duration(*months_and_days_of(p for stint in stints for p in stint.periods))
            overall = total.short_of(rule.months_several)
            wanted += f", ou {overall} en tout chez plusieurs employeurs"
            missing = min(missing, overall)
    planned = f" jusqu'au {day_full(last)}" if last > on else ""
    return Milestone(None, f"{_worked(stints, last)}{planned}{NBSP}: {wanted}.", missing)


def _by_contract_length(contracts: list[Contract], rule: InsertionRule, on: date) -> Milestone:
    """Before 2024: a contract signed for at least `months_same` months, from its first day.

    What was signed counts, even when the contract ended sooner; open-ended counts; successive
    contracts do not add up. The decree of 2004 says « emploi durable » without a length: the six
    months come from the press (A09 was not found).
    """
    long_enough = [contract for contract in contracts if _is_signed_for(contract, rule)]
    if long_enough:
        contract = long_enough[0]
        day = contract.starts_on
        verb = "objectif atteint" if day <= on else "objectif atteint au premier jour,"
        sentence = f"{_signed(contract)}{NBSP}: {verb} le {day_full(day)}{_source(rule)}."
        return Milestone(day, sentence)
    best = max(contracts, key=_signed_duration)
    missing = _signed_duration(best).short_of(rule.months_same)
    asked = f"un contrat d'au moins {rule.months_same} mois est demandé"
    return Milestone(None, f"{_signed(best)}{NBSP}: {asked}{_source(rule)}.", missing)


def _is_signed_for(contract: Contract, rule: InsertionRule) -> bool:
    if contract.is_open_ended:
        return True
    end = contract.planned_end_on
    return end is not None and end >= last_day_of(contract.starts_on, rule.months_same)


def _signed_duration(contract: Contract) -> Duration:
    """The length on paper; a contract without a known term counts for nothing."""
    end = contract.planned_end_on or contract.starts_on - timedelta(days=1)
    days = [Period(contract.starts_on, end)] if end >= contract.starts_on else []
    return Duration(*months_and_days_of(days))


def _signed(contract: Contract) -> str:
    if contract.is_open_ended:
        return f"Contrat à durée indéterminée chez {contract.employer_name}"
    return f"Contrat de {_signed_duration(contract)} chez {contract.employer_name}"


def _source(rule: InsertionRule) -> str:
    is_estimated = rule.test == InsertionTest.CONTRACT_LENGTH
    return f" ({rule.article}{NBSP}; {ESTIMATED})" if is_estimated else f" ({rule.article})"
