"""« Je viens / je ne peux pas »: said before the session, read by who notes the presences."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from mirec.core.periods import today
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    SessionAnswerFactory,
    SessionFactory,
)
from training.models import SessionAnswer
from training.queries.own_space import Entry
from training.services import answer_session

pytestmark = pytest.mark.django_db
MY_WEEK = reverse("training:my-week")


@pytest.fixture
def phone(client_of, beneficiary):
    return client_of(beneficiary.user)


@pytest.fixture
def session(beneficiary):
    cohort = CohortFactory()
    EnrolmentFactory(cohort=cohort, beneficiary=beneficiary)
    return SessionFactory(cohort=cohort, on=today() + timedelta(days=1))


def address(session) -> str:
    return reverse("training:my-answer", args=[Entry.of_session(session, today()).key])


def read(response) -> str:
    return " ".join(response.content.decode().replace("&#x27;", "'").split())


def test_one_says_no_with_a_reason_then_yes(phone, session, client_of, coordinator):
    answered = phone.post(address(session), {"why": "enfant", "words": "Crèche"}, follow=True)
    shown, place = read(answered), answered.redirect_chain[-1][0].partition("#")[2]
    assert f'<li id="{place}">' in shown
    assert "Vous avez dit : je ne peux pas" in shown
    answer = session.answers.get()
    assert (answer.is_coming, answer.reason) == (False, "Je garde un enfant : Crèche")
    staff = client_of(coordinator)
    page = read(staff.get(session.get_absolute_url()))
    assert "A dit ne pas pouvoir venir : Je garde un enfant : Crèche" in page
    shown = read(phone.post(address(session), {"viens": "1"}, follow=True))
    assert "Vous avez dit : je viens" in shown
    answer = session.answers.get()
    assert (answer.is_coming, answer.reason) == (True, "")


def test_the_list_of_presences_says_it_and_expects_nobody_who_excused_oneself(
    client_of, coordinator, beneficiary
):
    cohort = CohortFactory()
    away = EnrolmentFactory(cohort=cohort, beneficiary=beneficiary)
    there = EnrolmentFactory(cohort=cohort)
    session = SessionFactory(cohort=cohort)
    SessionAnswerFactory(session=session, enrolment=away, away=True)
    page = client_of(coordinator).get(reverse("training:attendance", args=[session.pk]))
    assert "Rendez-vous au CPAS." in read(page)
    initial = {name: field.initial for name, field in page.context["form"].fields.items()}
    assert initial[f"state_{away.pk}"] == ""
    assert initial[f"state_{there.pk}"] == "present"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choisissez une raison"),
        ({"why": "autre"}, "Dites en quelques mots pourquoi"),
        ({"why": "\0"}, "error-summary"),
        ({"why": "malade", "words": "é" * 10_000}, "error-summary"),
        ({"why": "malade", "words": "a\0b"}, "error-summary"),
    ],
)
def test_a_reason_that_lacks_gets_a_sentence(phone, session, data, words):
    response = phone.post(address(session), data)
    assert response.status_code == 200
    assert words in read(response) or "Corrigez" in read(response)
    assert not SessionAnswer.objects.exists()


def test_it_is_too_late_once_begun_and_vain_once_cancelled(session, beneficiary, coordinator):
    def say(at):
        answer_session(
            session=session, beneficiary=beneficiary, is_coming=True, by=beneficiary.user, at=at
        )

    with pytest.raises(ValidationError, match="a commencé"):
        say(session.starts_at)
    session.cancelled_at, session.cancelled_by = timezone.now(), coordinator
    session.save()
    with pytest.raises(ValidationError, match="est annulée"):
        say(session.starts_at - timedelta(hours=1))


def test_only_the_own_sessions_are_found(phone, other_beneficiary):
    cohort = CohortFactory()
    EnrolmentFactory(cohort=cohort, beneficiary=other_beneficiary)
    theirs = SessionFactory(cohort=cohort, on=today() + timedelta(days=2))
    assert phone.post(address(theirs), {"viens": "1"}).status_code == 404
    for key in ("1", "9999-99-99T9999", "2026-11-27T0900", "0001-01-01T0000", "9999-12-31T2359"):
        assert phone.get(reverse("training:my-answer", args=[key])).status_code == 404
    assert not SessionAnswer.objects.exists()


@pytest.mark.parametrize(
    ("who", "reads"),
    [("coordinator", True), ("manager", True), ("stranger_coach", False), ("prospector", False)],
)
def test_the_reason_is_for_who_notes_presences(request, client_of, session, who, reads):
    SessionAnswerFactory(
        session=session, enrolment=session.cohort.enrolments.get(), away=True, reason="Malade"
    )
    page = read(client_of(request.getfixturevalue(who)).get(session.get_absolute_url()))
    assert "A dit ne pas pouvoir venir" in page
    assert ("Malade" in page) is reads
