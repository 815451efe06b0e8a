"""How many persons were admitted by derogation in a year, under each regime?"""

from datetime import date

from django.db.models import Count, Q

from beneficiaries.enums import QuotaBase
from beneficiaries.models import Regime
from beneficiaries.services.regimes import rules_of
from coaching.models import Journey
from coaching.rules.quota import QuotaCount


def derogation_count(*, regime: Regime, year: int) -> QuotaCount | None:
    """Persons whose agreement ran at least one day of the year, counted once; two queries.

    None when the regime allows no derogation.
    """
    rule = rules_of(regime).quota
    if rule is None:
        return None
    in_base = Q(is_derogation=False)
    if rule.base == QuotaBase.CRITERIA_MET:
        in_base &= Q(assessment__criteria_met__overlap=list(rule.base_codes))
    else:
        in_base = Q()
    counts = (
        Journey.objects.filter(regime=regime)
        .agreement_running(date(year, 1, 1), date(year, 12, 31))
        .aggregate(
            base=Count("beneficiary", filter=in_base, distinct=True),
            derogated=Count("beneficiary", filter=Q(is_derogation=True), distinct=True),
        )
    )
    return QuotaCount(year, counts["derogated"], counts["base"], rule)
