"""Which text holds on which day, and what does it ask? Regimes as plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from beneficiaries.enums import CriterionKind, InsertionTest, QuotaBase
from beneficiaries.rules.french import french_day


class NoRegimeError(LookupError):
    """No text holds on that day; the message is a French sentence."""


@dataclass(frozen=True, kw_only=True)
class CriterionRule:
    """A condition of the text; `code` is its ordinal there ("1" for 1°).

    `also_requires` names general kinds that the same condition asks for.
    `proof_validity_months` is None where neither the text nor the house sets one.
    """

    code: str
    kind: CriterionKind
    article: str
    label: str
    order: int
    params: Mapping[str, Any] = field(default_factory=dict)
    also_requires: tuple[CriterionKind, ...] = ()
    proof_label: str = ""
    proof_validity_months: int | None = None


def numbered_condition(
    paragraph: str,
    ordinal: int,
    kind: CriterionKind,
    label: str,
    params: Mapping[str, Any],
    proof_label: str = "",
    **others: Any,
) -> CriterionRule:
    """The condition that stands at `ordinal` (1 for 1°) in the paragraph of a text."""
    return CriterionRule(
        code=str(ordinal),
        kind=kind,
        article=f"{paragraph}, {ordinal}°",
        label=label,
        order=ordinal,
        params=MappingProxyType(params),
        proof_label=proof_label,
        **others,
    )


@dataclass(frozen=True, kw_only=True)
class QuotaRule:
    """The persons admitted by derogation, at most `rate` of the base in a year."""

    rate: Decimal
    base: QuotaBase
    article: str
    base_codes: tuple[str, ...] = ()
    needs_authorisation: bool = False
    condition: str = ""


@dataclass(frozen=True)
class Limit:
    months: int
    article: str


@dataclass(frozen=True, kw_only=True)
class Limits:
    """None where the text sets no such limit."""

    intake: Limit | None = None
    agreement: Limit | None = None
    job_search: Limit | None = None
    reentry: Limit | None = None
    extension: Limit | None = None


@dataclass(frozen=True, kw_only=True)
class InsertionRule:
    """`months_same` with one employer, or the length of the contract, as `test` says."""

    test: InsertionTest
    months_same: int
    article: str
    months_several: int | None = None


@dataclass(frozen=True, kw_only=True)
class RegimeRules:
    """All `general` conditions and one of the `criteria` make a person eligible.

    Both days of `valid_from` and `valid_to` are included; no `quota` means no derogation;
    `uncertainty` says what could not be verified in the texts.
    """

    code: str
    label: str
    source: str
    valid_from: date
    valid_to: date | None
    general: tuple[CriterionRule, ...]
    criteria: tuple[CriterionRule, ...]
    quota: QuotaRule | None
    limits: Limits
    insertion: InsertionRule
    breaks_move_limit: bool = False
    breaks_article: str = ""
    uncertainty: str = ""

    @property
    def is_certain(self) -> bool:
        return not self.uncertainty

    def holds_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def regime_on(regimes: Iterable[RegimeRules], on: date) -> RegimeRules:
    """The regime in force on the day; raises NoRegimeError before the first and in a gap."""
    known = sorted(regimes, key=lambda regime: regime.valid_from)
    for regime in reversed(known):
        if regime.holds_on(on):
            return regime
    if known and on < known[0].valid_from:
        raise NoRegimeError(
            f"Aucun régime n'est en vigueur au {french_day(on)} : "
            f"le premier commence le {french_day(known[0].valid_from)}."
        )
    raise NoRegimeError(f"Aucun régime n'est en vigueur au {french_day(on)}.")
