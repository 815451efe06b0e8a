"""What else stands in a person's week? Asked of the apps that know: this one may not import them.

A higher app registers the dotted path of a function `(beneficiary, start, end) -> Iterable[Moment]`
that gives what begins in [start, end); each asks the database once or twice, whatever it finds.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from mirec.core.ical import CalendarEvent
from mirec.core.registries import Registry


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One thing at its hour, in the words that its person reads.

    `revision` grows with each change, the last one at `changed_at`; 0 for one never changed.
    """

    starts_at: datetime
    ends_at: datetime
    title: str
    kind: str
    icon: str
    place: str = ""
    whom: str = ""
    is_cancelled: bool = False
    revision: int = 0
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Notice:
    """What waits for the person elsewhere in the own space, in one short sentence."""

    text: str
    url: str
    icon: str


_PROVIDERS, _NOTICES, _EVENTS = Registry(), Registry(), Registry()
register_moments, register_notices = _PROVIDERS.register, _NOTICES.register
register_events = _EVENTS.register
"""Of moments as above; of notices, functions `(beneficiary) -> Iterable[Notice]`; of events for
the person's private calendar, `(beneficiary, since) -> Iterable[CalendarEvent]`, naming nobody."""


def moments_between(beneficiary: Model, start: datetime, end: datetime) -> list[Moment]:
    found: list[Moment] = []
    for provider in _PROVIDERS:
        found += provider(beneficiary, start, end)
    return found


def notices_of(beneficiary: Model) -> list[Notice]:
    found: list[Notice] = []
    for provider in _NOTICES:
        found += provider(beneficiary)
    return found


def events_since(beneficiary: Model, since: datetime) -> list[CalendarEvent]:
    """What begins at `since` or later, cancelled included: programs then take it away."""
    found: list[CalendarEvent] = []
    for provider in _EVENTS:
        found += provider(beneficiary, since)
    return found
