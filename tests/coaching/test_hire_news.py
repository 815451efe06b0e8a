"""News after a hire: on the page, in « Ma journée », and what they close."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from coaching.day.lines import Group, Moment
from coaching.day.queue import queue_of
from coaching.enums import Audience, Channel, FollowUpKind, HireMark, Matter, Outcome
from coaching.models import FollowUp, HireCheck
from coaching.services.checks import follow_checks
from coaching.services.news import take_news
from mirec.core.periods import today
from tests.factories import HireCheckFactory, OpinionFactory, PlacementFactory

pytestmark = pytest.mark.django_db
SAID = {
    "text": "Tout va bien, le bus est à l'heure.",
    "next_step": "",
    "next_step_on": "",
    "channel": "phone",
    "minutes": "15",
    "audience": "team",
}


def lines_of(user) -> dict:
    queue = queue_of(user, Moment(today(), timezone.now()))
    return {
        (line.matter, line.target): line
        for group in queue.groups
        for line in group.lines
        if line.matter in {Matter.HIRE_CALL, Matter.HIRE_CHECK}
    }


def page(check) -> str:
    return reverse("coaching:hire-check", args=[check.pk])


def answers(matter: str, check, name: str = "tried") -> str:
    return reverse(f"coaching:day-{name}", args=[matter, check.pk])


@pytest.fixture
def check(beneficiary):
    placement = PlacementFactory(
        beneficiary=beneficiary, starts_on=today() - timedelta(days=40),
        employer__name="Menuiserie Lambot",
    )  # fmt: skip
    return HireCheckFactory(
        placement=placement, mark=HireMark.MONTH_1, due_on=today() - timedelta(days=2)
    )


# The queue


def test_a_due_check_waits_in_the_day_of_the_coach_of_the_file(coach, colleague, check):
    line = lines_of(coach)[Matter.HIRE_CHECK, check.pk]
    assert line.group is Group.PROMISE
    assert "Un mois chez Menuiserie Lambot" in line.why
    assert lines_of(colleague) == {}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"due_on": today() + timedelta(days=1)}, id="not yet"),
        pytest.param({"dropped_on": today()}, id="dropped"),
    ],
)
def test_no_other_check_waits(coach, check, changes):
    HireCheck.objects.filter(pk=check.pk).update(**changes)
    assert lines_of(coach) == {}


def test_of_one_contract_the_latest_mark_alone_waits(coach, check):
    HireCheckFactory(placement=check.placement, mark=HireMark.DAY_15, due_on=today())
    older = HireCheckFactory(
        placement=check.placement, mark=HireMark.DAY_2, due_on=today() - timedelta(days=30)
    )
    assert len(lines_of(coach)) == 1
    assert (Matter.HIRE_CHECK, older.pk) not in lines_of(coach)


def test_an_alarming_answer_puts_a_call_before_the_promises_and_says_why(coach, check):
    OpinionFactory(hire_check=check, side="worker", score=2)
    OpinionFactory(hire_check=check, side="employer", score=3)
    HireCheck.objects.filter(pk=check.pk).update(call_due_on=today())
    (line,) = lines_of(coach).values()
    assert (line.matter, line.group) == (Matter.HIRE_CALL, Group.CALL)
    assert Group.LIMIT.rank < Group.CALL.rank < Group.PROMISE.rank
    assert "la personne répond « Difficilement » ; l'employeur répond « Bien »" in line.why


def test_a_try_in_vain_is_noted_and_the_line_comes_back_tomorrow(client_of, coach, check):
    client = client_of(coach)
    client.post(answers("hire_check", check))
    tried = FollowUp.objects.get()
    assert (tried.outcome, tried.next_step) == (Outcome.NOT_REACHED, "")
    assert lines_of(coach) == {}
    tomorrow = Moment(today() + timedelta(days=1), timezone.now())
    matters = [line.matter for group in queue_of(coach, tomorrow).groups for line in group.lines]
    assert matters.count(Matter.HIRE_CHECK) == 1
    assert Matter.STEP not in matters, "one matter, one line"
    client.post(f"{answers('hire_check', check)}?suivi={tried.pk}", {"annuler": "1"})
    assert not FollowUp.objects.exists()
    assert (Matter.HIRE_CHECK, check.pk) in lines_of(coach)


def test_a_check_can_be_put_aside_for_a_week(client_of, coach, check):
    client_of(coach).post(answers("hire_check", check, "snooze"))
    assert lines_of(coach) == {}


# The page


def test_the_page_notes_the_news_and_does_the_check(client_of, coach, check):
    said = SAID | {"happened_on": today().isoformat()}
    response = client_of(coach).post(page(check), said)
    assert response.url == reverse("coaching:home")
    check.refresh_from_db()
    written = check.follow_up
    assert (check.done_on, check.done_by) == (today(), coach)
    assert (written.kind, written.outcome) == (FollowUpKind.AFTER_HIRE, Outcome.DONE)
    assert written.text == SAID["text"]
    check.beneficiary.refresh_from_db()
    assert check.beneficiary.last_contact_on == today()
    assert lines_of(coach) == {}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"text": ""}, "Ce champ est obligatoire.", id="no word"),
        pytest.param(
            {"happened_on": "2019-01-01"}, "ne peuvent pas précéder le premier jour", id="before"
        ),
        pytest.param(
            {"happened_on": (today() + timedelta(days=1)).isoformat()},
            "une fois qu'il a eu lieu",
            id="tomorrow",
        ),
        pytest.param({"next_step": "Rappeler"}, "un texte et une date", id="a step without a day"),
    ],
)
def test_what_was_typed_stays_when_it_is_refused(client_of, coach, check, typed, sentence):
    said = SAID | {"happened_on": today().isoformat()} | typed
    content = unescape(client_of(coach).post(page(check), said).content.decode())
    assert sentence in content
    assert said["text"] in content
    check.refresh_from_db()
    assert check.done_on is None


def test_news_close_the_call_and_keep_the_check_that_was_done(coach, colleague, check):
    HireCheck.objects.filter(pk=check.pk).update(
        done_on=today() - timedelta(days=1), done_by=colleague, call_due_on=today()
    )
    said = {"text": "Appelé", "happened_on": today(), "channel": Channel.PHONE, "minutes": 5}
    take_news(check=check, by=coach, on=today(), audience=Audience.TEAM, **said)
    check.refresh_from_db()
    assert (check.called_on, check.done_by) == (today(), colleague)
    assert lines_of(coach) == {}


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        pytest.param({"done_on": today()}, "déjà fait", id="done"),
        pytest.param({"dropped_on": today()}, "sans objet", id="dropped"),
    ],
)
def test_news_are_not_noted_twice_on_a_check(coach, check, state, sentence):
    by = {"done_by": coach} if "done_on" in state else {}
    HireCheck.objects.filter(pk=check.pk).update(**state, **by)
    with pytest.raises(ValidationError, match=sentence):
        take_news(check=check, by=coach, on=today(), text="Encore", happened_on=today())
    assert not FollowUp.objects.exists()


def test_news_of_a_mark_leave_the_ones_before_without_object(coach, beneficiary):
    placement = PlacementFactory(beneficiary=beneficiary, starts_on=today() - timedelta(days=15))
    follow_checks(placement=placement, on=today())
    said = {"text": "Bien", "happened_on": today(), "channel": Channel.PHONE, "minutes": 5}
    take_news(
        check=placement.checks.get(mark=HireMark.DAY_15), by=coach, on=today(),
        audience=Audience.TEAM, **said,
    )  # fmt: skip
    assert placement.checks.get(mark=HireMark.DAY_2).dropped_on == today()
    assert placement.checks.get(mark=HireMark.MONTH_1).is_waiting


def test_the_page_runs_the_same_queries_however_many_checks(
    client_of, coach, check, django_assert_num_queries, django_assert_max_num_queries
):
    client = client_of(coach)
    client.get(page(check))
    with django_assert_max_num_queries(20) as few:
        client.get(page(check))
    for mark in (HireMark.DAY_2, HireMark.DAY_15, HireMark.MONTH_3):
        HireCheckFactory(placement=check.placement, mark=mark)
    with django_assert_num_queries(len(few)):
        client.get(page(check))


def test_a_first_day_that_is_a_friday_asks_on_the_monday(beneficiary):
    placement = PlacementFactory(beneficiary=beneficiary, starts_on=date(2026, 1, 9))
    follow_checks(placement=placement, on=date(2026, 1, 9))
    assert placement.checks.get(mark=HireMark.DAY_2).due_on == date(2026, 1, 12)
