"""What stands of the derogation quota, regime by regime?"""

from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from beneficiaries.enums import QuotaBase
from beneficiaries.models import DerogationAuthorisation, Regime
from coaching.models import Journey
from coaching.rules.quota import QuotaCount
from coaching.services.quota import derogation_count
from reporting.rules import share

DEFINITION = (
    "Sous chaque régime : personnes dont une convention de ce régime, conclue par dérogation, a "
    "couru au moins un jour de l'année civile (1er janvier au 31 décembre) ; base : les personnes "
    "dont une convention de ce régime a couru de même, selon ce que le texte compte. Le plafond en "
    "personnes est le taux multiplié par la base, arrondi vers le bas. La marge est le plus grand "
    "nombre de dérogations encore permises : quand la base comprend les dérogations, chacune "
    "agrandit aussi la base ; sous un régime qui n'est plus en vigueur, elle est nulle."
)


@dataclass(frozen=True)
class QuotaLine:
    """One regime in one year. `ceiling` and `left` are counts of persons.

    Nothing is left under a regime that the year no longer knows.
    """

    regime: str
    label: str
    derogated: int
    base: int
    base_label: str
    share: float | None
    rate: float
    ceiling: int
    left: int
    is_respected: bool
    is_in_force: bool
    article: str
    condition: str
    needs_authorisation: bool

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def regimes_of(year: int) -> list[Regime]:
    """The regimes in force in the year, and those under which an agreement still ran."""
    start, end = date(year, 1, 1), date(year, 12, 31)
    running = Journey.objects.agreement_running(start, end).filter(regime=OuterRef("pk"))
    in_force = Q(valid_from__lte=end) & (Q(valid_to__isnull=True) | Q(valid_to__gte=start))
    found = Regime.objects.filter(in_force | Exists(running))
    return list(found.order_by("valid_from").prefetch_related("criteria"))


def authorisations_of(year: int) -> list[DerogationAuthorisation]:
    """The Government's leave for the year, under the texts that ask for one."""
    return list(DerogationAuthorisation.objects.filter(year=year).select_related("regime"))


def quota_lines(year: int, regimes: list[Regime] | None = None) -> list[QuotaLine]:
    """One line for each regime of the year whose text allows derogations."""
    found = regimes_of(year) if regimes is None else regimes
    counted = ((regime, derogation_count(regime=regime, year=year)) for regime in found)
    return [_line(regime, count) for regime, count in counted if count is not None]


def _line(regime: Regime, count: QuotaCount) -> QuotaLine:
    is_in_force = regime.valid_to is None or regime.valid_to.year >= count.year
    return QuotaLine(
        regime=regime.code,
        label=regime.label,
        derogated=count.derogated,
        base=count.base,
        base_label=_base_label(regime),
        share=share(count.derogated, count.base),
        rate=float(count.rule.rate),
        ceiling=count.ceiling,
        left=count.left if is_in_force else 0,
        is_respected=count.is_respected,
        is_in_force=is_in_force,
        article=regime.quota_article,
        condition=regime.quota_condition,
        needs_authorisation=regime.quota_needs_authorisation,
    )


def _base_label(regime: Regime) -> str:
    if regime.quota_base == QuotaBase.ALL_TAKEN:
        return "personnes prises en charge dans l'année sous ce régime, dérogations comprises"
    return f"personnes prises en charge dans l'année au titre des conditions {_codes(regime)}"


def _codes(regime: Regime) -> str:
    """« 1° à 7° » when they follow each other, « 1°, 4° » otherwise."""
    codes = regime.quota_base_codes
    numbers = [int(code) for code in codes if code.isdecimal()]
    if len(numbers) == len(codes) > 2 and numbers == [*range(numbers[0], numbers[-1] + 1)]:
        return f"{codes[0]}° à {codes[-1]}°"
    return ", ".join(f"{code}°" for code in codes)
