"""Which hiring aid opens for this person in this job on this day, and why?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from beneficiaries.rules.logic import all_hold
from employers.enums import AidOutcome
from employers.rules.aid_conditions import KINDS
from employers.rules.aid_facts import Case, JobFacts, PersonFacts
from mirec.core.badges import Badge

TO_CHECK = "to_check"
"""A condition of the employer that no file answers: its `text` is asked of the employer."""
BADGES: Mapping[bool | None, Badge] = {
    True: Badge("remplie", "ok", "check-lg"),
    False: Badge("non remplie", "", "x-lg"),
    None: Badge("inconnue", "warn", "question-lg"),
}


class InvalidConditionError(ValueError):
    """A condition that no rule reads; its text is a French sentence."""


@dataclass(frozen=True)
class Condition:
    """`way`: conditions of one number stand together, and one of the ways suffices; 0 is plain."""

    code: str
    params: Mapping[str, Any]
    way: int = 0

    @property
    def words(self) -> str:
        """The condition in general, without anybody's facts."""
        return self.params["text"] if self.code == TO_CHECK else KINDS[self.code].words(self.params)

    @property
    def number(self) -> int | None:
        name = "" if self.code == TO_CHECK else KINDS[self.code].number
        return self.params[name] if name else None


@dataclass(frozen=True)
class Answered:
    condition: Condition
    holds: bool | None
    sentence: str

    @property
    def badge(self) -> Badge:
        return BADGES[self.holds]


@dataclass(frozen=True)
class AidAnswer:
    """`plain` all stand; of `ways` one suffices; `checks` are asked of the employer."""

    outcome: AidOutcome
    plain: tuple[Answered, ...]
    ways: tuple[tuple[Answered, ...], ...]
    checks: tuple[str, ...]


def read_conditions(value: Iterable[Mapping[str, Any]]) -> tuple[Condition, ...]:
    """The rows of a `HiringAid`; raises InvalidConditionError on what no rule reads."""
    return tuple(_read(each) for each in value)


def _read(value: Mapping[str, Any]) -> Condition:
    params = {key: given for key, given in value.items() if key not in {"code", "way"}}
    code = value.get("code", "")
    if code == TO_CHECK:
        if not str(params.get("text", "")).strip():
            raise InvalidConditionError("Dites ce qui est à vérifier chez l'employeur.")
    elif code not in KINDS:
        raise InvalidConditionError(f"La condition « {code} » n'existe pas.")
    elif (name := KINDS[code].number) and not _is_count(params.get(name)):
        raise InvalidConditionError(f"« {KINDS[code].label} » demande un chiffre.")
    return Condition(code, params, value.get("way") or 0)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def assess_aid(conditions: Iterable[Condition], case: Case) -> AidAnswer:
    """Closed as soon as one condition fails; unknown while one is missing.

    What only the employer knows never closes an aid: it stays « à vérifier ».
    """
    conditions = list(conditions)
    checks = tuple(each.words for each in conditions if each.code == TO_CHECK)
    asked = [each for each in conditions if each.code != TO_CHECK]
    plain = tuple(_answer(each, case) for each in asked if not each.way)
    numbers = dict.fromkeys(each.way for each in asked if each.way)
    ways = tuple(tuple(_answer(each, case) for each in asked if each.way == way) for way in numbers)
    together = all_hold([*(each.holds for each in plain), *_one_way(ways)])
    return AidAnswer(_outcome(together, bool(checks)), plain, ways, checks)


def _one_way(ways: tuple[tuple[Answered, ...], ...]) -> list[bool | None]:
    """Nothing without ways; else whether one of them is open."""
    if not ways:
        return []
    open_ways = [all_hold(each.holds for each in way) for way in ways]
    if True in open_ways:
        return [True]
    return [None if None in open_ways else False]


def _outcome(together: bool | None, has_checks: bool) -> AidOutcome:
    if together is None:
        return AidOutcome.UNKNOWN
    if not together:
        return AidOutcome.CLOSED
    return AidOutcome.TO_CHECK if has_checks else AidOutcome.OPEN


def _answer(condition: Condition, case: Case) -> Answered:
    kind = KINDS[condition.code]
    holds = kind.test(case, condition.params)
    if holds is None:
        return Answered(condition, None, f"inconnu : {kind.missing}")
    return Answered(condition, holds, kind.found(case, condition.params))


def is_closed_by_job(conditions: Iterable[Condition], job: JobFacts, on: date) -> bool:
    """Does the contract alone exclude the aid, whoever is hired? Reads nothing of anybody."""
    answer = assess_aid(conditions, Case(PersonFacts(), job, on))
    return answer.outcome is AidOutcome.CLOSED
