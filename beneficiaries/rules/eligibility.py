"""May the Mire take this person in charge on this day? Verdict, answers and one sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from beneficiaries.enums import Answer, Verdict
from beneficiaries.rules.answers import CriterionAnswer, answer_each
from beneficiaries.rules.facts import Facts
from beneficiaries.rules.regimes import RegimeRules
from beneficiaries.rules.sentences import (
    derogation_clause,
    eligible,
    missing_of,
    not_eligible,
    undecided,
    undecided_answers,
)


@dataclass(frozen=True)
class Assessment:
    """`general` conditions stand apart: `criteria` answers do not include them."""

    regime: str
    on: date
    verdict: Verdict
    general: tuple[CriterionAnswer, ...]
    criteria: tuple[CriterionAnswer, ...]
    derogation_possible: bool
    sentence: str

    @property
    def codes_met(self) -> list[str]:
        return [each.code for each in self.criteria if each.answer is Answer.MET]

    @property
    def missing(self) -> list[str]:
        """The unknown facts that can still change the verdict, in plain words."""
        if self.verdict is not Verdict.UNKNOWN:
            return []
        return missing_of(undecided_answers(self.general, self.criteria))

    def to_json(self) -> dict[str, Any]:
        return {
            "regime": self.regime,
            "on": self.on.isoformat(),
            "verdict": self.verdict.value,
            "criteria": [
                {"code": each.code, "article": each.article, "answer": each.answer.value}
                for each in self.criteria
            ],
            "derogation_possible": self.derogation_possible,
            "sentence": self.sentence,
        }


def assess(facts: Facts, regime: RegimeRules, on: date) -> Assessment:
    """What the regime answers on the day, whether or not it is in force then."""
    general = answer_each(regime.general, facts, on)
    criteria = answer_each(regime.criteria, facts, on)
    verdict = verdict_of(general, criteria)
    clause = derogation_clause(regime.quota, facts.registered_unoccupied)
    return Assessment(
        regime=regime.code,
        on=on,
        verdict=verdict,
        general=general,
        criteria=criteria,
        derogation_possible=derogation_possible(verdict, facts, regime),
        sentence=sentence_of(verdict, general, criteria, clause, on),
    )


def verdict_of(general: Iterable[CriterionAnswer], criteria: Iterable[CriterionAnswer]) -> Verdict:
    """All general conditions and one criterion; one general unmet or no criterion left refuses."""
    generals = {each.answer for each in general}
    answers = {each.answer for each in criteria}
    if Answer.UNMET in generals or answers <= {Answer.UNMET}:
        return Verdict.NOT_ELIGIBLE
    if generals <= {Answer.MET} and Answer.MET in answers:
        return Verdict.ELIGIBLE
    return Verdict.UNKNOWN


def derogation_possible(verdict: Verdict, facts: Facts, regime: RegimeRules) -> bool:
    """Only who is refused and known to be registered as unoccupied; a text may have none."""
    is_refused = verdict is Verdict.NOT_ELIGIBLE
    return is_refused and regime.quota is not None and facts.registered_unoccupied is True


def sentence_of(
    verdict: Verdict,
    general: tuple[CriterionAnswer, ...],
    criteria: tuple[CriterionAnswer, ...],
    derogation: str,
    on: date,
) -> str:
    if verdict is Verdict.ELIGIBLE:
        return eligible(criteria, on)
    if verdict is Verdict.NOT_ELIGIBLE:
        return not_eligible(general, criteria, derogation, on)
    return undecided(general, criteria, on)
