"""The day of these tests, the moments of a session, and what a service refused."""

from datetime import date, time

from training.enums import EnrolmentStatus, SessionKind
from training.rules.weeks import instant

ON = date(2026, 3, 10)
ENROLLED, WAITING = EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING


def faults(refused) -> dict[str, list[str]]:
    return refused.value.message_dict


def details(**changes) -> dict:
    return {
        "kind": SessionKind.THEORY,
        "title": "Hygiène",
        "place": "Charleroi",
        "room": "",
        "trainer": "",
        "directions": "",
        "to_bring": "",
    } | changes


def times(day: date = ON, starts: time = time(9), ends: time = time(12)) -> dict:
    return {"starts_at": instant(day, starts), "ends_at": instant(day, ends)}
