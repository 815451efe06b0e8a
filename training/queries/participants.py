"""Who follows a session? Enrolled on its day, and not gone before."""

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from beneficiaries.models import Beneficiary
from mirec.accounts.models import User
from training.enums import EnrolmentStatus as Status
from training.models import Attendance, Cohort, Enrolment, Session
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
