"""What is owed for hours followed: minutes at the rate of their day, less the withholding.

The rate is that of the day of the hour (AGW 01.12.2022, art. 2, 4 and 5): a period that straddles
two rates is split by itself. Sums are exact until the cent, rounded once per enrolment, half up.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from mirec.core.wording import month as month_words

CENT = Decimal("0.01")
MINUTES_PER_HOUR = 60
LONGEST_WAIT = timedelta(days=60)
"""Between a payment's preparation and its execution by the bank (the house's own bound)."""


@dataclass(frozen=True)
class Worked:
    """Minutes of one month at one rate: followed, and paid already. Rates in euros and per cent."""

    month: date
    hour_eur: Decimal
    withheld_percent: Decimal
    minutes_done: int
    minutes_paid: int

    @property
    def minutes_due(self) -> int:
        return self.minutes_done - self.minutes_paid

    def owed(self, minutes: int) -> Fraction:
        return Fraction(self.hour_eur) * minutes / MINUTES_PER_HOUR

    def withheld(self, minutes: int) -> Fraction:
        return self.owed(minutes) * Fraction(self.withheld_percent) / 100


@dataclass(frozen=True)
class Owed:
    """Euros for all the minutes followed up to a day, whatever was paid of them."""

    hours_eur: Decimal
    withheld_eur: Decimal


def owed_for(worked: Iterable[Worked]) -> Owed:
    rows = list(worked)
    return Owed(
        to_cent(sum((row.owed(row.minutes_done) for row in rows), Fraction())),
        to_cent(sum((row.withheld(row.minutes_done) for row in rows), Fraction())),
    )


def to_cent(amount: Fraction) -> Decimal:
    """Half a cent goes away from zero, so that a correction cancels what it corrects."""
    hundredths = Decimal(amount.numerator * 100) / Decimal(amount.denominator)
    return hundredths.quantize(Decimal(1), rounding=ROUND_HALF_UP) * CENT


def statement_lines(worked: Iterable[Worked]) -> list[dict[str, str | int]]:
    """What a payment adds, month by month and rate by rate, as its statement prints it."""
    return [
        {
            "month": row.month.isoformat(),
            "hour_eur": f"{row.hour_eur.normalize():f}",
            "minutes": row.minutes_due,
            "eur": str(to_cent(row.owed(row.minutes_due))),
        }
        for row in worked
        if row.minutes_due
    ]


def month_end(month: date) -> date:
    """The last day of the month of which `month` is the first."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def run_faults(
    month: date, execution_on: date, on: date, last_paid: date | None = None
) -> dict[str, str]:
    """Why a month cannot be paid so; empty when it can.

    `last_paid` is the latest month that was paid: its payment settled all the months before too.
    """
    faults = {}
    if month_end(month) > on:
        faults["month"] = "Ce mois n'est pas terminé : ses heures ne sont pas toutes connues."
    elif last_paid and month < last_paid:
        faults["month"] = (
            f"{month_words(last_paid).capitalize()} est déjà payé : choisissez ce mois ou un plus "
            "récent, il reprend ce qui reste dû des mois d'avant."
        )
    if execution_on < on:
        faults["execution_on"] = "La banque exécute un paiement au plus tôt aujourd'hui."
    elif execution_on > on + LONGEST_WAIT:
        faults["execution_on"] = (
            f"Au plus tard dans {LONGEST_WAIT.days} jours : un compte peut changer entre-temps."
        )
    return faults


def no_rate(month: date) -> str:
    return (
        f"Aucun barème confirmé ne couvre des heures de {month_words(month)} : encodez-le d'abord."
    )
