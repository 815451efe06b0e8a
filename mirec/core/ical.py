"""What does a calendar program read? RFC 5545 text of events, for the private addresses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event

TIME_ZONE = "Europe/Brussels"
REFRESHED_EVERY = "PT4H"


@dataclass(frozen=True)
class CalendarEvent:
    """One event. `uid` stays for ever; `sequence` grows with each change; a cancelled one says so.

    Moments keep the time zone they come with: UTC, or a zone that the calendar then describes.
    """

    uid: str
    sequence: int
    created_at: datetime
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    is_cancelled: bool = False
    location: str = ""
    description: str = ""

    def component(self) -> Event:
        event = Event()
        event.add("uid", self.uid)
        event.add("sequence", self.sequence)
        event.add("dtstamp", self.changed_at.astimezone(UTC))
        event.add("created", self.created_at.astimezone(UTC))
        event.add("last-modified", self.changed_at.astimezone(UTC))
        event.add("dtstart", self.starts_at)
        event.add("dtend", self.ends_at)
        event.add("status", "CANCELLED" if self.is_cancelled else "CONFIRMED")
        event.add("summary", f"Annulé : {self.summary}" if self.is_cancelled else self.summary)
        if self.location:
            event.add("location", self.location)
        if self.description:
            event.add("description", self.description)
        return event


def calendar_text(title: str, product: str, events: Iterable[CalendarEvent]) -> bytes:
    """The whole calendar; it describes each time zone that its events name."""
    calendar = Calendar()
    calendar.add("prodid", product)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar["X-WR-CALNAME"] = title
    calendar["X-WR-TIMEZONE"] = TIME_ZONE
    calendar["X-PUBLISHED-TTL"] = REFRESHED_EVERY
    for event in events:
        calendar.add_component(event.component())
    calendar.add_missing_timezones()
    return calendar.to_ical()
