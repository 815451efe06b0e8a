"""Reading a page of the training room, and filling in its forms."""

from datetime import timedelta

from django.contrib.messages import get_messages
from django.urls import reverse

from mirec.core.periods import today
from tests.factories import OccupationFactory, PartnerFactory

DAY = timedelta(days=1)


def text(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


def told(response) -> list[str]:
    return [str(message).replace("\u00a0", " ") for message in get_messages(response.wsgi_request)]


def url(name: str, *args) -> str:
    return reverse(f"training:{name}", args=args)


def skill_lines(prefix: str, *lines: dict) -> dict:
    """The lines of skills of a programme's form."""
    sent = {f"{prefix}-TOTAL_FORMS": len(lines), f"{prefix}-INITIAL_FORMS": 0}
    for number, line in enumerate(lines):
        for name, value in ({"level": 3} | line).items():
            sent[f"{prefix}-{number}-{name}"] = value
    return sent


def programme_fields(**changes) -> dict:
    blank = skill_lines("acquises") | skill_lines("demandees")
    return (
        blank
        | {
            "title": "Commis de cuisine",
            "target_occupation": OccupationFactory(label="Commis de cuisine").label,
            "operator": PartnerFactory(operator=True).pk,
            "theory_hours": 400,
            "practice_hours": 600,
            "is_offered": "on",
        }
        | changes
    )


def cohort_fields(by, **changes) -> dict:
    return {
        "name": "Printemps",
        "coordinator": by.pk,
        "starts_on": today().isoformat(),
        "ends_on": (today() + 60 * DAY).isoformat(),
        "places": 12,
        "site": "Charleroi",
    } | changes


def session_fields(**changes) -> dict:
    return {
        "kind": "theory",
        "title": "Hygiène",
        "day": today().isoformat(),
        "starts": "09:00",
        "ends": "12:00",
        "place": "Charleroi",
    } | changes
