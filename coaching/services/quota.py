"""How many persons were admitted by derogation in a year, and may one more be?"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Count, Q

from beneficiaries.enums import QuotaBase
from beneficiaries.models import DerogationAuthorisation, Regime
from beneficiaries.services.regimes import rules_of
from coaching.models import Journey
from coaching.rules.quota import QuotaCount
from mirec.core.wording import day_full


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


@dataclass(frozen=True)
class DerogationRoom:
    """What is shown before a derogation is granted; `authorisation` is the year's, if any."""

    count: QuotaCount
    authorisation: DerogationAuthorisation | None

    @property
    def lacks_authorisation(self) -> bool:
        return self.count.rule.needs_authorisation and self.authorisation is None


def derogation_room(*, regime: Regime, on: date) -> DerogationRoom | None:
    """Under the text in force on the day, else under `regime`; None when it has no derogation."""
    in_force = Regime.objects.in_force(on).prefetch_related("criteria").first() or regime
    count = derogation_count(regime=in_force, year=on.year)
    if count is None:
        return None
    return DerogationRoom(count, authorisation_of(in_force, on.year))


def authorisation_of(regime: Regime, year: int) -> DerogationAuthorisation | None:
    return regime.authorisations.filter(year=year).first()


def take_place(*, regime: Regime, agreed_on: date) -> DerogationAuthorisation | None:
    """Refuse the derogation that the text does not allow; the authorisation that allows it.

    Locks the regime until the end of the transaction: of two signatures at the last place, the
    second one counts the first. Raises ValidationError.
    """
    Regime.objects.select_for_update().get(pk=regime.pk)
    count = derogation_count(regime=regime, year=agreed_on.year)
    if count is None or not count.allows_one_more:
        raise ValidationError(_full(regime, agreed_on.year, count))
    authorisation = authorisation_of(regime, agreed_on.year)
    if regime.quota_needs_authorisation:
        _refuse_unauthorised(regime, agreed_on, authorisation)
    return authorisation


def _full(regime: Regime, year: int, count: QuotaCount | None) -> str:
    end = f"({regime.quota_article}) : cette personne ne peut pas être prise en charge."
    if count is None:
        return f"Ce texte ne permet aucune dérogation {end}"
    more = count.after_one_more
    return (
        f"Le plafond des dérogations de {year} est atteint, avec cette personne "
        f"{more.derogated} sur {more.base} pour {more.ceiling} au plus {end}"
    )


def _refuse_unauthorised(
    regime: Regime, agreed_on: date, authorisation: DerogationAuthorisation | None
) -> None:
    if authorisation is None:
        raise ValidationError(
            f"Le Gouvernement doit autoriser les dérogations ({regime.quota_article}) et aucune "
            f"autorisation n'est notée pour {agreed_on.year} : elle se note sous Réglages, "
            f"Régimes, {regime.code}."
        )
    if authorisation.granted_on > agreed_on:
        raise ValidationError(
            f"L'autorisation {authorisation.reference} est du "
            f"{day_full(authorisation.granted_on)} : une dérogation ne peut pas la précéder "
            f"({regime.quota_article})."
        )
