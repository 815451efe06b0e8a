"""How many minutes were followed? Summed by the database."""

from datetime import datetime

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from beneficiaries.models import Beneficiary
from training.enums import SessionKind
from training.models import Attendance, Cohort, Enrolment, Session


def with_minutes(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Adds `minutes_followed`, `present_count` and `noted_count`, by the index of minutes alone."""
    return enrolments.annotate(
        minutes_followed=Coalesce(Sum("attendances__minutes"), 0),
        present_count=Count("attendances__minutes", filter=Q(attendances__minutes__gt=0)),
        noted_count=Count("attendances__minutes"),
    )


def minutes_between(beneficiary: Beneficiary, start: datetime, end: datetime) -> int:
    """Minutes followed in the sessions that begin in [start, end)."""
    return Attendance.objects.filter(
        enrolment__beneficiary=beneficiary,
        session__starts_at__gte=start,
        session__starts_at__lt=end,
    ).aggregate(minutes=Coalesce(Sum("minutes"), 0))["minutes"]


def minutes_of(beneficiary: Beneficiary) -> int:
    """All the minutes the person ever followed."""
    own = Attendance.objects.filter(enrolment__beneficiary=beneficiary)
    return own.aggregate(minutes=Coalesce(Sum("minutes"), 0))["minutes"]


def minutes_planned(cohort: Cohort) -> list[tuple[SessionKind, int]]:
    """Minutes of the sessions that stand, per kind; kinds without any are left out."""
    lengths = Sum(F("ends_at") - F("starts_at"))
    rows = cohort.sessions.kept().order_by().values("kind").annotate(length=lengths)
    found = {row["kind"]: int(row["length"].total_seconds() // 60) for row in rows}
    return [(kind, found[kind]) for kind in SessionKind if kind in found]


def minutes_given(cohort: Cohort) -> int:
    """Minutes followed by all the participants of a cohort."""
    rows = Attendance.objects.filter(session__cohort=cohort)
    return rows.aggregate(minutes=Coalesce(Sum("minutes"), 0))["minutes"]


def minutes_in(session: Session) -> dict[str, int]:
    """Of one session: `noted` lines, `there` among them, `minutes` followed."""
    return session.attendances.aggregate(
        noted=Count("pk"),
        there=Count("pk", filter=Q(minutes__gt=0)),
        minutes=Coalesce(Sum("minutes"), 0),
    )
