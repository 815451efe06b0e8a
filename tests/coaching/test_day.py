"""« Ma journée »: when a matter waits or is silent, in which order, and how it is answered."""

from datetime import date, datetime, time, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from coaching.day.lines import Group, Moment
from coaching.day.queue import BY_MATTER, line_of, queue_of
from coaching.enums import Matter, Outcome, Presence
from coaching.models import FollowUp, Snooze, Step
from coaching.rules.day import put_aside_until, quiet_days
from coaching.services import digest
from coaching.services.digest import send_digests
from mirec.core.periods import months_after, today
from tests.factories import (
    AgreementFactory,
    AlternancePaperFactory,
    AppointmentFactory,
    BeneficiaryFactory,
    FollowUpFactory,
    InternshipVisitFactory,
    JourneyBreakFactory,
    JourneyFactory,
    LetterFactory,
    SnoozeFactory,
    StepFactory,
    TransferFactory,
    TransferredFileFactory,
    TutorReviewFactory,
    UserFactory,
    WorkshopFactory,
    WorkshopSeatFactory,
)

pytestmark = pytest.mark.django_db


def days(count: int) -> date:
    return today() + timedelta(days=count)


def at(count: int, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(days(count), time(hour)))


def moment() -> Moment:
    return Moment(today(), timezone.now())


def lines(coach) -> list:
    return [line for group in queue_of(coach, moment()).groups for line in group.lines]


def matters(coach) -> set[Matter]:
    return {line.matter for line in lines(coach)}


def waiting(coach, matter: Matter) -> list:
    """The lines of one matter: what the queue asks of the others is left out."""
    source, now = BY_MATTER[matter], moment()
    return source.lines(list(source.of_coach(coach, now)), now)


def limit_in(count: int):
    """An agreement that ends in so many days; a talk today keeps the silence away."""

    def make(person):
        end = days(count)
        made = JourneyFactory(
            beneficiary=person, towards_employment=True, agreed_on=months_after(end, -24)
        )
        type(made).objects.filter(pk=made.pk).update(due_on=end)
        return made

    return make


def absent(count: int, **more):
    return lambda person: FollowUpFactory(
        beneficiary=person, no_show=True, happened_on=days(-count), **more
    )


def stayed(factory, **more):
    return lambda person: factory(internship__enrolment__beneficiary=person, **more)


def then(*makers):
    def make(person):
        for maker in makers:
            made = maker(person)
        return made

    return make


def seat(presence: Presence, **more):
    return lambda person: WorkshopSeatFactory(
        beneficiary=person, workshop=WorkshopFactory(past=True), presence=presence, **more
    )


def quiet(**more):
    return lambda person: JourneyFactory(beneficiary=person, opened_on=days(-20), **more)


def received(**more):
    def make(person):
        transfer = TransferFactory(to_coach=person.coach, moved_on=days(-more.pop("ago", 2)))
        return TransferredFileFactory(transfer=transfer, beneficiary=person, **more)

    return make


def of(factory, **more):
    return lambda person: factory(beneficiary=person, **more)


def letter(**more):
    def make(person):
        journey = JourneyFactory(beneficiary=person, refused_automatically=True)
        return LetterFactory(journey=journey, **more)

    return make


def agreement(**more):
    def make(person):
        journey = JourneyFactory(beneficiary=person, towards_employment=True)
        return AgreementFactory(journey=journey, **more)

    return make


M = Matter
WAITING = [
    pytest.param(M.LIMIT, of(JourneyFactory, intake_overdue=True), id="an intake past its limit"),
    pytest.param(M.LIMIT, of(JourneyFactory, opened_on=days(-50)), id="an intake near its limit"),
    pytest.param(M.LIMIT, limit_in(-2), id="an agreement past its limit"),
    pytest.param(M.LIMIT, limit_in(20), id="an agreement in its last month"),
    pytest.param(M.LIMIT, limit_in(85), id="an agreement announced three months ahead"),
    pytest.param(M.APPOINTMENT, of(AppointmentFactory, to_close=True), id="an appointment over"),
    pytest.param(M.NO_SHOW, absent(3), id="absent and silent since"),
    pytest.param(M.SEAT, seat(Presence.ABSENT), id="absent at a workshop"),
    pytest.param(M.STEP, of(FollowUpFactory, step_overdue=True), id="a step overdue"),
    pytest.param(M.PLAN_STEP, of(StepFactory, owner="coach", late=True), id="an action of mine"),
    pytest.param(M.LETTER, letter(), id="a letter to send"),
    pytest.param(
        M.TUTOR_CALL, stayed(TutorReviewFactory, given=True, work=1), id="an alarming tutor"
    ),
    pytest.param(M.VISIT, stayed(InternshipVisitFactory), id="a visit of a stay that is due"),
    pytest.param(
        M.ALTERNANCE,
        lambda person: AlternancePaperFactory(enrolment__beneficiary=person, agreement=True),
        id="an agreement of a stay to sign",
    ),
    pytest.param(M.HANDOVER, received(), id="a file received with a word"),
    pytest.param(M.SIGNATURE, agreement(), id="a convention without signatures"),
    pytest.param(M.PROOF, of(JourneyFactory, towards_employment=True), id="a proof is missing"),
    pytest.param(M.QUIET, quiet(), id="silent in intake"),
    pytest.param(
        M.MARK,
        of(JourneyFactory, towards_employment=True, agreed_on=months_after(days(-3), -9)),
        id="nine months of search",
    ),
]
SILENT = [
    pytest.param(M.LIMIT, limit_in(60), id="between the announcement and the last month"),
    pytest.param(M.LIMIT, limit_in(120), id="far away"),
    pytest.param(
        M.LIMIT, of(JourneyFactory, refused_automatically=True), id="a parcours that is closed"
    ),
    pytest.param(M.APPOINTMENT, of(AppointmentFactory), id="an appointment to come"),
    pytest.param(
        M.APPOINTMENT, of(AppointmentFactory, to_close=True, status="kept"), id="one answered"
    ),
    pytest.param(M.NO_SHOW, then(absent(3), of(FollowUpFactory)), id="heard of since"),
    pytest.param(M.NO_SHOW, then(absent(3), of(AppointmentFactory)), id="met again soon"),
    pytest.param(M.NO_SHOW, absent(50), id="absent long ago"),
    pytest.param(M.NO_SHOW, absent(3, outcome=Outcome.EXCUSED), id="excused"),
    pytest.param(M.SEAT, seat(Presence.EXCUSED), id="excused at a workshop"),
    pytest.param(M.SEAT, seat(Presence.ABSENT, status="cancelled"), id="a place given back"),
    pytest.param(M.STEP, of(FollowUpFactory, with_step=True), id="a step to come"),
    pytest.param(M.STEP, of(FollowUpFactory, step_done=True), id="a step that is done"),
    pytest.param(M.PLAN_STEP, of(StepFactory, owner="person", late=True), id="the person's action"),
    pytest.param(M.PLAN_STEP, of(StepFactory, owner="coach"), id="an action to come"),
    pytest.param(M.LETTER, letter(discarded_on=today()), id="a letter put aside"),
    pytest.param(M.HANDOVER, received(note=""), id="a file received without a word"),
    pytest.param(M.HANDOVER, received(ago=31), id="a file received long ago"),
    pytest.param(M.SIGNATURE, agreement(completed_on=today()), id="a convention signed by all"),
    pytest.param(M.PROOF, of(JourneyFactory), id="a candidate not assessed yet"),
    pytest.param(
        M.QUIET, then(quiet(), of(FollowUpFactory, with_step=True)), id="silent with a next step"
    ),
    pytest.param(
        M.QUIET, then(quiet(), of(AppointmentFactory)), id="silent with an appointment to come"
    ),
    pytest.param(M.QUIET, of(JourneyFactory, opened_on=days(-10)), id="silent for a short while"),
    pytest.param(
        M.MARK,
        of(JourneyFactory, towards_employment=True, agreed_on=months_after(days(-40), -9)),
        id="nine months since long",
    ),
]


@pytest.mark.parametrize(("matter", "make"), WAITING)
def test_a_matter_waits(coach, beneficiary, matter, make):
    make(beneficiary)
    assert waiting(coach, matter)


@pytest.mark.parametrize(("matter", "make"), SILENT)
def test_a_matter_is_silent(coach, beneficiary, matter, make):
    make(beneficiary)
    assert not waiting(coach, matter)


@pytest.mark.parametrize(("matter", "make"), WAITING)
def test_a_matter_put_aside_comes_back_on_its_day(coach, beneficiary, matter, make):
    make(beneficiary)
    (line,) = waiting(coach, matter)
    snooze = SnoozeFactory(beneficiary=beneficiary, matter=matter, target=line.target)
    assert not waiting(coach, matter)
    Snooze.objects.filter(pk=snooze.pk).update(until_on=today())
    assert waiting(coach, matter)


@pytest.mark.parametrize(("matter", "make"), WAITING)
def test_each_line_says_why_and_each_answer_opens(client_of, coach, beneficiary, matter, make):
    make(beneficiary)
    line = waiting(coach, matter)[0]
    assert line.why.strip()
    assert line.when
    assert line.answers
    client = client_of(coach)
    for answer in line.answers:
        if not answer.post:
            assert client.get(answer.url).status_code in {200, 302}, answer.url
    assert line.why.split("«")[0][:20] in page_of(client)


def page_of(client) -> str:
    content = client.get(reverse("coaching:home")).content.decode()
    return content.replace("&#x27;", "'")


def test_a_past_break_and_one_to_come_do_not_make_a_present_one(coach, beneficiary):
    journey = JourneyFactory(beneficiary=beneficiary, towards_employment=True)
    pause = JourneyBreakFactory(journey=journey)
    assert Matter.QUIET not in matters(coach)
    type(pause).objects.update(starts_on=days(-40), ends_on=days(-20))
    JourneyBreakFactory(journey=journey, starts_on=days(5), ends_on=days(9))
    assert Matter.QUIET in matters(coach)


def test_the_riskiest_comes_first(coach):
    def person():
        return BeneficiaryFactory(team=coach.team, coach=coach)

    quiet()(person())
    FollowUpFactory(beneficiary=person(), step_overdue=True, next_step_on=days(-1))
    FollowUpFactory(beneficiary=person(), step_overdue=True, next_step_on=days(-5))
    limit_in(20)(person())
    JourneyFactory(beneficiary=person(), intake_overdue=True)
    found = lines(coach)
    order = [(line.group, line.day) for line in found]
    assert order == sorted(order, key=lambda each: (each[0].rank, each[1]))
    assert {Group.LIMIT, Group.PROMISE, Group.WATCH} <= {line.group for line in found}
    assert found[0].day < found[1].day


def test_others_persons_and_private_notes_of_others_are_not_in_the_queue(
    coach, colleague, beneficiary, other_beneficiary
):
    JourneyFactory(beneficiary=other_beneficiary, intake_overdue=True)
    FollowUpFactory(beneficiary=beneficiary, created_by=colleague, private=True, step_overdue=True)
    AppointmentFactory(beneficiary=beneficiary, coach=colleague, to_close=True)
    assert matters(coach) == set()
    assert matters(colleague) == {Matter.APPOINTMENT}


def test_marks_of_silence_are_dated():
    assert quiet_days(today())
    assert quiet_days(date(2004, 1, 1))
    assert quiet_days(date(2003, 12, 31)) == {}


@pytest.mark.parametrize(
    ("matter", "limit_in_days", "until"),
    [
        (Matter.QUIET, None, 7),
        (Matter.LIMIT, 30, 7),
        (Matter.LIMIT, 8, 5),
        (Matter.LIMIT, 4, 1),
        (Matter.LIMIT, 3, None),
        (Matter.LIMIT, -2, None),
    ],
)
def test_a_limit_is_put_aside_at_most_until_three_days_before_it(matter, limit_in_days, until):
    limit = days(limit_in_days) if limit_in_days is not None else None
    expected = days(until) if until else None
    assert put_aside_until(matter, today(), limit) == expected


def post(client, name: str, matter: Matter, target: int, *, htmx=True, query="", **data):
    url = reverse(f"coaching:day-{name}", args=[matter.value, target]) + query
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(url, data, headers=headers)


@pytest.mark.parametrize("htmx", [True, False], ids=["in place", "without script"])
def test_done_is_undone(client_of, coach, beneficiary, htmx):
    said = FollowUpFactory(beneficiary=beneficiary, step_overdue=True)
    action = StepFactory(beneficiary=beneficiary, owner="coach", late=True)
    client = client_of(coach)
    for matter, row in ((Matter.STEP, said), (Matter.PLAN_STEP, action)):
        response = post(client, "done", matter, row.pk, htmx=htmx)
        assert response.status_code == (200 if htmx else 302)
        assert line_of(coach, matter, row.pk, moment()) is None
        if not htmx:
            undo = reverse("coaching:day-done", args=[matter.value, row.pk])
            assert f'action="{undo}"' in page_of(client)
        response = post(client, "done", matter, row.pk, htmx=htmx, annuler="1")
        assert line_of(coach, matter, row.pk, moment())
        assert ('hx-swap-oob="true"' in response.content.decode()) is htmx
    assert Step.objects.get().done_by is None


def test_a_try_that_reached_nobody_promises_the_next_one(client_of, coach, beneficiary):
    absence = absent(3)(beneficiary)
    client = client_of(coach)
    response = post(client, "tried", Matter.NO_SHOW, absence.pk)
    written = FollowUp.objects.get(outcome=Outcome.NOT_REACHED)
    assert (written.next_step_on, written.created_by) == (days(1), coach)
    assert Matter.NO_SHOW not in matters(coach)
    query = f"?suivi={written.pk}"
    assert query in response.content.decode()
    post(client, "tried", Matter.NO_SHOW, absence.pk, query=query, annuler="1")
    assert FollowUp.objects.count() == 1
    assert Matter.NO_SHOW in matters(coach)


def test_a_line_is_put_aside_and_taken_up(client_of, coach, beneficiary):
    journey = quiet()(beneficiary)
    client = client_of(coach)
    post(client, "snooze", Matter.QUIET, journey.pk)
    assert Snooze.objects.get().until_on == days(7)
    assert Matter.QUIET not in matters(coach)
    post(client, "snooze", Matter.QUIET, journey.pk, annuler="1")
    assert Matter.QUIET in matters(coach)


def test_a_limit_too_near_is_not_put_aside(client_of, coach, beneficiary):
    journey = limit_in(2)(beneficiary)
    response = post(client_of(coach), "snooze", Matter.LIMIT, journey.pk)
    assert "trop proche pour être reportée" in response.content.decode()
    assert f'id="q-limit-{journey.pk}"' in response.content.decode()
    assert not Snooze.objects.exists()


def test_the_word_of_a_former_coach_is_read_once(client_of, coach, beneficiary):
    row = received()(beneficiary)
    post(client_of(coach), "done", Matter.HANDOVER, row.pk)
    assert matters(coach) == set()


def test_an_appointment_is_answered_in_the_queue_and_reopened(client_of, coach, beneficiary):
    appointment = AppointmentFactory(beneficiary=beneficiary, to_close=True)
    client, htmx = client_of(coach), {"HX-Request": "true"}
    close = reverse("coaching:appointment-close", args=[appointment.pk])
    page = client.post(close, {"etat": "excused"}, headers=htmx).content.decode()
    assert f'id="q-appointment-{appointment.pk}"' in page
    assert Matter.APPOINTMENT not in matters(coach)
    reopen = reverse("coaching:appointment-reopen", args=[appointment.pk])
    page = client.post(reopen, {"annuler": "1"}, headers=htmx).content.decode()
    assert 'hx-swap-oob="true"' in page
    assert not FollowUp.objects.exists()
    client.post(close, {"etat": "no_show"}, headers=htmx)
    again = client.post(close, {"etat": "no_show"}, headers=htmx).content.decode()
    assert "déjà été noté" in again


def test_a_meeting_without_a_person_is_noted_and_not_put_aside(client_of, coach):
    meeting = AppointmentFactory(beneficiary=None, coach=coach, to_close=True)
    (line,) = lines(coach)
    assert (line.name, [answer.label for answer in line.answers]) == (
        "Préparer l'entretien",
        ["A eu lieu"],
    )
    client = client_of(coach)
    assert post(client, "snooze", Matter.APPOINTMENT, meeting.pk).status_code == 404
    client.post(line.answers[0].url, {"etat": "kept"}, headers={"HX-Request": "true"})
    assert lines(coach) == []


@pytest.mark.parametrize("suivi", ["", "²", "-1", "9" * 30, "a%00b", "0"])
def test_an_undo_of_nothing_finds_nothing(client_of, coach, beneficiary, suivi):
    absence = absent(3)(beneficiary)
    response = post(
        client_of(coach), "tried", Matter.NO_SHOW, absence.pk, query=f"?suivi={suivi}", annuler="1"
    )
    assert response.status_code == 404
    assert FollowUp.objects.count() == 1


@pytest.mark.parametrize("name", ["done", "snooze", "tried"])
def test_a_line_that_is_not_yours_does_not_exist(client_of, coach, other_beneficiary, name):
    journey = JourneyFactory(beneficiary=other_beneficiary, opened_on=days(-20))
    client = client_of(coach)
    assert post(client, name, Matter.QUIET, journey.pk).status_code == 404
    url = reverse(f"coaching:day-{name}", args=["autre", journey.pk])
    assert client.post(url).status_code == 404
    assert not Snooze.objects.exists()


def everything(coach, count: int) -> None:
    for _ in range(count):
        for case in WAITING:
            case.values[1](BeneficiaryFactory(team=coach.team, coach=coach))


def test_the_page_runs_the_same_queries_however_many_persons(
    client_of, coach, django_assert_max_num_queries, django_assert_num_queries
):
    client = client_of(coach)
    everything(coach, 1)
    client.get(reverse("coaching:home"))
    with django_assert_max_num_queries(38) as few:
        client.get(reverse("coaching:home"))
    everything(coach, 2)
    with django_assert_num_queries(len(few)):
        page = client.get(reverse("coaching:home"))
    assert page.context["queue"].count > 20


def test_a_group_shows_the_riskiest_and_says_that_others_wait(client_of, coach):
    for number in range(18):
        person = BeneficiaryFactory(team=coach.team, coach=coach)
        FollowUpFactory(beneficiary=person, step_overdue=True, next_step_on=days(-(number % 9)))
    page = client_of(coach).get(reverse("coaching:home"))
    (group,) = page.context["queue"].groups
    assert (len(group.lines), group.has_more) == (15, True)
    assert "d'autres derrière" in page.content.decode()


def counts_of(response, team) -> dict[Matter, int]:
    """What waits in a team, by matter, without the zeros."""
    return {
        row.matter: cell.count
        for row in response.context["waiting"].rows
        for cell in row.cells
        if cell.team == team and cell.count
    }


def test_who_steers_sees_each_team_and_no_answers(client_of, manager, coach, beneficiary):
    JourneyFactory(beneficiary=beneficiary, intake_overdue=True)
    client = client_of(manager)
    home = client.get(reverse("coaching:home"))
    assert set(counts_of(home, coach.team)) == {Matter.LIMIT, Matter.QUIET}
    url = reverse("coaching:day-team", args=[coach.team_id])
    page = client.get(url, {"sujet": "limit"}).content.decode()
    assert "Noah Petit" in page
    assert "Nadia Ferrero" in page
    assert "Reporter" not in page


def test_coaches_come_by_name_and_not_by_burden(client_of, manager, coach, colleague):
    for who, count in ((coach, 3), (colleague, 1)):
        for _ in range(count):
            person = BeneficiaryFactory(team=coach.team, coach=who)
            FollowUpFactory(beneficiary=person, created_by=who, step_overdue=True)
    url = reverse("coaching:day-team", args=[coach.team_id])
    found = client_of(manager).get(url, {"sujet": "step"}).context["lines"]
    assert [each.coach for each in found] == ["Hugo Bertrand"] + ["Nadia Ferrero"] * 3


@pytest.mark.parametrize(("matter", "make"), WAITING)
def test_a_team_counts_what_its_coaches_see(client_of, manager, coach, beneficiary, matter, make):
    make(beneficiary)
    client = client_of(manager)
    counts = counts_of(client.get(reverse("coaching:day-teams")), coach.team)
    seen = [line for line in lines(coach) if line.matter is matter]
    assert counts[matter] == len(seen) == 1
    url = reverse("coaching:day-team", args=[coach.team_id])
    found = client.get(url, {"sujet": matter.value}).context["lines"]
    assert [each.line.target for each in found] == [line.target for line in seen]


def test_the_teams_run_the_same_queries_however_many(
    client_of, manager, coach, django_assert_num_queries, django_assert_max_num_queries
):
    client = client_of(manager)
    everything(coach, 1)
    client.get(reverse("coaching:home"))
    with django_assert_max_num_queries(6) as few:
        client.get(reverse("coaching:home"))
    everything(coach, 2)
    with django_assert_num_queries(len(few)):
        client.get(reverse("coaching:home"))


def test_the_weekly_mail_is_asked_for_and_holds_numbers_only(
    client_of, manager, coach, beneficiary
):
    JourneyFactory(beneficiary=beneficiary, intake_overdue=True)
    assert send_digests(moment()) == 0
    client = client_of(manager)
    client.post(reverse("coaching:day-digest"))
    manager.refresh_from_db()
    assert manager.wants_digest
    assert send_digests(moment()) == 1
    (message,) = mail.outbox
    assert "Limite légale : 1\n  - Porte Ouest : 1" in message.body
    for name in ("Noah", "Petit", "Nadia", "Ferrero"):
        assert name not in message.body
    client.post(reverse("coaching:day-digest"), {"arreter": "1"})
    assert send_digests(moment()) == 0


def test_an_address_that_refuses_keeps_nobody_else_from_their_numbers(db, monkeypatch, caplog):
    first, second = (UserFactory(manager=True, wants_digest=True) for _ in range(2))
    sent = []

    def refuse_one(subject, text, sender, to):
        if to == [first.email]:
            raise SMTPRecipientsRefused({first.email: (550, b"unknown")})
        sent.extend(to)

    monkeypatch.setattr(digest, "send_mail", refuse_one)
    assert send_digests(moment()) == 1
    assert sent == [second.email]
    assert first.email not in caplog.text


def test_who_steers_no_more_gets_no_mail(coach):
    coach.wants_digest = True
    coach.save()
    assert send_digests(moment()) == 0
