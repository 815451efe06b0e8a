"""The question put to both sides: sent once, answered once by its link, kept apart."""

from datetime import timedelta
from functools import partial
from html import unescape

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from beneficiaries.enums import PreferredChannel
from coaching import tasks
from coaching.enums import HireMark, OpinionSide
from coaching.models import HireCheck, Opinion
from coaching.services.checks import opinion_purpose
from coaching.services.opinions import GIVEN, OVER, answer_by_link, note_answer
from coaching.services.questions import ask_due, to_ask
from mirec.core.links import EXPIRED, REVOKED, UNKNOWN, USED, issue_link
from mirec.core.models import OneUseLink
from mirec.core.periods import today
from mirec.core.sms import MemoryBackend
from tests.factories import (
    ContactFactory,
    DifficultyFactory,
    FollowUpFactory,
    HireCheckFactory,
    OpinionFactory,
    PlacementFactory,
    UserFactory,
    VacancyFactory,
)
from tests.training.test_races import race

pytestmark = pytest.mark.django_db
WORKER, EMPLOYER = OpinionSide
PAGES = {WORKER: "coaching:opinion-worker", EMPLOYER: "coaching:opinion-employer"}


@pytest.fixture
def sms(settings):
    settings.SMS_BACKEND = "mirec.core.sms.MemoryBackend"
    MemoryBackend.outbox.clear()
    yield MemoryBackend.outbox
    MemoryBackend.outbox.clear()


@pytest.fixture
def check(beneficiary):
    beneficiary.email, beneficiary.preferred_channel = "noah@example.be", PreferredChannel.EMAIL
    beneficiary.save()
    placement = PlacementFactory(
        beneficiary=beneficiary, starts_on=today() - timedelta(days=31),
        employer__name="Menuiserie Lambot", job_title="Aide-menuisier",
    )  # fmt: skip
    ContactFactory(employer=placement.employer, email="lambot@example.be")
    return HireCheckFactory(placement=placement, mark=HireMark.MONTH_1)


def token_for(check, side, *, days: int = 21, at=None) -> str:
    at = at or timezone.now()
    return issue_link(
        purpose=opinion_purpose(side), target=check.pk, at=at, days=days, by=None
    )  # fmt: skip


def address(side, token: str) -> str:
    return reverse(PAGES[side], args=[token])


def text_of(response) -> str:
    return unescape(response.content.decode())


def answered(client, side, token, score=3, comment=""):
    return client.post(address(side, token), {"score": score, "comment": comment})


# Who is asked, and when


def test_each_side_is_asked_once_at_a_mark_that_has_come(check, django_capture_on_commit_callbacks):
    assert tasks.ask_opinions() == 2
    worker, employer = sorted(mail.outbox, key=lambda each: each.to != ["noah@example.be"])
    assert (worker.to, employer.to) == (["noah@example.be"], ["lambot@example.be"])
    assert "Comment se passe votre travail chez Menuiserie Lambot" in worker.body
    assert "Noah, qui travaille chez vous (Aide-menuisier)" in employer.body
    assert "Petit" not in employer.body, "the employer's mail says a first name and no more"
    assert tasks.ask_opinions() == 0
    assert len(mail.outbox) == 2
    assert OneUseLink.objects.filter(target=check.pk).count() == 2


@pytest.mark.parametrize(
    ("changes", "of_placement"),
    [
        pytest.param({"due_on": today() + timedelta(days=1)}, {}, id="tomorrow"),
        pytest.param({"due_on": today() - timedelta(days=8)}, {}, id="long past"),
        pytest.param({"mark": HireMark.DAY_2}, {}, id="the second day is the coach's"),
        pytest.param({"mark": HireMark.END}, {}, id="so is the end of the agreement"),
        pytest.param({"dropped_on": today()}, {}, id="without object"),
        pytest.param(
            {},
            {"ended_on": today() - timedelta(days=1), "end_reason": "dismissed"},
            id="the job is lost",
        ),
        pytest.param({}, {"starts_on": today() + timedelta(days=1)}, id="not begun"),
    ],
)
def test_nobody_is_asked_otherwise(check, changes, of_placement):
    HireCheck.objects.filter(pk=check.pk).update(**changes)
    type(check.placement).objects.filter(pk=check.placement_id).update(**of_placement)
    assert not to_ask(WORKER, today()).exists()


def test_who_answered_already_is_not_asked(check):
    OpinionFactory(hire_check=check, side=WORKER)
    assert not to_ask(WORKER, today()).exists()
    assert to_ask(EMPLOYER, today()).get() == check


def test_a_person_who_prefers_messages_gets_one(check, sms):
    person = check.beneficiary
    person.preferred_channel, person.phone = PreferredChannel.SMS, "+32470112233"
    person.may_leave_message = True
    person.save()
    assert ask_due(pk=check.pk, side=WORKER, on=today(), at=timezone.now())
    ((number, text),) = sms
    assert number == "+32470112233"
    assert "/avis/travail/" in text
    assert "\n" not in text


def test_the_contact_of_the_vacancy_is_asked_first(check):
    vacancy = VacancyFactory(employer=check.placement.employer)
    vacancy.contact = ContactFactory(employer=vacancy.employer, email="chef@example.be")
    vacancy.save()
    check.placement.vacancy = vacancy
    check.placement.save()
    ask_due(pk=check.pk, side=EMPLOYER, on=today(), at=timezone.now())
    assert mail.outbox[0].to == ["chef@example.be"]


def test_who_has_no_address_is_not_asked_and_leaves_no_link(check):
    type(check.beneficiary).objects.filter(pk=check.beneficiary.pk).update(email="")
    assert not ask_due(pk=check.pk, side=WORKER, on=today(), at=timezone.now())
    assert not OneUseLink.objects.exists()


def test_a_mail_that_does_not_leave_leaves_no_link_and_stops_no_other(check, monkeypatch):
    second = HireCheckFactory(placement__beneficiary__email="autre@example.be")

    def send(subject, text, sender, to):
        if to == ["noah@example.be"]:
            raise OSError("550 noah@example.be")

    monkeypatch.setattr("beneficiaries.services.words.send_mail", send)
    tasks.ask_opinions()
    asked = OneUseLink.objects.filter(purpose="opinion-worker").values_list("target", flat=True)
    assert list(asked) == [second.pk]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_ask_once():
    at = timezone.now()
    for count in range(1, 6):
        check = HireCheckFactory(placement__beneficiary__email=f"noah{count}@example.be")
        deed = partial(ask_due, pk=check.pk, side=WORKER, on=today(), at=at)
        assert sorted(race(deed, deed)) == [False, True]
        assert len(mail.outbox) == count


# The page behind the link


@pytest.mark.parametrize("side", list(OpinionSide))
def test_the_link_answers_once(client, check, side):
    token = token_for(check, side)
    assert client.get(address(side, token)).status_code == 200
    response = answered(client, side, token, 4, "Une bonne équipe")
    assert response.url == reverse("coaching:opinion-given")
    assert "Merci" in text_of(client.get(response.url))
    opinion = Opinion.objects.get()
    assert (opinion.side, opinion.score, opinion.comment) == (side, 4, "Une bonne équipe")
    assert (opinion.given_on, opinion.created_by) == (today(), None)
    again = answered(client, side, token, 1)
    assert again.status_code == 410
    assert USED in text_of(again)
    assert Opinion.objects.get().score == 4


def test_a_link_opens_nothing_of_the_other_side(client, check):
    for side, other in ((WORKER, EMPLOYER), (EMPLOYER, WORKER)):
        token = token_for(check, side)
        for response in (client.get(address(other, token)), answered(client, other, token)):
            assert response.status_code == 404
            assert UNKNOWN in text_of(response)
            assert "Lambot" not in text_of(response)
    assert not Opinion.objects.exists()


def test_a_link_of_another_purpose_opens_nothing(client, check):
    token = issue_link(
        purpose="vacancy-freshness", target=check.pk, at=timezone.now(), days=9, by=None
    )
    assert client.get(address(WORKER, token)).status_code == 404


@pytest.mark.parametrize("token", ["a", "x" * 32, "1", "A" * 400])
def test_a_forged_link_says_so(client, check, token):
    token_for(check, WORKER)
    response = client.get(address(WORKER, token))
    assert response.status_code == 404
    assert UNKNOWN in text_of(response)


def test_a_link_expires(client, check):
    token = token_for(check, WORKER, at=timezone.now() - timedelta(days=22))
    response = answered(client, WORKER, token)
    assert response.status_code == 410
    assert EXPIRED in text_of(response)
    assert not Opinion.objects.exists()


def test_a_link_that_was_replaced_no_longer_holds(client, check):
    first, _ = token_for(check, WORKER), token_for(check, WORKER)
    assert REVOKED in text_of(client.get(address(WORKER, first)))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"dropped_on": today()}, id="dropped since"),
        pytest.param({"placement__ended_on": today() - timedelta(days=2)}, id="the job is lost"),
    ],
)
def test_a_question_without_object_is_not_answered(client, check, change):
    token = token_for(check, WORKER)
    if "dropped_on" in change:
        HireCheck.objects.filter(pk=check.pk).update(**change)
    else:
        type(check.placement).objects.filter(pk=check.placement_id).update(
            ended_on=change["placement__ended_on"], end_reason="dismissed"
        )
    response = answered(client, WORKER, token)
    assert response.status_code == 410
    assert OVER in text_of(response)


@pytest.mark.parametrize("score", ["", "0", "5", "-1", "bien", "²", "4.0", "a\0b"])
def test_junk_is_told_in_words_and_does_not_use_the_link(client, check, score):
    token = token_for(check, WORKER)
    response = client.post(address(WORKER, token), {"score": score, "comment": "Gardé"})
    content = text_of(response)
    assert "Choisissez une des quatre réponses." in content
    assert "Gardé" in content
    assert answered(client, WORKER, token).status_code == 302


def test_the_employer_s_page_names_a_first_name_and_nothing_of_the_file(client, check, coach):
    person = check.beneficiary
    FollowUpFactory(beneficiary=person, text="Secret-Suivi", created_by=coach)
    DifficultyFactory(placement=check.placement, note="Secret-Difficulté")
    OpinionFactory(hire_check=check, side=WORKER, score=1, comment="Secret-Avis")
    content = text_of(client.get(address(EMPLOYER, token_for(check, EMPLOYER))))
    assert "Noah" in content
    for hidden in ("Secret", person.last_name, person.niss, person.file_number, "Mal chez"):
        assert hidden not in content


def test_the_worker_s_page_says_nothing_of_the_employer_s_answer(client, check):
    OpinionFactory(hire_check=check, side=EMPLOYER, score=1, comment="Secret-Avis")
    assert "Secret" not in text_of(client.get(address(WORKER, token_for(check, WORKER))))


def test_the_pages_are_not_indexed_and_not_kept(client, check):
    response = client.get(address(WORKER, token_for(check, WORKER)))
    assert "noindex" in text_of(response)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_is_kept():
    check = HireCheckFactory()
    token = token_for(check, WORKER)
    given = {"side": WORKER, "comment": "", "on": today(), "at": timezone.now()}
    results = race(
        *(lambda score=score: answer_by_link(token=token, score=score, **given) for score in (1, 4))
    )
    assert sorted(results) == ["", USED]
    assert Opinion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_colleague_and_the_person_at_once_leave_one_answer():
    check = HireCheckFactory()
    by = UserFactory(coach=True)
    token = token_for(check, WORKER)
    given = {"side": WORKER, "comment": "", "on": today(), "at": timezone.now()}
    link, noted = race(
        lambda: answer_by_link(token=token, score=4, **given),
        lambda: note_answer(check=check, score=3, by=by, **given),
    )
    assert Opinion.objects.count() == 1
    assert (link == "") is isinstance(noted, ValidationError)


# A call


@pytest.mark.parametrize(
    ("first", "second", "is_called"),
    [
        pytest.param((WORKER, 3), None, False, id="well"),
        pytest.param((WORKER, 2), None, True, id="hard"),
        pytest.param((EMPLOYER, 1), None, True, id="badly, says the employer"),
        pytest.param((WORKER, 3), (EMPLOYER, 4), False, id="both well"),
        pytest.param((WORKER, 4), (EMPLOYER, 2), True, id="two degrees apart"),
    ],
)
def test_an_alarming_or_diverging_answer_asks_for_a_call(check, coach, first, second, is_called):
    for side, score in filter(None, (first, second)):
        note_answer(
            check=check, side=side, score=score, comment="", by=coach, on=today(),
            at=timezone.now(),
        )  # fmt: skip
    check.refresh_from_db()
    assert check.call_due_on == (today() if is_called else None)


@pytest.mark.parametrize(
    ("score", "again"),
    [
        pytest.param(3, False, id="well: nothing new"),
        pytest.param(4, True, id="two degrees apart: something to understand"),
        pytest.param(1, True, id="badly as well"),
    ],
)
def test_after_the_call_only_a_new_alarm_asks_again(check, coach, score, again):
    OpinionFactory(hire_check=check, side=WORKER, score=2)
    HireCheck.objects.filter(pk=check.pk).update(
        call_due_on=today() - timedelta(days=3), called_on=today() - timedelta(days=2)
    )
    note_answer(
        check=check, side=EMPLOYER, score=score, comment="", by=coach, on=today(),
        at=timezone.now(),
    )  # fmt: skip
    check.refresh_from_db()
    assert check.is_to_call is again


# The coach's side


def at(name: str, check, side=WORKER) -> str:
    return reverse(f"coaching:opinion-{name}", args=[check.pk, side.value])


def test_an_answer_heard_by_phone_is_noted_and_withdraws_the_link(client_of, coach, check, client):
    token = token_for(check, WORKER)
    client_of(coach).post(at("note", check), {"score": 3, "comment": "Au téléphone"})
    opinion = Opinion.objects.get()
    assert (opinion.created_by, opinion.score) == (coach, 3)
    assert REVOKED in text_of(client.get(address(WORKER, token)))
    content = text_of(client_of(coach).post(at("note", check), {"score": 1}))
    assert GIVEN in content


def test_the_question_is_sent_now(client_of, coach, check, monkeypatch):
    sent = []
    monkeypatch.setattr(
        "coaching.tasks.ask_opinion.apply_async", lambda args, retry: sent.append(args)
    )
    client_of(coach).post(at("ask", check))
    assert sent == [[check.pk, "worker", coach.pk]]
    assert tasks.ask_opinion(*sent[0]) == 1
    assert OneUseLink.objects.get().created_by == coach


def test_a_broker_that_is_down_is_told(client_of, coach, check, monkeypatch):
    def refuse(*args, **options):
        raise ConnectionError

    monkeypatch.setattr("coaching.tasks.ask_opinion.apply_async", refuse)
    content = text_of(client_of(coach).post(at("ask", check), follow=True))
    assert "La question n'est pas partie" in content


def test_who_has_no_address_is_told_to_the_coach(client_of, coach, check):
    type(check.beneficiary).objects.filter(pk=check.beneficiary.pk).update(email="")
    content = text_of(client_of(coach).post(at("ask", check), follow=True))
    assert "Aucune adresse où écrire" in content


def test_an_address_to_answer_on_the_spot(client_of, coach, check, client):
    content = text_of(client_of(coach).post(at("address", check, EMPLOYER)))
    token = content.split("/avis/engagement/")[1].split("/")[0]
    assert answered(client, EMPLOYER, token).status_code == 302
    assert Opinion.objects.get().side == EMPLOYER


def test_a_side_that_is_none_is_not_found(client_of, coach, check):
    url = reverse("coaching:opinion-note", args=[check.pk, "forem"])
    assert client_of(coach).get(url).status_code == 404


def test_both_answers_are_read_by_the_team_and_never_by_a_prospector(
    client_of, coach, manager, prospector, check
):
    OpinionFactory(hire_check=check, side=WORKER, score=1, comment="Secret-Ouvrier")
    OpinionFactory(hire_check=check, side=EMPLOYER, score=4, comment="Secret-Patron")
    for reader in (coach, manager):
        content = text_of(client_of(reader).get(check.get_absolute_url()))
        assert "Secret-Ouvrier" in content
        assert "Secret-Patron" in content
    client = client_of(prospector)
    assert client.get(check.get_absolute_url()).status_code == 403
    for url in (check.placement.get_absolute_url(), check.placement.employer.get_absolute_url()):
        assert "Secret" not in text_of(client.get(url))
    assert not Opinion.objects.visible_to(prospector).exists()
