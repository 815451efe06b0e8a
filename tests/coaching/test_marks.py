"""The mark of twelve months, and the insertion objective as contracts are lived or noted late."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.day.lines import Moment
from coaching.day.queue import queue_of
from coaching.enums import ExitReason, Matter, Phase
from coaching.models import Journey
from coaching.rules.day import MARK_WARNING_DAYS
from coaching.services.hiring import end_job, follow_all_jobs, follow_employment
from coaching.services.journeys import close_journey
from employers.enums import EndReason
from mirec.core.periods import months_after, today
from tests.factories import BeneficiaryFactory, JourneyFactory, PlacementFactory

pytestmark = pytest.mark.django_db


def is_marked(coach) -> bool:
    queue = queue_of(coach, Moment(today(), timezone.now()))
    return any(line.matter is Matter.MARK for group in queue.groups for line in group.lines)


def in_search(beneficiary, *, marked_in: int, **more) -> Journey:
    """A person in search of a job whose twelve months end in so many days."""
    mark = today() + timedelta(days=marked_in)
    agreed_on = months_after(mark, -12)
    return JourneyFactory(
        beneficiary=beneficiary,
        towards_employment=True,
        agreed_on=agreed_on,
        job_search_due_on=mark,
        **more,
    )


@pytest.mark.parametrize(
    ("marked_in", "is_shown"),
    [
        pytest.param(MARK_WARNING_DAYS, True, id="a month before"),
        pytest.param(MARK_WARNING_DAYS + 1, False, id="earlier"),
        pytest.param(0, True, id="on the day"),
        pytest.param(-MARK_WARNING_DAYS, True, id="a month after"),
        pytest.param(-MARK_WARNING_DAYS - 1, False, id="later"),
    ],
)
def test_the_day_warns_around_twelve_months_of_search(coach, beneficiary, marked_in, is_shown):
    in_search(beneficiary, marked_in=marked_in)
    assert is_marked(coach) is is_shown


def test_the_mark_says_why_and_where_it_comes_from(client_of, coach, beneficiary):
    journey = in_search(beneficiary, marked_in=5)
    page = client_of(coach).get(reverse("coaching:home")).content.decode()
    assert "Douze mois de recherche" in page
    assert journey.regime.job_search_article in page.replace("&#x27;", "'")


def test_whoever_works_is_not_reminded_of_the_search(coach, beneficiary):
    in_search(beneficiary, marked_in=5, phase=Phase.IN_EMPLOYMENT)
    assert not is_marked(coach)


def test_the_list_narrows_to_the_mark(client_of, coach, beneficiary):
    in_search(beneficiary, marked_in=5)
    JourneyFactory(beneficiary=BeneficiaryFactory(team=coach.team, coach=coach), due_soon=True)
    response = client_of(coach).get(reverse("coaching:journey-list"), {"etat": "repere"})
    assert [row.record.beneficiary for row in response.context["table"].rows] == [beneficiary]


def hired(beneficiary, *, days_ago: int) -> Journey:
    journey = JourneyFactory(beneficiary=beneficiary, towards_employment=True)
    PlacementFactory(
        beneficiary=beneficiary,
        contract_type="cdi",
        starts_on=today() - timedelta(days=days_ago),
        planned_end_on=None,
    )
    return journey


def test_a_contract_over_before_its_agreement_was_noted_is_counted_at_night(beneficiary):
    journey = hired(beneficiary, days_ago=50)
    ended = today() - timedelta(days=20)
    beneficiary.placements.update(ended_on=ended, end_reason="dismissed")
    follow_all_jobs(on=today())
    journey.refresh_from_db()
    assert journey.first_hired_on == today() - timedelta(days=50)
    assert journey.sustained_reason


def test_the_explanation_says_reached_from_the_very_day(client_of, coach, beneficiary):
    journey = hired(beneficiary, days_ago=60)
    follow_employment(beneficiary=beneficiary, on=today())
    journey.refresh_from_db()
    assert "À ce rythme" in journey.sustained_reason
    follow_all_jobs(on=journey.sustained_on)
    journey.refresh_from_db()
    assert "À ce rythme" not in journey.sustained_reason
    assert "objectif atteint le" in journey.sustained_reason


def test_the_tab_tells_what_was_worked_until_today(client_of, coach, beneficiary):
    hired(beneficiary, days_ago=60)
    follow_employment(beneficiary=beneficiary, on=today() - timedelta(days=59))
    url = reverse("coaching:panel-journey", args=[beneficiary.pk])
    page = client_of(coach).get(url, headers={"HX-Request": "true"}).content.decode()
    assert "2 mois" in page


def test_a_job_that_ends_after_the_closure_takes_the_hoped_insertion_back(coach, beneficiary):
    journey = hired(beneficiary, days_ago=50)
    follow_employment(beneficiary=beneficiary, on=today())
    close_journey(journey=journey, closed_on=today(), exit_reason=ExitReason.MOVED, by=coach)
    journey.refresh_from_db()
    assert journey.sustained_on > today()
    end_job(
        placement=beneficiary.placements.get(),
        ended_on=today() - timedelta(days=1),
        reason=EndReason.DISMISSED,
        by=coach,
        on=today(),
    )
    journey.refresh_from_db()
    assert journey.sustained_on is None
