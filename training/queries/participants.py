"""Who follows a session? Enrolled on its day, and not gone before."""

from datetime import date

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When

from beneficiaries.models import Beneficiary
from mirec.accounts.models import User
from training.enums import EnrolmentStatus as Status
from training.models import Attendance, Cohort, Enrolment, Session, SessionAnswer
from training.queries.hours import with_minutes
from training.rules.weeks import local

ORDER = Case(
    When(status=Status.ENROLLED, then=Value(1)),
    When(status=Status.WAITING, then=Value(2)),
    When(status=Status.COMPLETED, then=Value(3)),
    default=Value(4),
)


def participants_of(session: Session) -> QuerySet[Enrolment]:
    """Enrolments of the session's day; one with a line noted stays in the list whatever happens.

    Someone who left is listed up to that day, provided the person once had a place.
    """
    day = local(session.starts_at).date()
    history = Enrolment.pgh_event_model.objects.filter(pgh_obj=OuterRef("pk"))
    had_a_place = history.filter(status=Status.ENROLLED)
    there = Q(status=Status.ENROLLED) | Q(status=Status.COMPLETED, ended_on__gte=day)
    left_after = Q(status=Status.DROPPED, ended_on__gte=day) & Exists(had_a_place)
    noted = Exists(Attendance.objects.filter(session=session, enrolment=OuterRef("pk")))
    return session.cohort.enrolments.filter(
        (Q(enrolled_on__lte=day) & (there | left_after)) | noted
    ).select_related("beneficiary")


def with_answers(enrolments: QuerySet[Enrolment], session: Session) -> QuerySet[Enrolment]:
    """`answers` holds what each said of this session: one answer, or none."""
    said = SessionAnswer.objects.filter(session=session)
    return enrolments.prefetch_related(Prefetch("answers", queryset=said))


def answers_of(session: Session) -> QuerySet[SessionAnswer]:
    """Who said what, those who cannot come first."""
    rows = session.answers.select_related("enrolment__beneficiary")
    return rows.order_by("is_coming", "enrolment__beneficiary__name_key", "pk")


def with_a_place(cohort: Cohort, first: date, last: date) -> QuerySet[Enrolment]:
    """Enrolled by `last`, and not gone before `first`."""
    gone = Q(status=Status.WAITING) | Q(ended_on__lt=first)
    rows = cohort.enrolments.filter(enrolled_on__lte=last).exclude(gone)
    return rows.select_related("beneficiary")


def enrolments_of(cohort: Cohort, user: User) -> QuerySet[Enrolment]:
    """Everyone of the cohort with the hours followed: a place, waiting, completed, dropped.

    Adds `has_file`: the user may open that person's file.
    """
    visible = Beneficiary.objects.visible_to(user).filter(pk=OuterRef("beneficiary"))
    return (
        with_minutes(cohort.enrolments.visible_to(user))
        .select_related("beneficiary")
        .annotate(has_file=Exists(visible))
        .order_by(ORDER, "enrolled_on", "beneficiary__name_key", "pk")
    )
