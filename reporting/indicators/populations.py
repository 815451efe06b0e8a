"""Who is counted? The populations that several indicators share, as querysets."""

from django.db.models import Q, QuerySet

from coaching.models import FollowUp, Journey
from employers.models import Placement
from reporting.indicators.spans import Span
from training.models import Attendance, Session

DECISIONS = ("refused", "oriented", "refused_automatically")
"""Exit reasons by which the house (or the law) answers a candidate who gets no agreement."""


def opened(span: Span) -> QuerySet[Journey]:
    return Journey.objects.filter(opened_on__range=span.days)


def first_opened(span: Span) -> QuerySet[Journey]:
    """One row a person received in the span: the first parcours opened in it."""
    ranked = opened(span).order_by("beneficiary_id", "opened_on", "pk")
    return Journey.objects.filter(pk__in=ranked.distinct("beneficiary_id").values("pk"))


def intake_ended(span: Span) -> QuerySet[Journey]:
    """Parcours whose intake ended in the span: agreement signed, or closed without one."""
    return Journey.objects.filter(
        Q(agreed_on__range=span.days) | Q(agreed_on__isnull=True, closed_on__range=span.days)
    )


def decided(span: Span) -> QuerySet[Journey]:
    """Of those, the ones under a limit that got an answer, be it the automatic refusal."""
    return intake_ended(span).filter(
        Q(agreed_on__isnull=False) | Q(exit_reason__in=DECISIONS), intake_due_on__isnull=False
    )


def agreements(span: Span) -> QuerySet[Journey]:
    """Parcours whose agreement ran at least one day of the span."""
    return Journey.objects.agreement_running(*span.days)


def taken_in_charge(span: Span) -> QuerySet[Journey]:
    """One row a person taken in charge: of the agreements that ran, the last one signed."""
    ranked = (
        agreements(span).order_by("beneficiary_id", "-agreed_on", "-pk").distinct("beneficiary_id")
    )
    return Journey.objects.filter(pk__in=ranked.values("pk"))


def signed(span: Span) -> QuerySet[Journey]:
    return Journey.objects.filter(agreed_on__range=span.days)


def ended(span: Span) -> QuerySet[Journey]:
    """Parcours with an agreement that were closed in the span."""
    return Journey.objects.filter(agreed_on__isnull=False, closed_on__range=span.days)


def open_at_end(span: Span) -> QuerySet[Journey]:
    """Parcours open on the evening of the last day: one closed that day is closed."""
    return Journey.objects.filter(opened_on__lte=span.end).filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=span.end)
    )


def contracts(span: Span) -> QuerySet[Placement]:
    return Placement.objects.filter(starts_on__range=span.days)


def sessions_held(span: Span) -> QuerySet[Session]:
    """Sessions that were not cancelled and begin, at the office's time, on a day of the span."""
    return Session.objects.filter(starts_at__date__range=span.days, cancelled_at__isnull=True)


def attendances(span: Span) -> QuerySet[Attendance]:
    return Attendance.objects.filter(
        session__starts_at__date__range=span.days, session__cancelled_at__isnull=True
    )


def follow_ups(span: Span) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(happened_on__range=span.days)
