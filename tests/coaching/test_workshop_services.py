"""Workshops: the list that waits, and one follow-up per participant."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from coaching.enums import FollowUpKind, Outcome, Presence, SeatStatus, WorkshopKind
from coaching.models import FollowUp, Topic
from coaching.rules import gatherings as rules
from coaching.services.gatherings import leave
from coaching.services.workshops import (
    TOPIC_WORDS,
    TWICE,
    close_workshop,
    note_seat,
    register,
    topic_of,
    write_text,
)
from mirec.core.periods import today
from tests.factories import BeneficiaryFactory, TopicFactory, WorkshopFactory, WorkshopSeatFactory

pytestmark = pytest.mark.django_db
AT = timezone.now()


@pytest.fixture
def held(coach):
    """A workshop that took place: one came, one did not, one is excused, one waited in vain."""
    workshop = WorkshopFactory(past=True, text="Nous avons relu les CV.")
    presences = (Presence.PRESENT, Presence.ABSENT, Presence.EXCUSED)
    for presence in presences:
        WorkshopSeatFactory(workshop=workshop, presence=presence, remark=f"Note {presence}")
    WorkshopSeatFactory(workshop=workshop, waiting=True)
    return workshop


def close(workshop, by) -> int:
    return close_workshop(workshop=workshop, by=by, on=today(), at=AT)


def test_a_full_workshop_keeps_a_list_that_moves_by_itself(coach):
    workshop = WorkshopFactory(capacity=1)
    people = BeneficiaryFactory.create_batch(3)
    seats = [register(workshop=workshop, beneficiary=p, by=coach) for p in people]
    assert [seat.status for seat in seats] == ["registered", "waiting", "waiting"]
    assert leave(seat=seats[0], at=AT) == [seats[1]]
    with pytest.raises(ValidationError, match=TWICE):
        register(workshop=workshop, beneficiary=people[1], by=coach)
    back = register(workshop=workshop, beneficiary=people[0], by=coach)
    assert back.status == SeatStatus.WAITING


def test_closing_writes_one_follow_up_per_registered_person(held, coach):
    assert close(held, coach) == 3
    said = {f.outcome: f for f in FollowUp.objects.all()}
    assert set(said) == {Outcome.DONE, Outcome.NO_SHOW, Outcome.EXCUSED}
    assert [said[o].minutes for o in (Outcome.DONE, Outcome.NO_SHOW, Outcome.EXCUSED)] == [
        180,
        0,
        0,
    ]
    assert {f.batch for f in said.values()} == {said[Outcome.DONE].batch}
    assert said[Outcome.DONE].batch is not None
    for follow_up in said.values():
        assert follow_up.kind == FollowUpKind.JOBCOACHING
        assert follow_up.text == "Nous avons relu les CV."
        assert follow_up.happened_on == held.day
        assert follow_up.created_by == coach
    assert said[Outcome.NO_SHOW].remark == "Note absent"
    came = held.seats.get(presence=Presence.PRESENT)
    assert came.follow_up == said[Outcome.DONE]
    came.beneficiary.refresh_from_db()
    assert came.beneficiary.last_contact_on == held.day


def test_closing_twice_writes_nothing_more(held, coach):
    close(held, coach)
    assert close(held, coach) == 0
    assert FollowUp.objects.count() == 3


def test_who_was_not_marked_did_not_come(coach):
    seat = WorkshopSeatFactory(workshop__past=True)
    close(seat.workshop, coach)
    assert FollowUp.objects.get().outcome == Outcome.NO_SHOW


def test_a_workshop_that_has_not_begun_is_not_closed(coach):
    seat = WorkshopSeatFactory()
    with pytest.raises(ValidationError, match=rules.NOT_BEGUN):
        close(seat.workshop, coach)
    assert not FollowUp.objects.exists()


def test_a_correction_at_the_door_leaves_what_the_follow_up_says_since(held, coach):
    close(held, coach)
    seat = held.seats.filter(presence=Presence.PRESENT).first()
    FollowUp.objects.filter(pk=seat.follow_up_id).update(remark="Écrit depuis.", minutes=90)
    note_seat(seat=seat, presence=Presence.PRESENT, on=today())
    follow_up = FollowUp.objects.get(pk=seat.follow_up_id)
    assert (follow_up.remark, follow_up.minutes) == ("Écrit depuis.", 90)
    note_seat(seat=seat, presence=Presence.EXCUSED, on=today())
    follow_up.refresh_from_db()
    assert (follow_up.outcome, follow_up.minutes) == (Outcome.EXCUSED, 0)
    assert follow_up.remark == "Écrit depuis."


def test_a_correction_after_the_closing_goes_into_the_follow_up(held, coach):
    close(held, coach)
    seat = held.seats.get(presence=Presence.ABSENT)
    note_seat(seat=seat, presence=Presence.PRESENT, remark="Arrivée à 9 h 15.", on=today())
    follow_up = FollowUp.objects.get(pk=seat.follow_up_id)
    assert (follow_up.outcome, follow_up.minutes) == (Outcome.DONE, 180)
    assert follow_up.remark == "Arrivée à 9 h 15."
    assert FollowUp.objects.count() == 3


def test_the_text_corrected_after_the_closing_follows_where_it_was_not_rewritten(held, coach):
    close(held, coach)
    rewritten = FollowUp.objects.first()
    FollowUp.objects.filter(pk=rewritten.pk).update(text="Autre chose.")
    write_text(workshop=held, text="Nous avons écrit les CV.", on=today())
    texts = sorted(FollowUp.objects.values_list("text", flat=True))
    assert texts == ["Autre chose.", "Nous avons écrit les CV.", "Nous avons écrit les CV."]


def test_a_workshop_without_text_says_its_title(coach):
    seat = WorkshopSeatFactory(workshop__past=True, workshop__title="Écrire son CV")
    close(seat.workshop, coach)
    assert FollowUp.objects.get().text == "Atelier « Écrire son CV »."
    write_text(workshop=seat.workshop, text="Les CV.", on=today())
    assert FollowUp.objects.get().text == "Les CV."


def test_the_list_of_a_closed_workshop_no_longer_changes(held, coach):
    close(held, coach)
    with pytest.raises(ValidationError, match=rules.CLOSED):
        register(workshop=held, beneficiary=BeneficiaryFactory(), by=coach)
    with pytest.raises(ValidationError, match=rules.CLOSED):
        leave(seat=held.seats.first(), at=AT + timedelta(hours=1))


TOPICS = {
    WorkshopKind.CV: "CV",
    WorkshopKind.LETTER: "Lettre de motivation",
    WorkshopKind.INTERVIEW: "Préparer un entretien",
    WorkshopKind.DIGITAL: "Compétences numériques",
    WorkshopKind.SEARCH: "Recherche d'emploi",
}


def test_the_follow_ups_are_filed_under_the_topic_of_the_workshop():
    Topic.objects.all().delete()
    kept = {kind: TopicFactory(label=label) for kind, label in TOPICS.items()}
    assert TOPIC_WORDS.keys() == TOPICS.keys()
    for kind in WorkshopKind:
        assert topic_of(WorkshopFactory(kind=kind)) == kept.get(kind)


def test_without_a_topic_of_the_house_there_is_none():
    Topic.objects.all().delete()
    TopicFactory(label="CV", is_current=False)
    assert topic_of(WorkshopFactory(kind=WorkshopKind.CV)) is None
