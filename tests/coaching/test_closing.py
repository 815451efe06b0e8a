"""The end-of-accompaniment report tells the log of its parcours, and lets the coach rewrite."""

from datetime import timedelta

import pytest
from django.urls import reverse

from coaching.closing import closing_of, draft_of
from coaching.enums import Audience, ExitReason, Presence
from mirec.core.periods import today
from tests.factories import (
    EnrolmentFactory,
    FollowUpFactory,
    GoalFactory,
    JourneyFactory,
    ObstacleFactory,
    PlacementFactory,
    StepFactory,
    WorkshopSeatFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def journey(beneficiary, coach):
    """With one of each kind of deed, and an exchange of long before."""
    on = today()
    made = JourneyFactory(beneficiary=beneficiary, towards_employment=True)
    for days in (2, 900):
        FollowUpFactory(
            beneficiary=beneficiary,
            created_by=coach,
            happened_on=on - timedelta(days=days),
            minutes=45,
            text="Secret-Équipe",
        )
    GoalFactory(beneficiary=beneficiary, title="Devenir soudeur", reached_on=on)
    StepFactory(beneficiary=beneficiary, title="Écrire le CV", done=True)
    StepFactory(beneficiary=beneficiary, title="Pas encore faite")
    ObstacleFactory(beneficiary=beneficiary, solved=True, note="Secret-Frein")
    WorkshopSeatFactory(beneficiary=beneficiary, presence=Presence.PRESENT, workshop__past=True)
    EnrolmentFactory(beneficiary=beneficiary, enrolled_on=on)
    PlacementFactory(beneficiary=beneficiary, starts_on=on, job_title="Aide-soudeur")
    return made


def test_the_report_tells_what_lies_within_the_parcours(journey, coach):
    closing = closing_of(journey, coach, today())
    assert (closing.exchange_count, closing.minutes) == (1, 45)
    assert [step.title for step in closing.steps] == ["Écrire le CV"]
    counts = map(len, (closing.workshops, closing.lifted, closing.enrolments, closing.placements))
    assert list(counts) == [1, 1, 1, 1]
    text = draft_of(closing).replace("\u00a0", " ")
    for words in ("1 échange, 45 min", "Devenir soudeur", "1 objectif atteint", "1 atelier suivi"):
        assert words in text
    assert "Aide-soudeur" in text
    assert "Secret" not in text


def test_a_private_exchange_counts_for_its_author_only(journey, coach, colleague):
    FollowUpFactory(
        beneficiary=journey.beneficiary,
        created_by=coach,
        happened_on=today(),
        audience=Audience.PRIVATE,
    )
    counts = [closing_of(journey, user, today()).exchange_count for user in (coach, colleague)]
    assert counts == [2, 1]


def test_a_closed_parcours_says_why_and_stops_on_its_day(beneficiary, coach):
    journey = JourneyFactory(beneficiary=beneficiary, gave_up=True)
    closing = closing_of(journey, coach, today())
    assert closing.until == journey.closed_on
    assert ExitReason.GAVE_UP.label.lower() in draft_of(closing)


def test_the_text_is_proposed_rewritten_and_printed(client_of, coach, journey):
    address = reverse("coaching:closing-report", args=[journey.pk])
    client = client_of(coach)
    assert "Devenir soudeur" in client.get(address).text
    printed = client.post(address, {"text": "Un beau chemin."})
    assert printed.content.startswith(b"%PDF")
    assert "obligatoire" in client.post(address, {"text": ""}).text
