"""Is the job still to be had? Asked by a link of one use, answered once, closed in between."""

import re
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from employers.enums import ProposalStage, VacancyAnswer, VacancyStatus
from employers.models import Approach, Vacancy
from employers.rules.completeness import missing
from employers.rules.prospecting import ANSWER_DAYS, ASK_AGAIN_DAYS
from employers.services.freshness import (
    PURPOSE,
    answer_question,
    ask_employer,
    question_refusal,
    to_ask,
    with_asked_at,
)
from employers.services.vacancies import close_vacancy
from employers.tasks import ask_about_vacancies, ask_about_vacancy
from mirec.core.links import EXPIRED, REVOKED, UNKNOWN, USED, find_link, issue_link
from mirec.core.models import OneUseLink
from mirec.core.periods import today
from tests.factories import ContactFactory, EmployerFactory, ProposalFactory, VacancyFactory

pytestmark = pytest.mark.django_db
ON = today()
AT = timezone.now()


def days(count: int) -> timedelta:
    return timedelta(days=count)


def text_of(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


@pytest.fixture
def vacancy():
    """An open vacancy whose day has come, with somebody to write to."""
    contact = ContactFactory(employer=EmployerFactory(email="info@sambre.example"))
    return VacancyFactory(
        employer=contact.employer,
        contact=contact,
        title="Cariste",
        received_on=ON - days(40),
        confirm_due_on=ON,
    )


def link_for(vacancy, **changes) -> str:
    data = {"purpose": PURPOSE, "target": vacancy.pk, "at": AT, "days": 21, "by": None}
    return issue_link(**data | changes)


def page_of(token: str) -> str:
    return reverse("employers:vacancy-answer", args=[token])


# When it is confirmed


@pytest.mark.parametrize(("delay", "due"), [(30, 30), (45, 45), (1, 1)])
def test_the_house_sets_the_delay(client_of, prospector, vacancy, settings, delay, due):
    settings.VACANCY_CONFIRM_DAYS = delay
    client_of(prospector).post(reverse("employers:vacancy-confirm", args=[vacancy.pk]))
    vacancy.refresh_from_db()
    assert (vacancy.confirmed_on, vacancy.confirm_due_on) == (ON, ON + days(due))


def test_what_is_missing_is_said_in_the_order_of_the_form():
    asked = missing({"contact_id": 3, "slots": [], "site_id": 4, "pay_to_eur": 12})
    assert [one.field for one in asked] == [
        "contract_type",
        "hours_per_week",
        "slots_0",
        "access_without_car",
        "starts_on",
        "process",
    ]


# The question


def test_the_question_goes_to_the_contact_with_a_link_that_is_kept_nowhere(vacancy):
    assert ask_employer([vacancy.pk], at=AT, by=None) == vacancy.contact.email
    (sent,) = mail.outbox
    assert sent.to == [vacancy.contact.email]
    assert sent.reply_to == [vacancy.prospector.email]
    assert "Cariste" in sent.subject
    (address,) = [line for line in sent.body.splitlines() if "/reponse/" in line]
    token = address.rstrip("/").rpartition("/")[2]
    link = OneUseLink.objects.get()
    assert token not in link.digest
    assert (link.purpose, link.target) == (PURPOSE, vacancy.pk)
    assert link.expires_at == AT + days(ANSWER_DAYS)


def test_a_title_in_two_lines_makes_no_header_of_its_own(vacancy):
    Vacancy.objects.filter(pk=vacancy.pk).update(title="Cariste\nBcc: tous@example.be")
    ask_employer([vacancy.pk], at=AT, by=None)
    (sent,) = mail.outbox
    assert sent.subject == "Cherchez-vous toujours : Cariste Bcc: tous@example.be ?"
    assert sent.recipients() == [vacancy.contact.email]


def test_without_a_contact_it_goes_to_the_employer(vacancy):
    vacancy.contact = None
    vacancy.save()
    assert ask_employer([vacancy.pk], at=AT, by=None) == "info@sambre.example"


def test_one_vacancy_is_not_asked_about_twice_within_a_fortnight(vacancy):
    ask_employer([vacancy.pk], at=AT, by=None)
    with pytest.raises(ValidationError, match="laissez le temps de répondre"):
        ask_employer([vacancy.pk], at=AT + days(1), by=None)
    later = timezone.now() + days(ASK_AGAIN_DAYS)
    assert not to_ask(on=ON, at=later - days(1)).exists()
    assert to_ask(on=ON, at=later).get() == vacancy
    ask_employer([vacancy.pk], at=later, by=None)
    assert len(mail.outbox) == 2


def test_who_cannot_be_asked_is_said(vacancy):
    closed = with_asked_at(Vacancy.objects.filter(pk=VacancyFactory(filled=True).pk)).get()
    assert "déjà clôturée" in question_refusal(closed, AT)
    mute = VacancyFactory(employer__email="")
    with pytest.raises(ValidationError, match="appelez plutôt"):
        ask_employer([mute.pk], at=AT, by=None)
    assert mail.outbox == []


def test_each_morning_the_vacancies_whose_day_has_come_are_asked_about(vacancy, monkeypatch):
    monkeypatch.setattr("employers.tasks.is_working_day", lambda day: True)
    VacancyFactory(employer=vacancy.employer, confirm_due_on=ON + days(1))
    VacancyFactory(employer=vacancy.employer, confirm_due_on=ON, filled=True)
    VacancyFactory(employer__email="", confirm_due_on=ON)
    assert ask_about_vacancies() == 1
    assert ask_about_vacancies() == 0
    assert [sent.to for sent in mail.outbox] == [[vacancy.contact.email]]


def test_several_vacancies_of_one_reader_make_one_mail_with_a_link_each(vacancy, monkeypatch):
    monkeypatch.setattr("employers.tasks.is_working_day", lambda day: True)
    shared = {
        "employer": vacancy.employer,
        "contact": vacancy.contact,
        "prospector": vacancy.prospector,
        "confirm_due_on": ON,
    }
    second = VacancyFactory(title="Magasinier", **shared)
    VacancyFactory(title="Livreur", **shared | {"contact": None})
    assert ask_about_vacancies() == 2
    both, alone = mail.outbox
    assert both.subject == "Cherchez-vous toujours quelqu'un pour ces 2 offres ?"
    assert [title in both.body for title in ("Cariste", "Magasinier", "Livreur")] == [
        True,
        True,
        False,
    ]
    assert alone.subject == "Cherchez-vous toujours : Livreur ?"
    tokens = re.findall(r"/offres/reponse/(\S+)/", both.body)
    assert [find_link(token, PURPOSE, AT).target for token in tokens] == [vacancy.pk, second.pk]


def test_on_a_holiday_nobody_is_asked(vacancy, monkeypatch):
    monkeypatch.setattr("employers.tasks.is_working_day", lambda day: False)
    assert ask_about_vacancies() == 0
    assert mail.outbox == []


def test_an_address_that_refuses_silences_no_other_and_is_asked_again(vacancy, monkeypatch):
    monkeypatch.setattr("employers.tasks.is_working_day", lambda day: True)
    other = VacancyFactory(employer=vacancy.employer, confirm_due_on=ON)
    real = mail.EmailMessage.send

    def send(self, *args, **kwargs):
        if self.to == [vacancy.contact.email]:
            raise ConnectionRefusedError
        return real(self, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMessage, "send", send)
    assert ask_about_vacancies() == 1
    assert OneUseLink.objects.get().target == other.pk
    monkeypatch.setattr(mail.EmailMessage, "send", real)
    assert ask_about_vacancies() == 1


def test_the_prospector_sends_the_question_now(
    client_of, prospector, vacancy, django_capture_on_commit_callbacks, monkeypatch
):
    handed = []
    monkeypatch.setattr(
        "employers.tasks.ask_about_vacancy.apply_async", lambda args, **options: handed.append(args)
    )
    url = reverse("employers:vacancy-ask", args=[vacancy.pk])
    with django_capture_on_commit_callbacks(execute=True):
        said = client_of(prospector).post(url, headers={"HX-Request": "true"})
    assert f"La question part à {vacancy.contact.email}" in text_of(said)
    assert "annuler" not in text_of(said)
    assert handed == [[vacancy.pk, prospector.pk]]
    ask_about_vacancy(*handed[0])
    assert OneUseLink.objects.get().created_by == prospector
    again = client_of(prospector).post(url, headers={"HX-Request": "true"})
    assert "déjà partie" in text_of(again)
    shown = text_of(client_of(prospector).get(vacancy.get_absolute_url()))
    assert "Envoyer la question" not in shown


# The answer


def test_reading_the_page_uses_nothing_up_and_asks_no_account(vacancy):
    token = link_for(vacancy)
    for _ in range(2):
        shown = text_of(Client().get(page_of(token)))
        assert "Cherchez-vous toujours quelqu'un ?" in shown
        assert "Cariste" in shown
    assert OneUseLink.objects.get().used_at is None


def test_still_open_confirms_it_and_is_noted_without_a_promise(vacancy):
    response = Client().post(page_of(link_for(vacancy)), {"answer": "open"})
    assert "reste ouverte" in text_of(response)
    vacancy.refresh_from_db()
    assert (vacancy.confirmed_on, vacancy.confirm_due_on) == (ON, ON + days(30))
    approach = Approach.objects.get()
    assert (approach.created_by, approach.next_step, approach.contact) == (
        None,
        "",
        vacancy.contact,
    )


def test_filled_closes_the_vacancy_withdraws_who_was_waiting_and_tells_its_prospector(
    vacancy, client_of, prospector
):
    waiting = ProposalFactory(vacancy=vacancy, sent=True)
    token = link_for(vacancy)
    response = Client().post(page_of(token), {"answer": "filled"})
    assert "est pourvue" in text_of(response)
    todo = "Prévenir la personne proposée : « Cariste » est pourvue, dit l'employeur"
    for reader in (vacancy.prospector, prospector):
        shown = text_of(client_of(reader).get(reverse("employers:home")))
        assert (todo in shown) is (reader == vacancy.prospector)
    for row in (vacancy, waiting):
        row.refresh_from_db()
    assert (vacancy.status, vacancy.closed_on) == (VacancyStatus.FILLED, ON)
    assert waiting.stage == ProposalStage.WITHDRAWN
    kept = waiting.events.latest("pgh_id").pgh_context.metadata
    assert kept["source"] == "réponse de l'employeur par lien"
    assert token not in str(kept)


def test_something_changed_is_a_promise_of_the_house_for_today(client_of, prospector, vacancy):
    Vacancy.objects.filter(pk=vacancy.pk).update(prospector=prospector)
    token = link_for(vacancy)
    empty = Client().post(page_of(token), {"answer": "change"})
    assert "ce qui a changé" in text_of(empty)
    Client().post(page_of(token), {"answer": "change", "text": "Plutôt le matin."})
    approach = Approach.objects.get()
    assert "Plutôt le matin." in approach.text
    assert approach.next_step_on == ON
    shown = text_of(client_of(prospector).get(reverse("employers:home")))
    assert "Modifier l'offre « Cariste »" in shown


def test_a_long_title_still_makes_a_promise(vacancy):
    Vacancy.objects.filter(pk=vacancy.pk).update(title="x" * 160)
    Client().post(page_of(link_for(vacancy)), {"answer": "change", "text": "Autre horaire."})
    assert len(Approach.objects.get().next_step) == 200


@pytest.mark.parametrize("typed", [{}, {"answer": "peut-être"}, {"answer": "open", "text": "x\0"}])
def test_an_answer_that_is_none_uses_nothing_up(vacancy, typed):
    token = link_for(vacancy)
    assert Client().post(page_of(token), typed).status_code == 200
    assert OneUseLink.objects.get().used_at is None
    assert not Approach.objects.exists()


def test_the_link_serves_once_and_says_so(vacancy):
    url = page_of(link_for(vacancy))
    Client().post(url, {"answer": "open"})
    for response in (Client().get(url), Client().post(url, {"answer": "filled"})):
        assert USED in text_of(response)
        assert response.status_code == 410
    vacancy.refresh_from_db()
    assert vacancy.status == VacancyStatus.OPEN


def refusals(vacancy) -> dict:
    used = link_for(vacancy)
    return {
        "forged": ("A" * 32, UNKNOWN),
        "cut": (used[:-1], UNKNOWN),
        "expired": (link_for(vacancy, at=AT - days(22)), EXPIRED),
        "of another purpose": (link_for(vacancy, purpose="opinion"), UNKNOWN),
        "of no vacancy": (issue_link(purpose=PURPOSE, target=0, at=AT, days=1, by=None), UNKNOWN),
    }


@pytest.mark.parametrize(
    "kind", ["forged", "cut", "expired", "of another purpose", "of no vacancy"]
)
def test_a_link_that_does_not_hold_says_why_and_changes_nothing(vacancy, kind):
    token, sentence = refusals(vacancy)[kind]
    for response in (
        Client().get(page_of(token)),
        Client().post(page_of(token), {"answer": "filled"}),
    ):
        assert sentence in text_of(response)
        assert response.status_code in {404, 410}
    vacancy.refresh_from_db()
    assert vacancy.status == VacancyStatus.OPEN


def test_a_link_replaced_by_a_later_one_no_longer_holds(vacancy):
    former = link_for(vacancy)
    link_for(vacancy)
    assert REVOKED in text_of(Client().get(page_of(former)))


def test_nothing_sent_along_turns_the_link_to_another_vacancy(vacancy):
    other = VacancyFactory()
    url = page_of(link_for(vacancy))
    data = {"answer": "filled", "target": other.pk, "vacancy": other.pk, "pk": other.pk}
    Client().post(f"{url}?target={other.pk}", data)
    for row in (vacancy, other):
        row.refresh_from_db()
    assert (vacancy.status, other.status) == (VacancyStatus.FILLED, VacancyStatus.OPEN)


def test_a_vacancy_closed_in_between_is_not_touched(vacancy, prospector):
    url = page_of(link_for(vacancy))
    close_vacancy(vacancy=vacancy, status=VacancyStatus.WITHDRAWN, on=ON, by=prospector)
    for response in (Client().get(url), Client().post(url, {"answer": "open"})):
        assert "déjà clôturée" in text_of(response)
    vacancy.refresh_from_db()
    assert vacancy.status == VacancyStatus.WITHDRAWN
    assert not Approach.objects.exists()


def test_closed_between_the_page_and_the_answer_the_service_says_so(vacancy, prospector):
    token = link_for(vacancy)
    close_vacancy(vacancy=vacancy, status=VacancyStatus.WITHDRAWN, on=ON, by=prospector)
    with pytest.raises(ValidationError, match="déjà clôturée"):
        answer_question(token=token, answer=VacancyAnswer.OPEN, text="", on=ON, at=AT)
    assert OneUseLink.objects.get().used_at is None


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_one_is_kept_and_the_other_hears_that_it_was_used(vacancy):
    token, at = link_for(vacancy), datetime.now(tz=AT.tzinfo)
    start, heard = Barrier(2), []

    def answer(what: VacancyAnswer) -> None:
        start.wait()
        found = answer_question(token=token, answer=what, text="", on=ON, at=at)
        heard.append(found.refusal)
        connection.close()

    threads = [Thread(target=answer, args=[VacancyAnswer.OPEN]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(heard) == ["", USED]
    assert Approach.objects.count() == 1
