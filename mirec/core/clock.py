"""How much of the legal time is used, and how much is left? Two segments: intake, agreement.

Widths are fixed 1:5 whatever the dates, so that the bars of two persons compare; losing a job
stops nothing.
"""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from mirec.core.wording import NBSP, day_full, day_short

INTAKE_SHARE = 100 / 6
"""Where the agreement begins on the bar, in per cent of its width."""
GAP = 0.4
INTAKE_RED_DAYS = 10
RED_MONTHS = 1
AMBER_MONTHS = 3
MILESTONES = (12, 18)
MARK_ROOM = 8
"""How far apart two words under the bar stay, in per cent of its width."""
_ORDINALS = (
    "premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième",
    "huitième", "neuvième", "dixième", "onzième", "douzième",
)  # fmt: skip


@dataclass(frozen=True)
class Segment:
    """One part of the bar: where it starts, its width and what is filled, in per cent."""

    x: float
    width: float
    filled: float
    past: bool


@dataclass(frozen=True)
class Clock:
    """The legal time of one journey as seen on a day; `None` when no such step exists (yet)."""

    intake_from: date
    intake_due: date
    on: date
    agreed_on: date | None = None
    due_on: date | None = None

    @property
    def intake(self) -> Segment:
        width = INTAKE_SHARE - GAP
        reached = self.agreed_on or self.on
        return Segment(
            0,
            width,
            width * share(self.intake_from, self.intake_due, reached),
            bool(self.agreed_on),
        )

    @property
    def agreement(self) -> Segment:
        width = 100 - INTAKE_SHARE
        filled = share(self.agreed_on, self.due_on, self.on) if self.is_agreed else 0
        return Segment(INTAKE_SHARE, width, width * filled, past=False)

    @property
    def is_agreed(self) -> bool:
        return bool(self.agreed_on and self.due_on)

    @property
    def running_due_on(self) -> date:
        """The limit that runs on the day."""
        return self.due_on if self.agreed_on and self.due_on else self.intake_due

    @property
    def now(self) -> float:
        """Where the copper mark stands, in per cent; a limit that is past stays at its end."""
        segment = self.agreement if self.is_agreed else self.intake
        return round(segment.x + segment.filled, 2)

    @property
    def tone(self) -> str:
        return tone(self.running_due_on, self.on, is_intake=not self.is_agreed)

    @property
    def intake_sentence(self) -> str:
        if self.agreed_on:
            days = (self.agreed_on - self.intake_from).days
            return f"fait en {days}{NBSP}jour{'s' if days > 1 else ''}"
        return f"{remaining(self.intake_due, self.on)}, {_until(self.intake_due, self.on)}"

    @property
    def agreement_sentence(self) -> str:
        if not (self.agreed_on and self.due_on):
            return "pas encore signée"
        gap = relativedelta(self.on, self.agreed_on)
        index = max(0, gap.years * 12 + gap.months)
        ordinal = _ORDINALS[index] if index < len(_ORDINALS) else f"{index + 1}e"
        until = _until(self.due_on, self.on)
        return f"{ordinal} mois{NBSP}; {remaining(self.due_on, self.on)}, {until}"

    @property
    def segments(self) -> tuple[Segment, Segment]:
        return self.intake, self.agreement

    @property
    def sentence(self) -> str:
        """The whole bar in words, for those who do not see it."""
        return f"Accueil : {self.intake_sentence}. Convention : {self.agreement_sentence}."

    @property
    def shows_today(self) -> bool:
        """False when the word would lie on one of the dates under the bar."""
        return self.is_agreed and 40 < self.now < 80

    @property
    def ticks(self) -> list[tuple[float, str, str]]:
        """The dates under the bar: position in per cent, anchor, text."""
        marks = [(0.0, "start", day_short(self.intake_from))]
        if self.agreed_on and self.due_on:
            marks.append((round(INTAKE_SHARE, 2), "start", day_short(self.agreed_on)))
            marks += self._milestones(self.agreed_on, self.due_on)
            marks.append((100.0, "end", day_short(self.due_on)))
        else:
            marks.append((round(INTAKE_SHARE, 2), "start", day_short(self.intake_due)))
        return marks

    def _milestones(self, start: date, end: date) -> list[tuple[float, str, str]]:
        """« 12 mois » and « 18 mois », unless « aujourd'hui » or the last day stands there."""
        found = []
        for months in MILESTONES:
            at = INTAKE_SHARE + (100 - INTAKE_SHARE) * share(
                start, end, start + relativedelta(months=months)
            )
            if at < 100 - MARK_ROOM and abs(at - self.now) > MARK_ROOM:
                found.append((round(at, 2), "middle", f"{months}{NBSP}mois"))
        return found


def share(start: date, end: date, at: date) -> float:
    """How much of the days from `start` to `end` (included) is behind `at`, from 0 to 1."""
    total = (end - start).days + 1
    return min(1.0, max(0.0, (at - start).days / total)) if total > 0 else 1.0


def remaining(due_on: date, on: date) -> str:
    """« reste 22 j », « reste 14 mois », « dernier jour », « dépassé de 3 j »."""
    days = (due_on - on).days
    if days < 0:
        return f"dépassé de {-days}{NBSP}j"
    if days == 0:
        return "dernier jour"
    gap = relativedelta(due_on, on)
    months = gap.years * 12 + gap.months
    return f"reste {months}{NBSP}mois" if months >= 2 else f"reste {days}{NBSP}j"


def _until(due_on: date, on: date) -> str:
    word = "depuis le" if due_on < on else "jusqu'au"
    return f"{word} {day_full(due_on)}"


def tone(due_on: date, on: date, *, is_intake: bool = False) -> str:
    """bad under one month (intake: ten days), warn under three months, else nothing to say."""
    if is_intake:
        return "bad" if (due_on - on).days < INTAKE_RED_DAYS else ""
    if due_on < on + relativedelta(months=RED_MONTHS):
        return "bad"
    return "warn" if due_on < on + relativedelta(months=AMBER_MONTHS) else ""
