"""From a person's file to a recorded verdict: facts proposed, rules asked, answers kept."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from beneficiaries.enums import (
    AssimilatedPeriod,
    Diploma,
    HandicapProof,
    IncomeKind,
    IntakeSource,
    Residence,
    SituationKind,
)
from beneficiaries.models import Assessment, Beneficiary, Situation
from beneficiaries.rules.eligibility import Assessment as Answered
from beneficiaries.rules.eligibility import assess
from beneficiaries.rules.facts import Facts
from beneficiaries.services.regimes import regime_for, rules_of
from mirec.core.periods import Period, age_on, months_and_days_of, months_before

WINDOW_MONTHS = 36
SCHOOLING_OVER_AT = 19
"""Compulsory schooling ends in the year of the 18th birthday: at 19 it is over for certain."""

INCOMES = {
    SituationKind.INTEGRATION_INCOME: IncomeKind.INTEGRATION_INCOME,
    SituationKind.EQUIVALENT_AID: IncomeKind.EQUIVALENT_FINANCIAL_AID,
    SituationKind.OTHER_AID: IncomeKind.OTHER_SOCIAL_AID,
}
ASSIMILATED = {
    SituationKind.SICKNESS: AssimilatedPeriod.SICKNESS,
    SituationKind.MATERNITY: AssimilatedPeriod.MATERNITY,
    SituationKind.CARE_BREAK: AssimilatedPeriod.CARE_BREAK,
    SituationKind.WORK: AssimilatedPeriod.WORK_FTE,
}
NEVER_IN_THE_FILE = (AssimilatedPeriod.PRISON, AssimilatedPeriod.HOLIDAY_PAY)
"""The file keeps no judicial data (D23 art. 20 § 5): these months stay unknown until asked."""
INTEGRATION = (SituationKind.INTEGRATION_INCOME, SituationKind.EQUIVALENT_AID)

Lived = dict[str, list[Period]]


def facts_of(beneficiary: Beneficiary, on: date) -> Facts:
    """What the file knows on the day, as a proposal that the coach completes.

    A file without any period says nothing about registration, incomes or work: those stay
    unknown. So do registration and work in a file whose only periods are incomes of the CPAS, as
    an imported sheet leaves it: nobody asked yet. `months_without_*` count up to the day before
    `on`.
    """
    everything = _lived(beneficiary.situations.all(), on)
    running = {kind for kind, periods in everything.items() if any(p.end >= on for p in periods)}
    lived = everything if everything.keys() - INCOMES.keys() else {}
    proofs = beneficiary.handicap_recognitions.valid(on).values_list("kind", flat=True)
    born_on = beneficiary.born_on
    return Facts(
        born_on=born_on,
        compulsory_schooling=(
            False if born_on and age_on(born_on, on) >= SCHOOLING_OVER_AT else None
        ),
        registered_unoccupied=SituationKind.REGISTERED in running if lived else None,
        diploma=Diploma(beneficiary.diploma) if beneficiary.diploma else None,
        registered_months_of_36=_months_in_window(lived, SituationKind.REGISTERED, on),
        allowance_months_of_36=_months_in_window(lived, SituationKind.ALLOWANCE, on),
        assimilated_months_of_36=_assimilated(lived, on),
        months_without_work=_months_since(lived, (SituationKind.WORK,), born_on, on),
        months_without_allowance=_months_since(lived, (SituationKind.ALLOWANCE,), born_on, on),
        months_without_integration_income=_months_since(everything, INTEGRATION, born_on, on),
        months_unoccupied=_months_unoccupied(lived, on),
        income=_incomes(running) if everything else None,
        residence=Residence(beneficiary.residence) if beneficiary.residence else None,
        handicap=frozenset(HandicapProof(kind) for kind in proofs) or None,
        referred_by_forem=_referred(beneficiary.source),
    )


def _lived(situations: Iterable[Situation], on: date) -> Lived:
    """The periods by kind, cut at the day itself."""
    lived: Lived = defaultdict(list)
    for situation in situations:
        if situation.starts_on <= on:
            end = min(situation.ends_on or on, on)
            lived[situation.kind].append(Period(situation.starts_on, end))
    return dict(lived)


def _months_in_window(lived: Lived, kind: SituationKind, on: date) -> int | None:
    """Whole months of the kind in the 36 months that end the day before; None without periods."""
    if not lived:
        return None
    start, end = months_before(on, WINDOW_MONTHS), on - timedelta(days=1)
    parts = (period.within(start, end) for period in lived.get(kind, []))
    months, _ = months_and_days_of(part for part in parts if part)
    return min(months, WINDOW_MONTHS)


def _assimilated(lived: Lived, on: date) -> dict[AssimilatedPeriod, int | None] | None:
    if not lived:
        return None
    counted = {fact: _months_in_window(lived, kind, on) for kind, fact in ASSIMILATED.items()}
    return dict.fromkeys(NEVER_IN_THE_FILE) | counted


def _months_since(
    lived: Lived, kinds: tuple[SituationKind, ...], born_on: date | None, on: date
) -> int | None:
    """Whole months since the last such period ended, or since birth when there was none."""
    if not lived:
        return None
    ends = [period.end for kind in kinds for period in lived.get(kind, [])]
    if not ends:
        since = born_on
    elif max(ends) >= on:
        return 0
    else:
        since = max(ends) + timedelta(days=1)
    if since is None or since >= on:
        return None if since is None else 0
    return months_and_days_of([Period(since, on - timedelta(days=1))])[0]


def _months_unoccupied(lived: Lived, on: date) -> int | None:
    """Since the last work; without any, since the running registration: school is no waiting."""
    if SituationKind.WORK in lived:
        return _months_since(lived, (SituationKind.WORK,), None, on)
    running = [p for p in lived.get(SituationKind.REGISTERED, []) if p.end >= on]
    return _months_since(lived, (SituationKind.WORK,), running[0].start, on) if running else None


def _incomes(running: set[str]) -> frozenset[IncomeKind]:
    return frozenset(income for kind, income in INCOMES.items() if kind in running)


def _referred(source: str) -> bool | None:
    return None if not source else source == IntakeSource.FOREM


def preview(facts: Facts, on: date) -> Answered:
    """What the regime in force answers; nothing is written. Raises NoRegimeError."""
    return assess(facts, rules_of(regime_for(on)), on)


@transaction.atomic
def record_assessment(*, beneficiary: Beneficiary, facts: Facts, on: date, by) -> Assessment:
    """Keep the facts, every answer and the verdict as they are on the day (D23 art. 3 § 2)."""
    regime = regime_for(on)
    answered = assess(facts, rules_of(regime), on)
    return Assessment.objects.create(
        beneficiary=beneficiary,
        regime=regime,
        assessed_on=on,
        facts=facts.to_json(),
        answers=answers_json(answered),
        verdict=answered.verdict,
        criteria_met=answered.codes_met,
        derogation_possible=answered.derogation_possible,
        sentence=answered.sentence,
        assessed_by=by,
    )


def answers_json(answered: Answered) -> dict[str, list[dict]]:
    """General conditions and criteria, each as it was answered, for keeping."""
    return {
        group: [
            {
                "code": each.code,
                "article": each.article,
                "label": each.label,
                "answer": each.answer.value,
                "reason": each.reason,
                "missing": list(each.missing),
            }
            for each in answers
        ]
        for group, answers in (("general", answered.general), ("criteria", answered.criteria))
    }
