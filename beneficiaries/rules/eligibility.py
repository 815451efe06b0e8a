"""May the Mire take this person in charge on this day? Verdict, answers and the reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from beneficiaries.enums import Answer, Verdict
from beneficiaries.rules.criteria import KINDS
from beneficiaries.rules.facts import Facts
from beneficiaries.rules.logic import all_hold
from beneficiaries.rules.regimes import CriterionRule, RegimeRules

ANSWERS = {True: Answer.MET, False: Answer.UNMET, None: Answer.UNKNOWN}


@dataclass(frozen=True)
class Answered:
    """A condition with its answer on the day."""

    rule: CriterionRule
    answer: Answer

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def article(self) -> str:
        return self.rule.article

    @property
    def label(self) -> str:
        return self.rule.label
