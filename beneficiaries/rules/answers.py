"""What is the answer to one condition of the text, and what is missing to answer it?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from beneficiaries.enums import Answer, CriterionKind
from beneficiaries.rules.criteria import KINDS, Params, assimilated_kinds
from beneficiaries.rules.facts import NAMES, Facts
from beneficiaries.rules.logic import all_hold
from beneficiaries.rules.reasons import REASONS
from beneficiaries.rules.regimes import CriterionRule
from beneficiaries.rules.words import ASSIMILATED

ANSWERS = {True: Answer.MET, False: Answer.UNMET, None: Answer.UNKNOWN}


@dataclass(frozen=True)
class CriterionAnswer:
    """`reason` says why it is met or unmet; `missing` names the facts that leave it open."""

    code: str
    article: str
    label: str
    answer: Answer
    reason: str = ""
    missing: tuple[str, ...] = ()


def answer_each(
    rules: Iterable[CriterionRule], facts: Facts, on: date
) -> tuple[CriterionAnswer, ...]:
    ordered = sorted(rules, key=lambda rule: rule.order)
    return tuple(answer_one(rule, facts, on) for rule in ordered)


def answer_one(rule: CriterionRule, facts: Facts, on: date) -> CriterionAnswer:
    """The condition itself and the general kinds that it also requires, all together."""
    parts = list(parts_of(rule))
    holds = [KINDS[kind].test(facts, on, params) for kind, params in parts]
    together = all_hold(holds)
    reason = ""
    missing: tuple[str, ...] = ()
    if together is None:
        open_parts = [part for part, held in zip(parts, holds, strict=True) if held is None]
        missing = tuple(name for part in open_parts for name in missing_names(*part, facts))
    else:
        kind, params = parts[holds.index(together)]
        reason = REASONS[kind][not together](facts, on, params)
    return CriterionAnswer(rule.code, rule.article, rule.label, ANSWERS[together], reason, missing)


def parts_of(rule: CriterionRule) -> Iterator[tuple[CriterionKind, Params]]:
    yield CriterionKind(rule.kind), rule.params
    for kind in rule.also_requires:
        yield CriterionKind(kind), {}


def missing_names(kind: CriterionKind, params: Params, facts: Facts) -> Iterator[str]:
    for key in KINDS[kind].reads(params):
        if getattr(facts, key) is None:
            yield NAMES[key]
    given = facts.assimilated_months_of_36
    if kind is CriterionKind.ALLOWANCE_MONTHS and given is not None:
        for period in assimilated_kinds(params):
            if given.get(period, 0) is None:
                yield ASSIMILATED[period]
