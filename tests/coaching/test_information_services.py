"""Sessions of information: seats, the list that waits, the mails, and the candidate at the end."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from beneficiaries.enums import IntakeSource
from beneficiaries.models import Beneficiary
from coaching import tasks
from coaching.enums import FirstInterview, Presence, SeatStatus
from coaching.models import SignUp
from coaching.rules import gatherings as rules
from coaching.services.candidates import ALREADY, make_candidate
from coaching.services.gatherings import (
    cancel_gathering,
    close_gathering,
    leave,
    note_presence,
    save_gathering,
)
from coaching.services.information import TWICE, add_sign_up, note_told, sign_up, walk_in
from mirec.celery import app
from mirec.core.periods import today
from tests.factories import (
    BeneficiaryFactory,
    InformationSessionFactory,
    JourneyFactory,
    PartnerFactory,
    SignUpFactory,
)

pytestmark = pytest.mark.django_db
AT = timezone.now()


def somebody(**changes) -> dict:
    return {
        "first_name": "Amina",
        "last_name": "Bouzid",
        "email": "amina@example.be",
        "phone": "",
        "source": IntakeSource.CPAS,
        "partner": None,
        **changes,
    }


def told(outbox=None) -> list[tuple[str, str]]:
    """Whom, and the first words of the subject."""
    return [(m.to[0], m.subject.partition(" : ")[0]) for m in outbox or mail.outbox]


def test_the_seats_are_taken_then_the_list_waits():
    session = InformationSessionFactory(capacity=1)
    assert sign_up(session=session, at=AT, **somebody()) == SeatStatus.REGISTERED
    second = somebody(email="luc@example.be", first_name="Luc")
    assert sign_up(session=session, at=AT, **second) == SeatStatus.WAITING


def test_the_same_person_twice_gets_the_answer_of_a_newcomer_and_one_seat():
    session = InformationSessionFactory(capacity=1)
    sign_up(session=session, at=AT, **somebody())
    again = somebody(email="AMINA@example.be", last_name="bouzid")
    assert sign_up(session=session, at=AT, **again) == SeatStatus.WAITING
    assert session.sign_ups.count() == 1
    by_phone = somebody(email="", phone="+32470111111")
    sign_up(session=session, at=AT, **by_phone)
    sign_up(session=session, at=AT, **by_phone)
    assert session.sign_ups.count() == 2


def test_a_colleague_hears_that_the_person_is_on_the_list():
    session = InformationSessionFactory()
    add_sign_up(session=session, at=AT, **somebody())
    with pytest.raises(ValidationError, match=TWICE):
        add_sign_up(session=session, at=AT, **somebody())


def test_who_gives_no_e_mail_is_told_at_once_and_called_when_the_place_changes():
    session = InformationSessionFactory(capacity=1)
    holder = SignUpFactory(session=session)
    waiting = add_sign_up(session=session, at=AT, **somebody(email="", phone="+32470111111"))
    assert waiting.confirmed_at == AT
    leave(seat=holder, at=AT)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.confirmed_at) == (SeatStatus.REGISTERED, None)


@pytest.mark.parametrize(
    ("traits", "fault"),
    [
        ({"cancelled": True}, rules.CANCELLED),
        ({"past": True}, rules.BEGUN),
        ({"past": True, "closed_at": AT}, rules.CLOSED),
    ],
    ids=["cancelled", "begun", "closed"],
)
def test_nobody_signs_up_for_what_is_over(traits, fault):
    with pytest.raises(ValidationError, match=fault):
        sign_up(session=InformationSessionFactory(**traits), at=AT, **somebody())


def test_who_waits_longest_moves_up_by_itself_and_is_told_once():
    session = InformationSessionFactory(capacity=1)
    holder = SignUpFactory(session=session, confirmed_at=AT)
    first, second = SignUpFactory.create_batch(2, session=session, waiting=True, confirmed_at=AT)
    assert leave(seat=holder, at=AT) == [first]
    assert leave(seat=holder, at=AT) == []
    tasks.tell_sign_ups(session.pk)
    tasks.tell_sign_ups(session.pk)
    tasks.tell_all_sign_ups()
    assert sorted(told()) == sorted(
        [
            (holder.email, "Votre désistement est noté"),
            (first.email, "Votre place est réservée"),
        ]
    )
    second.refresh_from_db()
    assert second.status == SeatStatus.WAITING


def test_more_seats_move_up_as_many_and_fewer_than_taken_are_refused(coach):
    session = InformationSessionFactory(capacity=1)
    SignUpFactory(session=session)
    SignUpFactory.create_batch(3, session=session, waiting=True)
    session.capacity = 3
    assert len(save_gathering(gathering=session, by=coach, at=AT)) == 2
    session.capacity = 2
    with pytest.raises(ValidationError) as refusal:
        save_gathering(gathering=session, by=coach, at=AT)
    assert "capacity" in refusal.value.error_dict


def test_nobody_moves_up_once_the_session_has_begun():
    session = InformationSessionFactory(past=True, capacity=1)
    holder = SignUpFactory(session=session)
    SignUpFactory(session=session, waiting=True)
    assert leave(seat=holder, at=AT) == []


def test_another_day_is_told_to_everyone_on_the_list_and_another_host_to_nobody(coach):
    session = InformationSessionFactory()
    SignUpFactory(session=session, confirmed_at=AT)
    SignUpFactory(session=session, withdrawn=True, confirmed_at=AT)
    session.host = coach
    save_gathering(gathering=session, by=coach, at=AT)
    assert not SignUp.objects.untold(AT).exists()
    session.starts_at += timedelta(minutes=30)
    save_gathering(gathering=session, by=coach, at=AT)
    tasks.tell_sign_ups(session.pk, changed=True)
    (message,) = mail.outbox
    assert "a changé" in message.body
    assert session.moment.capitalize() in message.body


def test_a_cancelled_session_tells_all_once():
    session = InformationSessionFactory()
    SignUpFactory(session=session, confirmed_at=AT)
    SignUpFactory(session=session, waiting=True)
    SignUpFactory(session=session, email="")
    SignUpFactory(session=session, withdrawn=True, confirmed_at=AT)
    cancel_gathering(gathering=session, at=AT)
    cancel_gathering(gathering=session, at=AT)
    tasks.tell_sign_ups(session.pk)
    tasks.tell_sign_ups(session.pk)
    assert [subject for _, subject in told()] == ["La séance est annulée"] * 2


def test_a_session_that_somebody_attended_is_not_cancelled():
    session = InformationSessionFactory(past=True)
    SignUpFactory(session=session, came=True)
    with pytest.raises(ValidationError, match="a eu lieu"):
        cancel_gathering(gathering=session, at=AT)


def test_the_mail_carries_the_private_link_and_what_is_needed_to_come():
    session = InformationSessionFactory(directions="Bus 52, arrêt Montigny")
    row = SignUpFactory(session=session)
    tasks.tell_sign_ups(session.pk)
    (message,) = mail.outbox
    assert f"http://testserver/seances/inscription/{row.token}/" in message.body
    assert "Bus 52, arrêt Montigny" in message.body
    assert session.place in message.body


def test_the_reminder_goes_out_once_the_day_before_to_who_has_a_seat():
    on = today()
    tomorrow = InformationSessionFactory(on=on - timedelta(days=4))
    later = InformationSessionFactory(on=on)
    for session in (tomorrow, later):
        SignUpFactory(session=session)
        SignUpFactory(session=session, waiting=True)
    SignUp.objects.update(signed_up_at=AT - timedelta(days=2), confirmed_at=AT)
    SignUpFactory(session=tomorrow, confirmed_at=AT)  # of today: the confirmation is enough
    tasks.remind_sign_ups()
    tasks.remind_sign_ups()
    (message,) = mail.outbox
    assert message.subject.startswith("Rappel : c'est demain")
    assert "demain" in message.body


def test_who_was_reminded_of_the_former_day_is_reminded_of_the_new_one():
    session = InformationSessionFactory()
    mine = SignUpFactory(session=session, reminded_at=AT, confirmed_at=AT)
    session.starts_at += timedelta(days=7)
    session.ends_at += timedelta(days=7)
    save_gathering(gathering=session, by=session.host, at=AT)
    mine.refresh_from_db()
    assert (mine.reminded_at, mine.confirmed_at) == (None, None)


def test_one_address_that_the_server_refuses_does_not_silence_the_others(monkeypatch, caplog):
    session = InformationSessionFactory()
    bad = SignUpFactory(session=session)
    good = SignUpFactory(session=session)
    real = tasks.tell_sign_up

    def tell(*, pk, **options):
        if pk == bad.pk:
            raise OSError(f"refused {bad.email}")
        return real(pk=pk, **options)

    monkeypatch.setattr(tasks, "tell_sign_up", tell)
    assert tasks.tell_sign_ups(session.pk) == 1
    assert told() == [(good.email, "Votre place est réservée")]
    bad.refresh_from_db()
    assert bad.confirmed_at is None
    assert f"the mail of row {bad.pk} did not leave" in caplog.text
    assert bad.email not in caplog.text


def test_the_mails_are_handed_to_a_worker_when_the_change_is_kept(
    monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr(tasks.tell_sign_ups, "apply_async", lambda args, **_: asked.append(args))
    session = InformationSessionFactory()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.tell_later(session)
        assert asked == []
    assert asked == [[session.pk, False]]


def test_without_a_broker_the_change_is_kept_and_the_quarter_of_an_hour_tells(
    monkeypatch, django_capture_on_commit_callbacks
):
    def down(*args, **options):
        raise ConnectionError

    monkeypatch.setattr(tasks.tell_sign_ups, "apply_async", down)
    row = SignUpFactory()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.tell_later(row.session)
    assert tasks.tell_all_sign_ups() == 1


@pytest.mark.parametrize("entry", ["tell-sign-ups", "remind-sign-ups"])
def test_the_beat_knows_the_tasks_it_wakes(entry):
    assert app.conf.beat_schedule[entry]["task"] in app.tasks


def test_who_has_no_e_mail_is_called(coach):
    row = SignUpFactory(email="")
    note_told(sign_up=row, at=AT)
    row.refresh_from_db()
    assert row.confirmed_at == AT
    with pytest.raises(ValidationError, match="par e-mail"):
        note_told(sign_up=SignUpFactory(), at=AT)


def test_at_the_door_the_chairs_count():
    session = InformationSessionFactory(past=True, capacity=2)
    absent, present = SignUpFactory.create_batch(2, session=session)
    waiting = SignUpFactory(session=session, waiting=True)
    note_presence(seat=absent, presence=Presence.ABSENT, on=today())
    note_presence(seat=present, presence=Presence.PRESENT, on=today())
    let_in = note_presence(seat=waiting, presence=Presence.PRESENT, on=today())
    assert let_in.status == SeatStatus.REGISTERED
    with pytest.raises(ValidationError, match=rules.ROOM_FULL):
        walk_in(session=session, at=AT, **somebody())


def test_a_walk_in_is_present_and_gets_no_mail():
    session = InformationSessionFactory(past=True)
    came = walk_in(session=session, at=AT, **somebody())
    assert came.presence == Presence.PRESENT
    assert came.status == SeatStatus.REGISTERED
    assert not SignUp.objects.filter(confirmed_at=None).exists()


def test_nobody_is_marked_before_the_day_nor_after_giving_the_seat_back():
    with pytest.raises(ValidationError, match="jour même"):
        note_presence(seat=SignUpFactory(), presence=Presence.PRESENT, on=today())
    gone = SignUpFactory(session__past=True, withdrawn=True)
    with pytest.raises(ValidationError, match="désistée"):
        note_presence(seat=gone, presence=Presence.PRESENT, on=today())


def test_closing_notes_who_was_not_marked_as_absent_and_happens_once():
    session = InformationSessionFactory(past=True)
    unmarked, excused = SignUpFactory.create_batch(2, session=session)
    waiting = SignUpFactory(session=session, waiting=True)
    note_presence(seat=excused, presence=Presence.EXCUSED, on=today())
    assert close_gathering(gathering=session, at=AT)
    assert not close_gathering(gathering=session, at=AT + timedelta(hours=1))
    session.refresh_from_db()
    assert session.closed_at == AT
    for row, presence in ((unmarked, "absent"), (excused, "excused"), (waiting, "unknown")):
        row.refresh_from_db()
        assert row.presence == presence


def test_a_participant_becomes_a_candidate_whose_sender_is_kept(coach, team):
    partner = PartnerFactory(name="CPAS de Fleurus")
    row = SignUpFactory(session__past=True, came=True, source=IntakeSource.PARTNER, partner=partner)
    made = make_candidate(sign_up=row, by=coach, on=today(), team=team)
    person = made.beneficiary
    assert (person.source, person.coach, person.team) == (IntakeSource.PARTNER, coach, team)
    assert (person.email, person.phone) == (row.email, row.phone)
    assert "CPAS de Fleurus" in person.intake_note
    assert made.journey is None
    row.refresh_from_db()
    assert row.beneficiary == person
    with pytest.raises(ValidationError, match=ALREADY):
        make_candidate(sign_up=row, by=coach, on=today(), team=team)
    assert Beneficiary.objects.count() == 1


def test_a_session_with_first_services_opens_the_parcours_on_its_day(coach, team):
    row = SignUpFactory(session__past=True, session__is_first_interview=True, came=True)
    made = make_candidate(sign_up=row, by=coach, on=today(), team=team)
    assert made.journey.first_interview == FirstInterview.COLLECTIVE
    assert made.journey.opened_on == row.session.day
    assert made.beneficiary.first_met_on == row.session.day


def test_who_did_not_come_had_no_first_interview(coach, team):
    row = SignUpFactory(session__past=True, session__is_first_interview=True)
    assert make_candidate(sign_up=row, by=coach, on=today(), team=team).journey is None


def test_joined_to_a_file_with_a_parcours_the_person_keeps_it(coach, team):
    person = BeneficiaryFactory(team=team, coach=coach, email="", source="", intake_note="Écrit.")
    JourneyFactory(beneficiary=person)
    row = SignUpFactory(session__past=True, session__is_first_interview=True, came=True)
    made = make_candidate(sign_up=row, by=coach, on=today(), team=team, same_as=person)
    assert made.journey is None
    assert "déjà un parcours" in made.obstacle
    person.refresh_from_db()
    assert person.email == row.email
    assert person.intake_note.startswith("Écrit.\n")
    assert person.journeys.count() == 1
