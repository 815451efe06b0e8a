"""What is a line of the day? Its matter, whom it is about, why it waits and how to answer it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from beneficiaries.models import Beneficiary
from coaching.enums import Matter, Phase
from coaching.models import Snooze
from coaching.rules.day import put_aside_until
from mirec.accounts.models import Team, User
from mirec.core.queue import Answer


@dataclass(frozen=True)
class Moment:
    """The day of the page, and the instant for what has an hour."""

    on: date
    at: datetime


class Group(Enum):
    """The riskiest first."""

    LIMIT = "Limite légale", "bad"
    CALL = "À appeler aujourd'hui", "bad"
    PROMISE = "Promesse à tenir", "warn"
    PAPER = "Pièces et signatures", "warn"
    WATCH = "À garder en vue", ""

    @property
    def title(self) -> str:
        return self.value[0]

    @property
    def tone(self) -> str:
        return self.value[1]

    @property
    def rank(self) -> int:
        return list(Group).index(self)


@dataclass(frozen=True)
class Line:
    """One matter: when, who, why, and its answers. `day` sorts: the oldest is the riskiest."""

    matter: Matter
    target: int
    group: Group
    day: date
    icon: str
    when: str
    detail: str
    beneficiary: Beneficiary | None
    why: str
    answers: tuple[Answer, ...]
    phase: Phase | None = None
    title: str = ""
    tone: str = ""
    coach: User | None = None

    @property
    def key(self) -> str:
        return f"q-{self.matter.value}-{self.target}"

    @property
    def name(self) -> str:
        return self.beneficiary.full_name if self.beneficiary else self.title

    @property
    def url(self) -> str:
        return self.beneficiary.get_absolute_url() if self.beneficiary else ""

    @property
    def badge(self) -> Phase | None:
        return self.phase

    @property
    def risk(self) -> tuple[int, date, int]:
        return self.group.rank, self.day, self.target

    def because(self, why: str) -> "Line":
        return replace(self, why=why)

    def to_read(self) -> "Line":
        """As a manager sees it: the answers belong to the coach."""
        return replace(self, answers=())


@dataclass(frozen=True)
class Source:
    """Where the lines of one matter come from.

    `rows`: what the user may see, with all that a line reads. `waiting`: those that wait at the
    moment, the riskiest first. `line`: one of them in words. `coach` and `team`: whose rows.
    """

    matter: Matter
    rows: Callable[[User], QuerySet]
    waiting: Callable[[QuerySet, Moment], QuerySet]
    line: Callable[[Any, Moment], Line]
    coach: str = "beneficiary__coach"
    team: str = "beneficiary__team"
    finish: Callable[[list[Line], list[Any], Moment], list[Line]] | None = field(default=None)

    def of_coach(self, user: User, moment: Moment) -> QuerySet:
        return self._awake(self.rows(user).filter(**{self.coach: user}), moment)

    def of_teams(self, user: User, moment: Moment, team: Team | None = None) -> QuerySet:
        asked = Q(**{self.team: team}) if team else Q(**{f"{self.team}__isnull": False})
        return self._awake(self.rows(user).filter(asked), moment)

    def of_row(self, user: User, moment: Moment, target: int) -> QuerySet:
        return self._awake(self.rows(user).filter(pk=target), moment)

    def lines(self, rows: list[Any], moment: Moment) -> list[Line]:
        lines = [self.line(row, moment) for row in rows]
        return self.finish(lines, rows, moment) if self.finish and lines else lines

    def _awake(self, rows: QuerySet, moment: Moment) -> QuerySet:
        aside = Snooze.objects.filter(
            matter=self.matter, target=OuterRef("pk"), until_on__gt=moment.on
        )
        return self.waiting(rows, moment).filter(~Exists(aside))


def put_aside(
    matter: Matter, target: int, moment: Moment, limit_on: date | None = None
) -> tuple[Answer, ...]:
    """« Reporter »; nothing when a limit is too near for that."""
    until = put_aside_until(matter, moment.on, limit_on)
    if until is None:
        return ()
    label = "Reporter d'une semaine" if limit_on is None else "Reporter"
    url = reverse("coaching:day-snooze", args=[matter.value, target])
    return (Answer(label, url, post=True, quiet=True),)


def done(matter: Matter, target: int, label: str = "C'est fait") -> Answer:
    return Answer(label, reverse("coaching:day-done", args=[matter.value, target]), post=True)


def not_reached(matter: Matter, target: int, *, quiet: bool = False) -> Answer:
    url = reverse("coaching:day-tried", args=[matter.value, target])
    return Answer("Pas joint·e : réessayer demain", url, post=True, quiet=quiet)


def write(beneficiary_id: int) -> Answer:
    url = f"{reverse('coaching:followup-create')}?personne={beneficiary_id}"
    return Answer("Noter un suivi", url)


def meet(beneficiary_id: int, *, quiet: bool = False) -> Answer:
    url = f"{reverse('coaching:appointment-create')}?personne={beneficiary_id}"
    return Answer("Fixer un rendez-vous", url, quiet=quiet)
