"""Appointments: fixed, moved, cancelled, answered once, taken back; and who hears of them."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from beneficiaries.enums import PreferredChannel
from beneficiaries.rules.channels import reminder_channel
from beneficiaries.services import words
from coaching.enums import AppointmentStatus, Audience, Channel, FollowUpKind, Outcome, Phase
from coaching.models import Appointment, FollowUp
from coaching.rules.agenda import kind_of
from coaching.services.agenda import (
    NOT_BEGUN,
    OVER,
    cancel_appointment,
    close_appointment,
    move_appointment,
    reopen_appointment,
)
from coaching.services.reminders import remind_of_tomorrow
from coaching.services.taking_back import GROWN, NOT_YOURS
from mirec.accounts.drafts import drafts_of, save_draft
from mirec.core.periods import today
from mirec.core.sms import MemoryBackend
from tests.factories import (
    AppointmentFactory,
    BeneficiaryFactory,
    FollowUpFactory,
    InformationSessionFactory,
    JourneyFactory,
    TeamFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db


def at(days: int, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(today() + timedelta(days=days), time(hour)))


def answer(appointment: Appointment, by, status=AppointmentStatus.KEPT, **said) -> Appointment:
    return close_appointment(
        appointment=appointment, status=status, by=by, on=today(), at=timezone.now(), **said
    )


@pytest.mark.parametrize(
    ("channel", "phase", "kind"),
    [
        (Channel.OFFICE, Phase.INTAKE, FollowUpKind.INTERVIEW),
        (Channel.PHONE, Phase.TOWARDS_EMPLOYMENT, FollowUpKind.INTERVIEW),
        (Channel.PHONE, Phase.IN_EMPLOYMENT, FollowUpKind.AFTER_HIRE),
        (Channel.VISIT, Phase.IN_EMPLOYMENT, FollowUpKind.COMPANY_VISIT),
    ],
)
def test_the_kind_follows_the_means_and_the_phase(channel, phase, kind):
    assert kind_of(channel, phase) == kind


SMS, EMAIL = PreferredChannel.SMS, PreferredChannel.EMAIL


@pytest.mark.parametrize(
    ("preferred", "has_email", "has_phone", "may_leave", "way"),
    [
        pytest.param("email", True, True, True, EMAIL, id="prefers e-mail"),
        pytest.param("sms", True, True, True, SMS, id="prefers messages"),
        pytest.param("sms", True, True, False, EMAIL, id="a phone that others read"),
        pytest.param("sms", False, True, False, None, id="nothing else is left"),
        pytest.param("sms", True, False, True, EMAIL, id="has no phone"),
        pytest.param("phone", True, True, True, EMAIL, id="prefers calls"),
        pytest.param("", False, True, True, None, id="never said and has no e-mail"),
    ],
)
def test_the_reminder_takes_the_means_that_suits(preferred, has_email, has_phone, may_leave, way):
    found = reminder_channel(
        preferred=preferred,
        has_email=has_email,
        has_phone=has_phone,
        may_leave_message=may_leave,
    )
    assert found == way


def test_a_kept_appointment_becomes_a_follow_up_without_typing_again(beneficiary, coach):
    JourneyFactory(beneficiary=beneficiary, in_employment=True)
    kept = answer(
        AppointmentFactory(beneficiary=beneficiary, to_close=True, channel=Channel.PHONE), coach
    )
    written = FollowUp.objects.get()
    assert kept.follow_up == written
    assert (kept.status, kept.revision) == (AppointmentStatus.KEPT, 1)
    assert (written.happened_on, written.minutes) == (today() - timedelta(days=1), 60)
    assert (written.kind, written.channel, written.outcome) == (
        FollowUpKind.AFTER_HIRE,
        Channel.PHONE,
        Outcome.DONE,
    )
    beneficiary.refresh_from_db()
    assert beneficiary.last_contact_on == today() - timedelta(days=1)


def test_words_typed_for_an_appointment_answered_meanwhile_come_back(
    client_of, coach, colleague, beneficiary
):
    appointment = AppointmentFactory(
        beneficiary=beneficiary, coach=coach, starts_at=at(-1, 9), ends_at=at(-1, 10)
    )
    answer(appointment, colleague, AppointmentStatus.NO_SHOW)
    save_draft(user=coach, form="rendez-vous", subject=str(appointment.pk), content="{}")
    data = {
        "text": "Une heure de notes",
        "kind": "jobcoaching",
        "channel": "office",
        "minutes": 60,
        "audience": "team",
        "brouillon": f"rendez-vous:{appointment.pk}",
    }
    url = reverse("coaching:appointment-kept", args=[appointment.pk])
    page = client_of(coach).post(url, data).content.decode()
    assert "Une heure de notes" in page
    assert drafts_of(coach).exists()


def test_it_is_answered_once(beneficiary, coach, colleague):
    appointment = AppointmentFactory(beneficiary=beneficiary, to_close=True)
    answer(appointment, coach)
    with pytest.raises(ValidationError, match=OVER):
        answer(appointment, colleague, AppointmentStatus.NO_SHOW)
    assert FollowUp.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (AppointmentStatus.NO_SHOW, Outcome.NO_SHOW),
        (AppointmentStatus.EXCUSED, Outcome.EXCUSED),
    ],
)
def test_not_come_and_excused_are_two_outcomes_and_no_contact(beneficiary, coach, status, outcome):
    answer(AppointmentFactory(beneficiary=beneficiary, to_close=True), coach, status)
    written = FollowUp.objects.get()
    beneficiary.refresh_from_db()
    assert (written.outcome, written.minutes) == (outcome, 0)
    assert beneficiary.last_contact_on is None


def test_what_has_not_begun_may_be_excused_only(beneficiary, coach):
    appointment = AppointmentFactory(beneficiary=beneficiary)
    with pytest.raises(ValidationError, match=NOT_BEGUN):
        answer(appointment, coach)
    answer(appointment, coach, AppointmentStatus.EXCUSED)
    assert FollowUp.objects.get().happened_on == today()


def test_an_answer_is_taken_back_with_the_follow_up_that_it_wrote(beneficiary, coach):
    appointment = answer(AppointmentFactory(beneficiary=beneficiary, to_close=True), coach)
    reopen_appointment(appointment=appointment, by=coach, on=today())
    appointment.refresh_from_db()
    beneficiary.refresh_from_db()
    assert (appointment.status, appointment.follow_up) == (AppointmentStatus.PLANNED, None)
    assert FollowUp.objects.count() == 0
    assert beneficiary.last_contact_on is None


def test_a_follow_up_that_has_grown_or_is_anothers_is_not_taken_back(beneficiary, coach, colleague):
    appointment = answer(AppointmentFactory(beneficiary=beneficiary, to_close=True), coach)
    with pytest.raises(ValidationError, match=NOT_YOURS):
        reopen_appointment(appointment=appointment, by=colleague, on=today())
    appointment.follow_up.text = "Complété"
    appointment.follow_up.save()
    with pytest.raises(ValidationError, match=GROWN):
        reopen_appointment(appointment=appointment, by=coach, on=today())
    appointment.refresh_from_db()
    assert (appointment.status, FollowUp.objects.count()) == (AppointmentStatus.KEPT, 1)


def test_moving_grows_the_revision_and_reminds_anew(beneficiary):
    appointment = AppointmentFactory(beneficiary=beneficiary, reminded_at=timezone.now())
    unmoved = move_appointment(appointment=appointment, place=appointment.place)
    assert (unmoved.revision, unmoved.reminded_at is None) == (0, False)
    moved = move_appointment(appointment=appointment, starts_at=at(2, 9), ends_at=at(2, 10))
    assert (moved.revision, moved.reminded_at) == (1, None)
    cancel_appointment(appointment=moved)
    with pytest.raises(ValidationError, match=OVER):
        move_appointment(appointment=moved, place="Ailleurs")


def filled(**changes) -> dict:
    tomorrow = today() + timedelta(days=1)
    return {
        "day": tomorrow.isoformat(),
        "starts": "09:30",
        "minutes": "45",
        "subject": "Relire le CV",
        "channel": "office",
        "place": "Bureau 2.04",
        "wants_reminder": "on",
        **changes,
    }


def test_an_appointment_is_fixed_from_a_persons_page(client_of, coach, beneficiary):
    url = f"{reverse('coaching:appointment-create')}?personne={beneficiary.pk}"
    response = client_of(coach).post(url, filled(), follow=True)
    made = Appointment.objects.get()
    assert (made.coach, made.beneficiary, made.minutes) == (coach, beneficiary, 45)
    assert timezone.localtime(made.starts_at).time() == time(9, 30)
    assert "Noah Petit" in response.content.decode()


def test_an_overlap_is_told_and_not_refused(client_of, coach, beneficiary):
    AppointmentFactory(beneficiary=beneficiary, coach=coach, starts_at=at(1, 9), ends_at=at(1, 10))
    url = f"{reverse('coaching:appointment-create')}?personne=aucune"
    page = client_of(coach).post(url, filled(), follow=True).content.decode()
    assert Appointment.objects.count() == 2
    assert "un autre rendez-vous est prévu" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"day": "1951-01-01"}, "proche d&#x27;aujourd&#x27;hui", id="another age"),
        pytest.param({"minutes": "0"}, "supérieure ou égale à 5", id="no time at all"),
        pytest.param({"starts": "25:00"}, "heure valide", id="no such hour"),
        pytest.param({"subject": ""}, "obligatoire", id="about nothing"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_the_rest(
    client_of, coach, beneficiary, changes, sentence
):
    url = f"{reverse('coaching:appointment-create')}?personne={beneficiary.pk}"
    page = client_of(coach).post(url, filled(**changes)).content.decode()
    assert sentence in page
    assert "Bureau 2.04" in page
    assert not Appointment.objects.exists()


def test_two_who_move_the_same_appointment_do_not_overwrite_each_other(
    client_of, coach, beneficiary
):
    appointment = AppointmentFactory(beneficiary=beneficiary)
    url = reverse("coaching:appointment-edit", args=[appointment.pk])
    client = client_of(coach)
    version = client.get(url).context["form"]["version"].value()
    move_appointment(appointment=appointment, place="Ailleurs")
    page = client.post(url, filled(version=version)).content.decode()
    appointment.refresh_from_db()
    assert "a modifié ces données" in page
    assert appointment.place == "Ailleurs"


def test_confirming_asks_for_the_words_only(client_of, coach, beneficiary):
    appointment = AppointmentFactory(beneficiary=beneficiary, to_close=True)
    url = reverse("coaching:appointment-kept", args=[appointment.pk])
    client = client_of(coach)
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    assert (data["minutes"], data["channel"], data["audience"]) == (60, "office", Audience.TEAM)
    page = client.post(url, data | {"text": "Le CV est prêt."}, follow=True).content.decode()
    assert FollowUp.objects.get().text == "Le CV est prêt."
    assert reverse("coaching:appointment-reopen", args=[appointment.pk]) in page
    client.post(reverse("coaching:appointment-reopen", args=[appointment.pk]))
    assert not FollowUp.objects.exists()


def test_a_private_follow_up_is_no_link_for_others(client_of, coach, colleague, beneficiary):
    note = FollowUpFactory(beneficiary=beneficiary, created_by=coach, private=True)
    appointment = AppointmentFactory(
        beneficiary=beneficiary, to_close=True, status=AppointmentStatus.KEPT, follow_up=note
    )
    url = reverse("coaching:appointment-detail", args=[appointment.pk])
    assert note.get_absolute_url() in client_of(coach).get(url).content.decode()
    assert note.get_absolute_url() not in client_of(colleague).get(url).content.decode()


def test_the_week_shows_what_one_hosts_and_nothing_of_others(
    client_of, coach, colleague, beneficiary
):
    on = {"starts_at": at(0, 9), "ends_at": at(0, 10)}
    AppointmentFactory(beneficiary=beneficiary, coach=coach, **on)
    AppointmentFactory(beneficiary=beneficiary, coach=colleague, subject="De Hugo", **on)
    WorkshopFactory(host=coach, title="Écrire son CV", **on)
    InformationSessionFactory(host=coach, title="Bienvenue", **on)
    InformationSessionFactory(host=colleague, title="Une autre", **on)
    for name in ("coaching:agenda", "coaching:agenda-day"):
        page = client_of(coach).get(reverse(name)).content.decode()
        for shown in ("Noah Petit", "Écrire son CV", "Bienvenue"):
            assert shown in page
        for hidden in ("De Hugo", "Une autre"):
            assert hidden not in page


@pytest.mark.parametrize("jour", ["", "demain", "2026-02-30", "0001-01-01", "9999-12-31", "²"])
def test_a_day_that_is_none_shows_today(client_of, coach, jour):
    for name in ("coaching:agenda", "coaching:agenda-day"):
        response = client_of(coach).get(reverse(name), {"jour": jour})
        assert response.context["chosen"] == today()


@pytest.mark.parametrize("page", ["coaching:agenda", "coaching:agenda-day"])
def test_the_agenda_runs_the_same_queries_however_full(
    client_of, coach, page, django_assert_max_num_queries, django_assert_num_queries
):
    client = client_of(coach)

    def fill(count: int) -> None:
        for _ in range(count):
            person = BeneficiaryFactory(team=coach.team, coach=coach)
            on = {"starts_at": at(0, 9), "ends_at": at(0, 10)}
            AppointmentFactory(beneficiary=person, coach=coach, **on)
            WorkshopFactory(host=coach, **on)

    fill(2)
    with django_assert_max_num_queries(8) as few:
        client.get(reverse(page))
    fill(8)
    with django_assert_num_queries(len(few)):
        client.get(reverse(page))


@pytest.fixture
def outbox():
    MemoryBackend.outbox.clear()
    return MemoryBackend.outbox


def test_the_person_is_reminded_once_the_day_before(beneficiary, coach, outbox):
    beneficiary.email = "noah@example.be"
    beneficiary.save()
    AppointmentFactory(beneficiary=beneficiary, subject="Parler de sa dépression")
    AppointmentFactory(beneficiary=beneficiary, starts_at=at(2, 9), ends_at=at(2, 10))
    AppointmentFactory(beneficiary=beneficiary, wants_reminder=False)
    AppointmentFactory(beneficiary=beneficiary, cancelled=True)
    sent = [remind_of_tomorrow(on=today(), at=timezone.now()) for _ in range(2)]
    assert sent == [1, 0]
    (message,) = mail.outbox
    assert message.to == ["noah@example.be"]
    assert "10\xa0h\xa000" in message.body
    assert "Nadia Ferrero" in message.body
    assert "dépression" not in message.subject + message.body
    assert outbox == []


def test_who_prefers_messages_gets_one_on_the_phone(beneficiary, outbox):
    beneficiary.preferred_channel, beneficiary.phone = PreferredChannel.SMS, "+32470123456"
    beneficiary.save()
    AppointmentFactory(beneficiary=beneficiary)
    assert remind_of_tomorrow(on=today(), at=timezone.now()) == 1
    ((number, text),) = outbox
    assert number == "+32470123456"
    assert "demain à 10 h 00" in text
    assert mail.outbox == []


def test_a_reminder_that_does_not_leave_is_tried_again(beneficiary, monkeypatch, caplog):
    beneficiary.email = "noah@example.be"
    beneficiary.save()
    appointment = AppointmentFactory(beneficiary=beneficiary)

    def broken(*args, **kwargs):
        raise OSError("no route to noah@example.be")

    with monkeypatch.context() as patch:
        patch.setattr("beneficiaries.services.words.send_mail", broken)
        assert remind_of_tomorrow(on=today(), at=timezone.now()) == 0
    assert "noah@example.be" not in caplog.text
    appointment.refresh_from_db()
    assert appointment.reminded_at is None
    assert remind_of_tomorrow(on=today(), at=timezone.now()) == 1


def test_tomorrow_is_the_offices_day_on_the_night_the_clock_changes(beneficiary):
    beneficiary.email = "noah@example.be"
    beneficiary.save()
    saturday = date(2026, 3, 28)
    late = datetime(2026, 3, 29, 21, 30, tzinfo=timezone.get_fixed_timezone(0))
    AppointmentFactory(
        beneficiary=beneficiary, starts_at=late, ends_at=late + timedelta(minutes=20)
    )
    assert remind_of_tomorrow(on=saturday, at=timezone.now()) == 1


def test_of_an_appointment_at_the_same_hour_that_one_may_not_read_the_hour_alone_is_said(
    client_of, coach, colleague, beneficiary
):
    """A colleague's own engagement is nobody's; a stranger's person is not named either."""
    times = {"starts_at": at(1, 9), "ends_at": at(1, 10), "coach": coach}
    shown = AppointmentFactory(beneficiary=beneficiary, **times)
    AppointmentFactory(beneficiary=None, subject="Chez mon médecin", **times)
    AppointmentFactory(
        beneficiary=BeneficiaryFactory(team=TeamFactory(), coach=coach),
        subject="Bilan caché",
        **times,
    )
    url = reverse("coaching:appointment-detail", args=[shown.pk])
    theirs = client_of(colleague).get(url).content.decode()
    assert theirs.count("Un autre rendez-vous est prévu") == 2
    assert "Chez mon médecin" not in theirs
    assert "Bilan caché" not in theirs
    assert "Chez mon médecin" in client_of(coach).get(url).content.decode()


def test_an_appointment_cancelled_while_others_are_reminded_is_not(
    beneficiary, coach, outbox, monkeypatch
):
    for hour in (9, 11):
        AppointmentFactory(beneficiary=beneficiary, starts_at=at(1, hour), ends_at=at(1, hour + 1))
    first, second = Appointment.objects.order_by("starts_at")
    sent = words.send_mail

    def cancel_the_other(*args, **kwargs):
        cancel_appointment(appointment=second)
        return sent(*args, **kwargs)

    monkeypatch.setattr(words, "send_mail", cancel_the_other)
    assert remind_of_tomorrow(on=today(), at=timezone.now()) == 1
    assert len(mail.outbox) == 1
