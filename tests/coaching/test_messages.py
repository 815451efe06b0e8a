"""Messages: the person writes, the coach reads in the day and answers; nobody else reads along."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from coaching.day.lines import Moment
from coaching.day.queue import queue_of
from coaching.enums import Matter
from coaching.models import Message
from coaching.services.messages import MOST_UNREAD, tell_person, write_to_team
from mirec.core.periods import today
from tests.factories import BeneficiaryFactory, DocumentFactory, UserFactory
from tests.factories.alternance import MessageFactory

MY_MESSAGES = reverse("coaching:my-messages")
pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(client_of, beneficiary):
    return client_of(beneficiary.user)


def read(response) -> str:
    return " ".join(response.content.decode().replace("&#x27;", "'").split())


def lines(user) -> list:
    groups = queue_of(user, Moment(today(), timezone.now())).groups
    return [line for group in groups for line in group.lines]


def matters(user) -> set:
    return {line.matter for line in lines(user)}


def test_the_person_writes_the_coach_reads_and_answers(phone, client_of, coach, beneficiary):
    phone.post(MY_MESSAGES, {"text": "Je ne trouve pas le local."})
    (line,) = [each for each in lines(coach) if each.matter == Matter.MESSAGE]
    assert (line.why, line.beneficiary) == ("« Je ne trouve pas le local. »", beneficiary)
    desk, tab = client_of(coach), reverse("coaching:panel-messages", args=[beneficiary.pk])
    assert "Je ne trouve pas le local." in read(desk.get(tab))
    assert "pas encore lu" in read(phone.get(MY_MESSAGES))
    desk.post(tab, {"text": "C'est au deuxième étage."})
    assert Matter.MESSAGE not in matters(coach)
    week = read(phone.get(reverse("training:my-week")))
    assert "Vous avez 1 nouveau message." in week.replace("\xa0", " ")
    shown = read(phone.get(MY_MESSAGES))
    for words in ("C'est au deuxième étage.", "Nadia Ferrero", "lu le"):
        assert words in shown
    assert "nouveau message" not in read(phone.get(reverse("training:my-week")))
    assert "lu le" in read(desk.get(tab))


def test_read_is_said_in_the_day_and_taken_back(client_of, coach, beneficiary):
    first = MessageFactory(beneficiary=beneficiary)
    MessageFactory(beneficiary=beneficiary, text="Encore moi")
    desk = client_of(coach)
    path = reverse("coaching:day-done", args=[Matter.MESSAGE.value, first.pk])
    assert len([each for each in lines(coach) if each.matter == Matter.MESSAGE]) == 1
    desk.post(path)
    assert Matter.MESSAGE not in matters(coach)
    desk.post(path, {"annuler": "1"})
    assert Message.objects.to_read().count() == 2


def test_the_team_reads_along_and_nobody_else(
    client_of, coach, colleague, stranger_coach, prospector, coordinator, beneficiary,
    other_beneficiary,
):  # fmt: skip
    MessageFactory(beneficiary=beneficiary, text="Entre nous")
    tab = reverse("coaching:panel-messages", args=[beneficiary.pk])
    assert "Entre nous" in read(client_of(colleague).get(tab))
    for user, status in ((stranger_coach, 404), (prospector, 403), (coordinator, 403)):
        assert client_of(user).get(tab).status_code == status
        assert not Message.objects.visible_to(user).exists()
    assert "Entre nous" not in read(client_of(other_beneficiary.user).get(MY_MESSAGES))
    assert Matter.MESSAGE not in matters(stranger_coach)


def test_the_text_lies_encrypted(beneficiary):
    row = MessageFactory(beneficiary=beneficiary, text="Entre nous")
    stored = Message.objects.filter(pk=row.pk, text__contains="Entre nous")
    assert not stored.exists()


def test_a_mail_says_that_an_answer_waits_and_never_what_it_says(beneficiary, mailoutbox):
    row = MessageFactory(beneficiary=beneficiary, answer=True, text="Votre dossier de dettes")
    assert tell_person(pk=row.pk)
    (mail,) = mailoutbox
    assert mail.to == [beneficiary.user.email]
    assert MY_MESSAGES in mail.body
    assert "dettes" not in mail.body + mail.subject
    nobody = MessageFactory(answer=True)
    assert not tell_person(pk=nobody.pk)


@pytest.mark.parametrize("text", ["", "   ", "a\0b", "é" * 2_001])
def test_what_is_no_message_comes_back_with_a_sentence(phone, text):
    response = phone.post(MY_MESSAGES, {"text": text})
    assert "error-summary" in read(response)
    assert not Message.objects.exists()


def test_markup_is_shown_as_text(phone):
    phone.post(MY_MESSAGES, {"text": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in phone.get(MY_MESSAGES).content.decode()


def test_twenty_unread_then_one_waits(beneficiary):
    at = timezone.now()
    MessageFactory.create_batch(MOST_UNREAD, beneficiary=beneficiary)
    with pytest.raises(ValidationError, match="attendent d'être lus"):
        write_to_team(beneficiary=beneficiary, text="Encore", by=beneficiary.user, at=at)


def test_a_person_without_a_space_cannot_be_written_to(client_of, coach):
    person = BeneficiaryFactory(team=coach.team, coach=coach)
    tab = reverse("coaching:panel-messages", args=[person.pk])
    assert "n'est pas ouvert" in read(client_of(coach).post(tab, {"text": "Bonjour"}))
    assert not Message.objects.exists()


def test_a_paper_that_the_person_sent_waits_in_the_day_unnamed_when_sealed(coach, beneficiary):
    DocumentFactory(beneficiary=beneficiary, created_by=beneficiary.user, sealed=True)
    DocumentFactory(beneficiary=beneficiary, created_by=beneficiary.user)
    (line,) = [each for each in lines(coach) if each.matter == Matter.SENT_PAPER]
    assert "handicap" not in line.why.lower()


def test_many_messages_and_papers_ask_as_often_as_one(coach, django_assert_max_num_queries):
    counts = []
    for number in (1, 6):
        for _ in range(number):
            account = UserFactory(beneficiary=True)
            person = BeneficiaryFactory(team=coach.team, coach=coach, user=account)
            MessageFactory(beneficiary=person)
            DocumentFactory(beneficiary=person, created_by=account)
        with django_assert_max_num_queries(32) as asked:
            lines(coach)
        counts.append(len(asked))
    assert counts[1] <= counts[0]
