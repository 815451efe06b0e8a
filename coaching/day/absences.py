"""Who missed two sessions of a training in a row: a call the same day."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, QuerySet

from beneficiaries.models import Beneficiary
from coaching.day.lines import Group, Line, Moment, Source, meet, not_reached, put_aside, write
from coaching.enums import Matter
from coaching.models import FollowUp
from coaching.rules.day import ABSENCE_DAYS
from mirec.accounts.models import User
from mirec.core.wording import ago, as_day
from training.models import Attendance
from training.queries.absences import twice_absent

PERSON = "enrolment__beneficiary"


def attendances(user: User) -> QuerySet[Attendance]:
    rows = Attendance.objects.filter(**{f"{PERSON}__in": Beneficiary.objects.visible_to(user)})
    rows = rows.select_related(PERSON, "session", "enrolment__cohort__programme")
    return rows.defer(f"{PERSON}__niss", f"{PERSON}__niss_digest")


def missed_twice(rows: QuerySet, moment: Moment) -> QuerySet:
    """Without a follow-up since the day of the last absence."""
    since = moment.at - timedelta(days=ABSENCE_DAYS)
    later = FollowUp.objects.filter(
        beneficiary=OuterRef(PERSON), happened_on__gte=OuterRef("session__starts_at__date")
    )
    lately = rows.filter(~Exists(later), session__starts_at__range=(since, moment.at))
    found = twice_absent(lately).annotate(missed_at=F("session__starts_at"))
    return found.order_by("missed_at", "pk")


def missed_line(row: Attendance, moment: Moment) -> Line:
    day, person = as_day(row.session.starts_at), row.enrolment.beneficiary
    return Line(
        matter=Matter.ABSENCES,
        target=row.pk,
        group=Group.CALL,
        day=day,
        tone="bad",
        icon="person-x",
        when="À appeler",
        detail=ago(day, moment.on),
        beneficiary=person,
        why=f"Deux absences de suite à la formation « {row.enrolment.cohort.programme} ».",
        answers=(
            write(person.pk),
            not_reached(Matter.ABSENCES, row.pk),
            meet(person.pk, quiet=True),
            *put_aside(Matter.ABSENCES, row.pk, moment),
        ),
    )


TRAINING_ABSENCES = Source(
    Matter.ABSENCES,
    attendances,
    missed_twice,
    missed_line,
    coach=f"{PERSON}__coach",
    team=f"{PERSON}__team",
)
