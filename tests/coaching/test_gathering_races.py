"""Two at once, on a real database: the seats are never oversold and a mail never leaves twice."""

import pytest
from django.core import mail
from django.utils import timezone

from beneficiaries.enums import IntakeSource
from coaching.enums import SeatStatus
from coaching.models import FollowUp
from coaching.services.gatherings import leave
from coaching.services.information import sign_up
from coaching.services.invitations import tell_sign_up
from coaching.services.workshops import close_workshop, register
from mirec.core.periods import today
from tests.factories import (
    BeneficiaryFactory,
    InformationSessionFactory,
    SignUpFactory,
    UserFactory,
    WorkshopFactory,
    WorkshopSeatFactory,
)
from tests.training.test_races import race

pytestmark = pytest.mark.django_db(transaction=True)
AT = timezone.now()
CROWD = 6


def entering(session, name):
    return lambda: sign_up(
        session=session,
        at=AT,
        first_name=name,
        last_name="Dubois",
        email=f"{name}@example.be",
        source=IntakeSource.SPONTANEOUS,
    )


def test_six_who_sign_up_at_once_for_two_seats_take_two():
    for _ in range(3):
        session = InformationSessionFactory(capacity=2)
        answers = race(*(entering(session, f"p{number}") for number in range(CROWD)))
        assert sorted(answers) == sorted([SeatStatus.REGISTERED] * 2 + [SeatStatus.WAITING] * 4)
        statuses = list(session.sign_ups.values_list("status", flat=True))
        assert sorted(statuses) == sorted(answers)


def test_the_same_person_who_presses_twice_has_one_seat():
    session = InformationSessionFactory()
    race(*[entering(session, "amina")] * 2)
    assert session.sign_ups.count() == 1


def test_two_who_leave_at_once_let_two_others_in():
    session = InformationSessionFactory(capacity=2)
    holders = SignUpFactory.create_batch(2, session=session)
    SignUpFactory.create_batch(3, session=session, waiting=True)
    moved = race(*(lambda seat=seat: leave(seat=seat, at=AT) for seat in holders))
    assert sorted(len(each) for each in moved) == [1, 1]
    assert session.sign_ups.filter(status=SeatStatus.REGISTERED).count() == 2
    assert session.sign_ups.filter(status=SeatStatus.WAITING).count() == 1


def test_a_task_that_runs_twice_at_once_mails_once():
    for _ in range(3):
        row = SignUpFactory()
        answers = race(*[lambda row=row: tell_sign_up(pk=row.pk, at=AT)] * 2)
        assert sorted(answers) == [False, True]
    assert len(mail.outbox) == 3


def test_a_workshop_is_filled_and_closed_one_at_a_time():
    by = UserFactory(coach=True)
    workshop = WorkshopFactory(capacity=1)
    people = BeneficiaryFactory.create_batch(3)
    seats = race(
        *(lambda p=person: register(workshop=workshop, beneficiary=p, by=by) for person in people)
    )
    assert sorted(seat.status for seat in seats) == ["registered", "waiting", "waiting"]
    past = WorkshopSeatFactory(workshop__past=True).workshop
    written = race(*[lambda: close_workshop(workshop=past, by=by, on=today(), at=AT)] * 2)
    assert sorted(written) == [0, 1]
    assert FollowUp.objects.count() == 1
