"""When do the contracts of a person reach the insertion objective of a regime, and what is missing?

The day is computed once, stored on the journey, and everything else compares with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from beneficiaries.enums import InsertionTest
from beneficiaries.rules.regimes import InsertionRule
from employers.rules.contracts import Contract
from employers.rules.milestones import Milestone, Way
from employers.rules.signed_length import by_signed_length
from employers.rules.worked_months import Duration, day_making, duration_of, missing_for
from mirec.core.periods import Period
from mirec.core.wording import NBSP, day_full


@dataclass(frozen=True)
class _Stint:
    """All the days that one person works for one employer."""

    employer: str
    contracts: tuple[Contract, ...]
    periods: tuple[Period, ...]

    def until(self, day: date) -> "_Stint":
        parts = (p.within(p.start, day) for p in self.periods)
        return replace(self, periods=tuple(part for part in parts if part))

    @property
    def duration(self) -> Duration:
        return duration_of(self.periods)

    def __str__(self) -> str:
        paused = " (interruptions déduites)" if any(c.is_paused for c in self.contracts) else ""
        return f"{self.duration} chez {self.employer}{paused}"


def milestone(contracts: Iterable[Contract], rule: InsertionRule, on: date) -> Milestone:
    """The insertion objective as `rule` defines it, seen on the day `on`."""
    known = sorted(contracts, key=lambda contract: (contract.starts_on, contract.employer_id))
    if not known:
        return Milestone(None, f"Aucun contrat commencé sous la convention ({rule.article}).")
    if rule.test == InsertionTest.CONTRACT_LENGTH:
        return by_signed_length(known, rule, on)
    found = _by_months_employed(known, rule, on)
    return replace(found, doubt=_doubt(found, known, rule, on))


def _by_months_employed(contracts: list[Contract], rule: InsertionRule, on: date) -> Milestone:
    """D23 art. 1er, al. 2: three months with one employer, or six with different employers.

    Both ends of a contract are included, and a day under two contracts counts once. The decree
    asks for « une occupation de minimum trois mois » and says nothing of continuity: breaks are
    allowed, and the days of an employer's successive contracts add up.
    """
    stints = _stints(contracts, rule)
    if not stints:
        paused = f"Contrat suspendu depuis son premier jour{NBSP}: aucun jour ne compte encore"
        return Milestone(None, f"{paused} ({rule.article}).", Duration(rule.months_same))
    ways = _ways(stints, rule)
    reached = [(way.reached_on, used) for way, used in ways if way.reached_on]
    if not reached:
        return _short(stints, ways, on)
    day, used = min(reached, key=lambda each: (each[0], len(each[1])))
    counted = frozenset(c for stint in used for c in stint.contracts if c.starts_on <= day)
    return Milestone(
        day,
        _reached(used, day, rule, on),
        ways=tuple(way for way, _ in ways),
        counted=counted,
    )


def _stints(contracts: list[Contract], rule: InsertionRule) -> tuple[_Stint, ...]:
    by_employer: dict[int, list[Contract]] = {}
    for contract in contracts:
        by_employer.setdefault(contract.employer_id, []).append(contract)
    months = max(rule.months_same, rule.months_several or 0)
    stints = (
        _Stint(
            group[0].employer_name,
            tuple(group),
            tuple(period for contract in group for period in contract.days(months)),
        )
        for group in by_employer.values()
    )
    return tuple(stint for stint in stints if stint.periods)


def _ways(stints: tuple[_Stint, ...], rule: InsertionRule) -> list[tuple[Way, tuple[_Stint, ...]]]:
    """Each employer alone, then all of them together."""
    ways = [
        (_way(f"Chez {stint.employer}", stint.periods, rule.months_same), (stint,))
        for stint in stints
    ]
    if rule.months_several is not None and len(stints) > 1:
        together = [period for stint in stints for period in stint.periods]
        ways.append((_way("En tout", together, rule.months_several), stints))
    return ways


def _way(label: str, periods: Sequence[Period], months: int) -> Way:
    day = day_making(periods, months)
    return Way(
        label=label,
        made=duration_of(periods),
        months=months,
        reached_on=day,
        missing=None if day else missing_for(periods, months),
    )


def _reached(stints: tuple[_Stint, ...], day: date, rule: InsertionRule, on: date) -> str:
    if day <= on:
        worked = _worked(stints, day)
        return f"{worked}{NBSP}: objectif atteint le {day_full(day)} ({rule.article})."
    so_far = _worked(stints, on)
    ahead = f"À ce rythme, objectif atteint le {day_full(day)} ({rule.article})."
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


def _short(
    stints: tuple[_Stint, ...], ways: list[tuple[Way, tuple[_Stint, ...]]], on: date
) -> Milestone:
    """No known contract leads there: what was or will be worked, and the least that is missing."""
    last = max(p.end for stint in stints for p in stint.periods)
    alone = [(way, used[0]) for way, used in ways if len(used) == 1]
    best, nearest = min(alone, key=lambda each: each[0].missing)
    wanted = f"il manque {best.missing}"
    if len(stints) > 1:
        wanted += f" chez {nearest.employer}"
        if len(ways) > len(alone):
            wanted += f", ou {ways[-1][0].missing} en tout chez plusieurs employeurs"
    planned = f" jusqu'au {day_full(last)}" if last > on else ""
    return Milestone(
        None,
        f"{_worked(stints, last)}{planned}{NBSP}: {wanted}.",
        missing=min(way.missing for way, _ in ways),
        ways=tuple(way for way, _ in ways),
        counted=frozenset(contract for stint in stints for contract in stint.contracts),
    )


def _doubt(found: Milestone, known: list[Contract], rule: InsertionRule, on: date) -> str:
    """The agency is the legal employer; the decree does not say that it is the one that counts."""
    if not any(contract.user_company for contract in known):
        return ""
    other = _by_months_employed(_with_user_companies(known), rule, on).reached_on
    if other == found.reached_on:
        return ""
    then = f"serait atteint le {day_full(other)}" if other else "ne serait pas atteint"
    return (
        f"À confirmer{NBSP}: l'intérim est compté chez l'agence, qui est l'employeur, et le décret "
        f"ne tranche pas{NBSP}; compté chez l'entreprise utilisatrice, l'objectif {then}."
    )


def _with_user_companies(contracts: list[Contract]) -> list[Contract]:
    """As if interim workers were employed where they work; the same name is the same company."""
    keys: dict[str, int] = {}
    for contract in contracts:
        if not contract.user_company:
            keys.setdefault(_folded(contract.employer_name), contract.employer_id)
    return [_at_user_company(contract, keys) for contract in contracts]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _at_user_company(contract: Contract, keys: dict[str, int]) -> Contract:
    if not contract.user_company:
        return contract
    key = keys.setdefault(_folded(contract.user_company), -len(keys) - 1)
    return replace(contract, employer_id=key, employer_name=contract.user_company)
