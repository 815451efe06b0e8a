"""Who missed two sessions in a row, and has not come back since?"""

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from training.enums import AttendanceState, EnrolmentStatus
from training.models import Attendance


def twice_absent(rows: QuerySet[Attendance]) -> QuerySet[Attendance]:
    """The last presence noted of each, where it and the one before are absences not excused.

    Sessions count in their order, without those that were cancelled or are not noted; as
    `rules.presence.misses_twice` says of a list.
    """
    same = Attendance.objects.filter(
        enrolment=OuterRef("enrolment"), session__cancelled_at__isnull=True
    )
    before = same.filter(session__starts_at__lt=OuterRef("session__starts_at"))
    later = same.filter(session__starts_at__gt=OuterRef("session__starts_at"))
    return (
        rows.filter(
            ~Exists(later),
            state=AttendanceState.ABSENT,
            session__cancelled_at__isnull=True,
            enrolment__status=EnrolmentStatus.ENROLLED,
        )
        .alias(before=Subquery(before.order_by("-session__starts_at").values("state")[:1]))
        .filter(before=AttendanceState.ABSENT)
    )
