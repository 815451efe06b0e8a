"""What a list keeps when one turns its pages, and what a correction may not do."""

from datetime import timedelta

import pytest
from django.urls import reverse

from mirec.core.periods import today
from tests.factories import BeneficiaryFactory, FollowUpFactory, JourneyFactory

pytestmark = pytest.mark.django_db


def correction(follow_up, **changes) -> dict:
    names = ("kind", "happened_on", "channel", "outcome", "minutes", "text", "audience")
    kept = {name: getattr(follow_up, name) for name in names}
    kept |= {"beneficiary": follow_up.beneficiary_id, "next_step": "", "next_step_on": ""}
    return kept | changes


@pytest.mark.parametrize("query", ["", "?page=1", "?sort=phase", "?q="])
def test_the_list_shows_open_parcours_whatever_its_page_or_order(
    client_of, coach, beneficiary, query
):
    JourneyFactory(beneficiary=beneficiary, towards_employment=True)
    gone = BeneficiaryFactory(team=coach.team, coach=coach)
    JourneyFactory(beneficiary=gone, closed_for_employment=True)
    response = client_of(coach).get(reverse("coaching:journey-list") + query)
    assert [row.record.beneficiary for row in response.context["table"].rows] == [beneficiary]


def test_the_list_shows_every_parcours_when_one_asks_for_all(client_of, coach, beneficiary):
    JourneyFactory(beneficiary=beneficiary, closed_for_employment=True)
    response = client_of(coach).get(reverse("coaching:journey-list"), {"etat": ""})
    assert len(response.context["table"].rows) == 1


def test_a_correction_leaves_the_follow_up_with_its_person(client_of, coach, beneficiary):
    another = BeneficiaryFactory(team=coach.team, coach=coach)
    follow_up = FollowUpFactory(beneficiary=beneficiary, created_by=coach)
    url = reverse("coaching:followup-edit", args=[follow_up.pk])
    sent = correction(follow_up, beneficiary=another.pk, text="Corrigé")
    assert client_of(coach).post(url, sent).status_code == 302
    follow_up.refresh_from_db()
    assert (follow_up.beneficiary, follow_up.text) == (beneficiary, "Corrigé")


def test_a_next_step_taken_away_takes_its_answer_along(client_of, coach, beneficiary):
    follow_up = FollowUpFactory(
        beneficiary=beneficiary,
        created_by=coach,
        happened_on=today() - timedelta(days=3),
        next_step="Rappeler",
        next_step_on=today(),
        next_step_done_on=today(),
        next_step_done_by=coach,
    )
    url = reverse("coaching:followup-edit", args=[follow_up.pk])
    assert client_of(coach).post(url, correction(follow_up)).status_code == 302
    follow_up.refresh_from_db()
    assert (follow_up.next_step_on, follow_up.next_step_done_on) == (None, None)


@pytest.mark.parametrize("key", ["9" * 5_000, "9" * 18, "٣", "-1", "x"])
def test_a_key_that_names_nobody_is_refused_without_a_crash(client_of, coach, key):
    response = client_of(coach).post(reverse("coaching:followup-create"), {"beneficiary": key})
    assert response.status_code in {200, 404}
    hire = client_of(coach).get(reverse("coaching:hire"), {"personne": key})
    assert hire.status_code == 404
