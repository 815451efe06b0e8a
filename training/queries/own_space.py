"""What does a person see of the own schedule: two weeks, and a private calendar?"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Beneficiary
from training.enums import AttendanceState, SessionKind
from training.models import Attendance, CalendarFeed, Enrolment, Session, SessionAnswer
from training.own_moments import Moment, moments_between
from training.queries.hours import minutes_between
from training.rules.moves import TAKES_A_PLACE
from training.rules.sessions import is_changed_lately
from training.rules.weeks import Week, instant, local, month_bounds

ABSENCES = {
    AttendanceState.EXCUSED: _("Absence excusée"),
    AttendanceState.ABSENT: _("Absence notée"),
}


@dataclass(frozen=True)
class Entry:
    """One of the person's own moments as it looks on a day: a session, or what others arranged."""

    session: Session | None
    moment: Moment
    on: date

    @classmethod
    def of_session(cls, session: Session, on: date) -> Self:
        kind = SessionKind(session.kind)
        moment = Moment(
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            title=session.title,
            kind=kind.label,
            icon=kind.icon,
            place=", ".join(filter(None, (session.place, session.room))),
            whom=session.trainer,
            is_cancelled=session.cancelled_at is not None,
            revision=session.revision,
            changed_at=session.changed_at,
        )
        return cls(session, moment, on)

    @property
    def day(self) -> date:
        return local(self.moment.starts_at).date()

    @property
    def is_today(self) -> bool:
        return self.day == self.on

    @property
    def is_past(self) -> bool:
        return self.day < self.on

    @property
    def is_coming(self) -> bool:
        """To come, not today, and not cancelled: worth preparing for."""
        return self.day > self.on and not self.is_cancelled

    @property
    def is_cancelled(self) -> bool:
        return self.moment.is_cancelled

    @property
    def is_changed_lately(self) -> bool:
        moment = self.moment
        return bool(moment.changed_at) and is_changed_lately(
            moment.revision, moment.changed_at, self.on
        )

    @property
    def can_answer(self) -> bool:
        """Worth saying whether one comes: to come or today, and no presence noted yet."""
        return (
            self.session is not None
            and not self.is_cancelled
            and not self.is_past
            and self.session.own_state is None
        )

    @property
    def key(self) -> str:
        """The hour by which the person's own addresses name a session: « 2026-11-27T0900 »."""
        return f"{local(self.moment.starts_at):%Y-%m-%dT%H%M}"

    @property
    def has_hours(self) -> bool:
        return bool(self.session and self.session.own_minutes)

    @property
    def absence(self) -> str:
        """What was noted when the person was not there; "" while nothing is noted."""
        return ABSENCES.get(self.session.own_state or "", "") if self.session else ""


@dataclass(frozen=True)
class Agenda:
    on: date
    entries: list[Entry]
    next: Session | None
    minutes_this_month: int

    @property
    def week(self) -> Week:
        return Week.of(self.on)

    @property
    def today(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_today]

    @property
    def this_week(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.day <= self.week.sunday]

    @property
    def next_week(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.day > self.week.sunday]


def own_sessions(beneficiary: Beneficiary) -> QuerySet[Session]:
    """Sessions of the cohorts the person takes part in, none after the person completed."""
    part = Enrolment.objects.filter(
        cohort=OuterRef("cohort"), beneficiary=beneficiary, status__in=TAKES_A_PLACE
    ).filter(Q(ended_on__isnull=True) | Q(ended_on__gte=OuterRef("starts_at__date")))
    return (
        Session.objects.filter(Exists(part))
        .select_related("cohort__programme")
        .order_by("starts_at", "pk")
    )


def agenda_of(beneficiary: Beneficiary, on: date) -> Agenda:
    """The person's two weeks, the month's hours, and the first session after the day."""
    this, following = Week.of(on), Week.of(on).next
    own = Attendance.objects.filter(session=OuterRef("pk"), enrolment__beneficiary=beneficiary)
    said = SessionAnswer.objects.filter(session=OuterRef("pk"), enrolment__beneficiary=beneficiary)
    sessions = (
        own_sessions(beneficiary)
        .between(this.starts_at, following.ends_at)
        .annotate(
            own_state=Subquery(own.values("state")[:1]),
            own_minutes=Subquery(own.values("minutes")[:1]),
            own_is_coming=Subquery(said.values("is_coming")[:1]),
        )
    )
    tomorrow = instant(on + timedelta(days=1))
    entries = [Entry.of_session(session, on) for session in sessions]
    others = moments_between(beneficiary, this.starts_at, following.ends_at)
    entries += [Entry(None, moment, on) for moment in others]
    return Agenda(
        on=on,
        entries=sorted(entries, key=lambda entry: entry.moment.starts_at),
        next=own_sessions(beneficiary).kept().filter(starts_at__gte=tomorrow).first(),
        minutes_this_month=minutes_between(beneficiary, *month_bounds(on)),
    )


def live_feed(token: str) -> QuerySet[CalendarFeed]:
    """The address that still answers: not taken back, of an account that may sign in."""
    return CalendarFeed.objects.filter(
        token=token, revoked_at=None, beneficiary__user__is_active=True
    ).select_related("beneficiary")


def feed_sessions(beneficiary: Beneficiary, since: date) -> QuerySet[Session]:
    return own_sessions(beneficiary).filter(starts_at__gte=instant(since))
