"""What the lists of programmes and cohorts show, counted in SQL."""

from datetime import date

from django.db.models import Count, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from training.enums import EnrolmentStatus as Status
from training.models import Cohort, Enrolment, Prerequisite, Programme, Session, TaughtSkill
from training.rules.moves import TAKES_A_PLACE, Places


def with_places(cohorts: QuerySet[Cohort]) -> QuerySet[Cohort]:
    """Adds `taken_count` and `waiting_count`."""
    return cohorts.annotate(
        taken_count=Count("enrolments", filter=Q(enrolments__status__in=TAKES_A_PLACE)),
        waiting_count=Count("enrolments", filter=Q(enrolments__status=Status.WAITING)),
    )


def places_of(cohort: Cohort) -> Places:
    """Counted now: a service asks under the cohort's lock."""
    counts = cohort.enrolments.aggregate(
        taken=Count("pk", filter=Q(status__in=TAKES_A_PLACE)),
        waiting=Count("pk", filter=Q(status=Status.WAITING)),
    )
    return Places(total=cohort.places, **counts)


def with_activity(programmes: QuerySet[Programme], on: date) -> QuerySet[Programme]:
    """Adds `current_count` (cohorts not ended), `taken_count` (their persons), `next_start_on`."""
    current = Cohort.objects.filter(programme=OuterRef("pk"), ends_on__gte=on)
    persons = Enrolment.objects.filter(
        cohort__programme=OuterRef("pk"), cohort__ends_on__gte=on, status__in=TAKES_A_PLACE
    )
    to_come = Cohort.objects.filter(programme=OuterRef("pk"), starts_on__gt=on)
    return programmes.select_related("operator", "occupation").annotate(
        current_count=_count(current, "programme"),
        taken_count=_count(persons, "cohort__programme"),
        next_start_on=Subquery(to_come.order_by("starts_on").values("starts_on")[:1]),
    )


def offered(on: date) -> QuerySet[Programme]:
    """What is proposed now, the next to begin first, with `coming`: cohorts after the day.

    Each of those has `free_count`, its places left.
    """
    coming = Cohort.objects.filter(starts_on__gt=on).select_related("coordinator")
    coming = with_places(coming).order_by("starts_on", "pk")
    coming = coming.annotate(free_count=Greatest(F("places") - F("taken_count"), 0))
    return (
        with_activity(Programme.objects.filter(is_offered=True), on)
        .prefetch_related(Prefetch("cohorts", queryset=coming, to_attr="coming"))
        .order_by(F("next_start_on").asc(nulls_last=True), "title_key")
    )


def catalogue(on: date) -> QuerySet[Programme]:
    """What is proposed, as anybody reads it: with what each gives and asks, and whom to call."""
    taught = TaughtSkill.objects.select_related("skill")
    asked = Prerequisite.objects.select_related("skill")
    return offered(on).prefetch_related(
        Prefetch("taught_skills", queryset=taught),
        Prefetch("asked_skills", queryset=asked),
    )


def cohorts_of(programme: Programme) -> QuerySet[Cohort]:
    return with_places(programme.cohorts.select_related("coordinator")).order_by("-starts_on", "pk")


def with_calendars(cohorts: QuerySet[Cohort]) -> QuerySet[Cohort]:
    """Those that have sessions, the latest first, with `session_count`: to copy one of them."""
    kept = Count("sessions", filter=Q(sessions__cancelled_at__isnull=True))
    return (
        cohorts.select_related("programme")
        .annotate(session_count=kept)
        .filter(session_count__gt=0)
        .order_by("-starts_on", "pk")
    )


def sessions_of(cohort: Cohort) -> QuerySet[Session]:
    """The cohort's calendar, with how many presences are noted."""
    return cohort.sessions.annotate(noted_count=Count("attendances")).order_by("starts_at", "pk")


def _count(rows: QuerySet, group: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
