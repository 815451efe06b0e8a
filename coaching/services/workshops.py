"""Who follows a workshop, and the follow-ups that its closing writes."""

import uuid
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Beneficiary
from coaching.enums import Channel, FollowUpKind, Presence, SeatStatus, WorkshopKind
from coaching.models import Topic, Workshop, WorkshopSeat
from coaching.rules import gatherings as rules
from coaching.services.followups import change_follow_up, record_follow_up
from coaching.services.gatherings import (
    close_gathering,
    held,
    note_presence,
    refuse,
    seats_of,
)

TWICE = "Cette personne est déjà inscrite à cet atelier."
TOPIC_WORDS = {
    WorkshopKind.CV: "cv",
    WorkshopKind.LETTER: "lettre",
    WorkshopKind.INTERVIEW: "entretien",
    WorkshopKind.DIGITAL: "num",
    WorkshopKind.SEARCH: "recherche",
}
"""A word of the topic that a workshop's follow-ups are filed under, where the house keeps one."""


@transaction.atomic
def register(*, workshop: Workshop, beneficiary: Beneficiary, by) -> WorkshopSeat:
    """Give the person a seat, or a place on the waiting list of a full workshop."""
    workshop = held(workshop)
    refuse(rules.change_fault(workshop.cancelled_at, workshop.closed_at))
    if workshop.seats.live().filter(beneficiary=beneficiary).exists():
        raise ValidationError({"beneficiary": TWICE})
    return WorkshopSeat.objects.create(
        workshop=workshop,
        beneficiary=beneficiary,
        status=seats_of(workshop).status_on_entry,
        created_by=by,
    )


@transaction.atomic
def note_seat(
    *, seat: WorkshopSeat, presence: Presence, on: date, remark: str | None = None
) -> WorkshopSeat:
    """Presence and own line of a participant; None leaves the line as it is.

    After the closing it is a correction, which the participant's follow-up takes over.
    """
    seat = note_presence(seat=seat, presence=presence, on=on)
    if remark == seat.remark:
        remark = None
    if remark is not None:
        seat.remark = remark
        seat.save(update_fields=["remark"])
    if seat.follow_up:
        _correct(seat, remark, on)
    return seat


def _correct(seat: WorkshopSeat, remark: str | None, on: date) -> None:
    """Only what was said anew: the author may have written more in the follow-up since."""
    follow_up, presence = seat.follow_up, Presence(seat.presence)
    outcome = rules.OUTCOMES.get(presence, follow_up.outcome)
    if outcome != follow_up.outcome:
        follow_up.outcome = outcome
        follow_up.minutes = rules.follow_up_minutes(presence, seat.workshop.minutes)
    if remark is not None:
        follow_up.remark = remark
    change_follow_up(follow_up=follow_up, on=on)


@transaction.atomic
def write_text(*, workshop: Workshop, text: str, on: date) -> Workshop:
    """What was done together; once closed, the follow-ups that still say it are corrected."""
    workshop = held(workshop)
    refuse(rules.CANCELLED if workshop.cancelled_at else "")
    former, workshop.text = text_of(workshop), text
    workshop.save(update_fields=["text"])
    seats = workshop.seats.filter(follow_up__text=former) if workshop.closed_at else ()
    for seat in seats:
        seat.follow_up.text = text_of(workshop)
        change_follow_up(follow_up=seat.follow_up, on=on)
    return workshop


def text_of(workshop: Workshop) -> str:
    return workshop.text or f"Atelier « {workshop.title} »."


@transaction.atomic
def close_workshop(*, workshop: Workshop, by, on: date, at: datetime) -> int:
    """One follow-up per registered participant, of one batch; how many. Twice, none."""
    if not close_gathering(gathering=workshop, at=at):
        return 0
    workshop = held(workshop)
    seats = workshop.seats.filter(status=SeatStatus.REGISTERED).select_related("beneficiary")
    shared = {
        "kind": FollowUpKind.JOBCOACHING,
        "topic": topic_of(workshop),
        "channel": Channel.OFFICE,
        "happened_on": workshop.day,
        "text": text_of(workshop),
        "batch": uuid.uuid4(),
    }
    for seat in seats:
        presence = Presence(seat.presence)
        seat.follow_up = record_follow_up(
            beneficiary=seat.beneficiary,
            by=by,
            on=on,
            outcome=rules.OUTCOMES[presence],
            minutes=rules.follow_up_minutes(presence, workshop.minutes),
            remark=seat.remark,
            **shared,
        )
        seat.save(update_fields=["follow_up"])
    return len(seats)


def topic_of(workshop: Workshop) -> Topic | None:
    word = TOPIC_WORDS.get(WorkshopKind(workshop.kind))
    topics = Topic.objects.filter(kind=FollowUpKind.JOBCOACHING, is_current=True)
    return topics.filter(label__icontains=word).first() if word else None
