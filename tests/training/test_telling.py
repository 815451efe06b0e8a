"""A session that moves or is cancelled: who takes part hears of it, once."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse

from beneficiaries.enums import PreferredChannel
from mirec.core.sms import MemoryBackend
from tests.factories import BeneficiaryFactory, CohortFactory, EnrolmentFactory, SessionFactory
from training.rules.weeks import instant
from training.services.telling import tell_participants
from training.tasks import tell_change

pytestmark = pytest.mark.django_db
AT = instant(date(2026, 3, 1), time(8))
STARTS = instant(date(2026, 3, 10), time(9))


@pytest.fixture
def sms(settings):
    settings.SMS_BACKEND = "mirec.core.sms.MemoryBackend"
    MemoryBackend.outbox.clear()
    yield MemoryBackend.outbox
    MemoryBackend.outbox.clear()


@pytest.fixture
def session():
    cohort = CohortFactory(on=STARTS.date())
    return SessionFactory(
        cohort=cohort, title="Hygiène", starts_at=STARTS, ends_at=STARTS + timedelta(hours=3),
        revision=1, room="2",
    )  # fmt: skip


@pytest.fixture
def participants(session):
    reached = {
        "mail": BeneficiaryFactory(email="samira@example.be"),
        "sms": BeneficiaryFactory(
            email="", phone="+32470123456", preferred_channel=PreferredChannel.SMS,
            may_leave_message=True,
        ),
        "none": BeneficiaryFactory(email="", phone=""),
    }  # fmt: skip
    for person in reached.values():
        EnrolmentFactory(cohort=session.cohort, beneficiary=person)
    EnrolmentFactory(
        cohort=session.cohort, waiting=True, beneficiary=BeneficiaryFactory(email="w@example.be")
    )
    return reached


def test_each_hears_by_the_own_means_once(session, participants, mailoutbox, sms):
    former = STARTS - timedelta(days=1)
    assert tell_participants(pk=session.pk, former_start=former, at=AT) == 2
    assert [mail.to for mail in mailoutbox] == [["samira@example.be"]]
    text = mailoutbox[0].body.replace("\u00a0", " ")
    assert "lundi 9 mars 2026 à 9 h 00 change" in text
    assert "mardi 10 mars 2026, de 9 h 00 à 12 h 00" in text
    assert "local 2" in text
    assert len(sms) == 1
    assert tell_participants(pk=session.pk, former_start=former, at=AT) == 0, "told already"


def test_a_cancellation_says_so(session, participants, mailoutbox, sms):
    session.cancelled_at, session.cancelled_by = AT, session.cohort.coordinator
    session.save()
    tell_participants(pk=session.pk, former_start=STARTS, at=AT)
    assert "annulée" in mailoutbox[0].subject
    assert "n'aura pas lieu" in mailoutbox[0].body


def test_the_past_is_told_to_nobody(session, participants, mailoutbox):
    assert tell_participants(pk=session.pk, former_start=STARTS, at=STARTS) == 0
    assert not mailoutbox


def test_the_page_queues_a_message_for_a_move_and_none_for_a_word(
    client_of, session, monkeypatch, django_capture_on_commit_callbacks
):
    queued = []
    monkeypatch.setattr(tell_change, "apply_async", lambda args, **_: queued.append(args))
    browser = client_of(session.cohort.coordinator)
    path = reverse("training:session-edit", args=[session.pk])
    typed = {
        "kind": "theory", "title": "Hygiène 2", "day": "2026-03-10", "starts": "09:00",
        "ends": "12:00", "place": session.place, "room": "2", "version": "r1",
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(path, typed).status_code == 302
    assert queued == []
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(path, typed | {"room": "3", "version": "r2"}).status_code == 302
    assert [(pk, datetime.fromisoformat(start)) for pk, start in queued] == [(session.pk, STARTS)]
