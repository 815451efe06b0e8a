"""Regimes between their rows and the plain values that the rules read."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from beneficiaries.enums import CriterionKind, InsertionTest, QuotaBase
from beneficiaries.models import Assessment, Regime, RegimeCriterion
from beneficiaries.rules.eligibility import assess
from beneficiaries.rules.facts import Facts
from beneficiaries.rules.regimes import (
    CriterionRule,
    InsertionRule,
    Limit,
    Limits,
    NoRegimeError,
    QuotaRule,
    RegimeRules,
    regime_on,
)

LIMIT_NAMES = ("intake", "agreement", "job_search", "reentry", "extension")


def regime_rules() -> tuple[RegimeRules, ...]:
    """Every regime of the database, oldest first, in two queries."""
    return tuple(rules_of(regime) for regime in Regime.objects.prefetch_related("criteria"))


def regime_for(on: date) -> Regime:
    """The regime in force on the day; raises NoRegimeError (a French sentence) if none is."""
    regime = Regime.objects.in_force(on).prefetch_related("criteria").first()
    if regime is None:
        regime_on(regime_rules(), on)
        raise NoRegimeError(f"Aucun régime n'est en vigueur au {on:%d.%m.%Y}.")
    return regime


def rules_of(regime: Regime) -> RegimeRules:
    """The row and its criteria as plain values."""
    criteria = sorted(regime.criteria.all(), key=lambda row: row.order)
    return RegimeRules(
        code=regime.code,
        label=regime.label,
        source=regime.source,
        valid_from=regime.valid_from,
        valid_to=regime.valid_to,
        general=tuple(_criterion_rule(row) for row in criteria if row.is_general),
        criteria=tuple(_criterion_rule(row) for row in criteria if not row.is_general),
        quota=_quota_rule(regime),
        limits=Limits(**{name: _limit(regime, name) for name in LIMIT_NAMES}),
        insertion=insertion_rule_of(regime),
        breaks_move_limit=regime.breaks_move_limit,
        breaks_article=regime.breaks_article,
        uncertainty=regime.uncertainty,
    )


def insertion_rule_of(regime: Regime) -> InsertionRule:
    return InsertionRule(
        test=InsertionTest(regime.insertion_test),
        months_same=regime.insertion_months_same,
        months_several=regime.insertion_months_several,
        article=regime.insertion_article,
    )


def _criterion_rule(row: RegimeCriterion) -> CriterionRule:
    return CriterionRule(
        code=row.code,
        kind=CriterionKind(row.kind),
        article=row.article,
        label=row.label,
        order=row.order,
        params=row.params,
        also_requires=tuple(CriterionKind(kind) for kind in row.also_requires),
        proof_label=row.proof_label,
        proof_validity_months=row.proof_validity_months,
    )


def _quota_rule(regime: Regime) -> QuotaRule | None:
    if regime.quota_rate is None:
        return None
    return QuotaRule(
        rate=regime.quota_rate,
        base=QuotaBase(regime.quota_base),
        article=regime.quota_article,
        base_codes=tuple(regime.quota_base_codes),
        needs_authorisation=regime.quota_needs_authorisation,
        condition=regime.quota_condition,
    )


def _limit(regime: Regime, name: str) -> Limit | None:
    months = getattr(regime, f"{name}_months")
    return None if months is None else Limit(months, getattr(regime, f"{name}_article"))


def row_of(rules: RegimeRules) -> dict[str, Any]:
    """The field values of a `Regime` row, criteria apart."""
    row: dict[str, Any] = {
        "code": rules.code,
        "label": rules.label,
        "source": rules.source,
        "valid_from": rules.valid_from,
        "valid_to": rules.valid_to,
        "insertion_test": rules.insertion.test.value,
        "insertion_months_same": rules.insertion.months_same,
        "insertion_months_several": rules.insertion.months_several,
        "insertion_article": rules.insertion.article,
        "uncertainty": rules.uncertainty,
    }
    for name in LIMIT_NAMES:
        if limit := getattr(rules.limits, name):
            row |= {f"{name}_months": limit.months, f"{name}_article": limit.article}
    if rules.breaks_move_limit:
        row |= {"breaks_move_limit": True, "breaks_article": rules.breaks_article}
    if rules.quota:
        row |= {
            "quota_rate": rules.quota.rate,
            "quota_base": rules.quota.base.value,
            "quota_base_codes": list(rules.quota.base_codes),
            "quota_needs_authorisation": rules.quota.needs_authorisation,
            "quota_article": rules.quota.article,
            "quota_condition": rules.quota.condition,
        }
    return row


def criterion_rows_of(rules: RegimeRules) -> list[dict[str, Any]]:
    """The field values of the `RegimeCriterion` rows, general conditions first."""
    return [
        {
            "code": rule.code,
            "is_general": is_general,
            "kind": rule.kind.value,
            "params": dict(rule.params),
            "also_requires": [kind.value for kind in rule.also_requires],
            "article": rule.article,
            "label": rule.label,
            "order": rule.order,
            "proof_label": rule.proof_label,
            "proof_validity_months": rule.proof_validity_months,
        }
        for is_general, group in ((True, rules.general), (False, rules.criteria))
        for rule in group
    ]


@transaction.atomic
def copy_regime(*, regime: Regime, code: str, label: str, valid_from: date, by) -> Regime:
    """A new regime with the same rows, from a day on; the copied one ends the day before.

    Raises ValueError (a French sentence) when the day is not after the start of the source.
    """
    if valid_from <= regime.valid_from:
        raise ValueError("Le nouveau régime doit commencer après celui que vous copiez.")
    rules = rules_of(regime)
    end = regime.valid_to
    regime.valid_to = valid_from - timedelta(days=1)
    regime.save(update_fields=["valid_to"])
    row = row_of(rules) | {
        "code": code,
        "label": label,
        "valid_from": valid_from,
        "valid_to": end if end is None or end >= valid_from else None,
    }
    copy = Regime.objects.create(**row, created_by=by)
    RegimeCriterion.objects.bulk_create(
        RegimeCriterion(regime=copy, **criterion) for criterion in criterion_rows_of(rules)
    )
    return copy


@dataclass(frozen=True)
class ChangedVerdict:
    """A file whose latest recorded assessment would read otherwise under another regime."""

    assessment: Assessment
    verdict_after: str
    sentence_after: str


def changed_verdicts(regime: Regime, on: date) -> list[ChangedVerdict]:
    """The open files whose latest assessed facts give another verdict under `regime` on the day.

    Nothing is written: what was decided stays.
    """
    rules = rules_of(regime)
    latest = (
        Assessment.objects.filter(
            beneficiary__journeys__isnull=False, beneficiary__journeys__closed_on__isnull=True
        )
        .order_by("beneficiary_id", "-assessed_on", "-pk")
        .distinct("beneficiary_id")
        .select_related("beneficiary")
    )
    changed = []
    for assessment in latest.iterator(chunk_size=500):
        day = max(on, assessment.assessed_on)
        again = assess(Facts.from_json(assessment.facts, day), rules, day)
        if again.verdict != assessment.verdict:
            changed.append(ChangedVerdict(assessment, again.verdict, again.sentence))
    return changed
