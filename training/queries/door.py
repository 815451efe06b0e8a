"""Who has confirmed at the door, and who is still expected?"""

from dataclasses import dataclass

from beneficiaries.models import Beneficiary
from training.models import Attendance, Enrolment, Session
from training.queries.participants import participants_of


@dataclass(frozen=True)
class Arrivals:
    """`came` holds the presences noted, the last to arrive first; `expected` has none yet."""

    came: list[Attendance]
    expected: list[Enrolment]

    @property
    def total(self) -> int:
        return len(self.came) + len(self.expected)


def arrivals_of(session: Session) -> Arrivals:
    noted = list(presences_of(session))
    came = [row for row in noted if row.minutes]
    came.sort(key=lambda row: row.arrived_at or row.recorded_at, reverse=True)
    known = {row.enrolment_id for row in noted}
    waiting = participants_of(session).order_by("beneficiary__name_key", "pk")
    return Arrivals(came, [row for row in waiting if row.pk not in known])


def presences_of(session: Session):
    rows = session.attendances.select_related("enrolment__beneficiary", "recorded_by")
    return rows.order_by("enrolment__beneficiary__name_key", "pk")


def own_presence(session: Session, beneficiary: Beneficiary) -> Attendance | None:
    """What is noted of the person in that session."""
    return session.attendances.filter(enrolment__beneficiary=beneficiary).first()
