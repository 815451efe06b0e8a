"""Who or what is taken already? Asked once the database has refused, to say it in a sentence."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError
from django.db.models import Exists, Expression, F, OuterRef, Q, QuerySet

from mirec.core.wording import clock_time, day_full
from training.enums import EnrolmentStatus as Status
from training.enums import SessionKind
from training.models import Cohort, Enrolment, Session
from training.models.clashes import PARTICIPANT, ROOM, TRAINER
from training.rules.weeks import local

Moments = Sequence[tuple[datetime, datetime]]
FIELDS = {ROOM: "room", TRAINER: "trainer", PARTICIPANT: "day"}
UNSEEN = "Ce moment vient d'être pris par une autre séance : rechargez la page."


def clash_of(error: IntegrityError) -> str:
    """The name of the constraint that says that something is taken, "" for any other refusal."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
    return name if name in FIELDS else ""


def clash_words(clash: str, sessions: Sequence[Session]) -> str:
    """« Le local « 2 » est déjà pris le 3 mars 2026 de 9 h à 12 h par « Groupe A » (Magasinier). »

    `sessions` are the ones that were refused, saved before or not.
    """
    kept = Session.objects.kept().exclude(pk__in=[row.pk for row in sessions if row.pk])
    for session in sessions:
        meanwhile = kept.filter(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at)
        said = WORDS[clash](session, meanwhile)
        if said:
            return said
    return UNSEEN


def _room(session: Session, meanwhile: QuerySet[Session]) -> str:
    other = meanwhile.filter(place__iexact=session.place, room__iexact=session.room)
    return _taken(f"Le local « {session.room} » est déjà pris", other)


def _trainer(session: Session, meanwhile: QuerySet[Session]) -> str:
    other = meanwhile.filter(trainer__iexact=session.trainer).exclude(kind=SessionKind.PRACTICE)
    return _taken(f"{session.trainer} donne déjà une séance", other)


def _participant(session: Session, meanwhile: QuerySet[Session]) -> str:
    return participant_words(session.cohort, meanwhile)


def participant_words(cohort: Cohort, meanwhile: QuerySet[Session]) -> str:
    """Whoever of the cohort follows one of those sessions in another cohort, "" for nobody."""
    elsewhere = takes_part(Enrolment.objects.all()).filter(
        cohort=OuterRef("cohort"),
        beneficiary__in=takes_part(cohort.enrolments).values("beneficiary"),
    )
    other = meanwhile.exclude(cohort=cohort).filter(Exists(elsewhere))
    first = other.select_related("cohort__programme").order_by("starts_at").first()
    if first is None:
        return ""
    here = takes_part(cohort.enrolments).values("beneficiary")
    person = (
        takes_part(first.cohort.enrolments)
        .filter(beneficiary__in=here)
        .select_related("beneficiary")
        .first()
    )
    return f"{person.beneficiary} suit déjà {when_words(first)}."


def other_cohort_words(cohort: Cohort, beneficiary_id: int) -> str:
    """Which session of another cohort the person already follows at a moment of this one."""
    own = cohort.sessions.kept().filter(
        starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")
    )
    elsewhere = takes_part(Enrolment.objects.filter(beneficiary=beneficiary_id))
    other = (
        Session.objects.kept()
        .exclude(cohort=cohort)
        .filter(Exists(own), Exists(elsewhere.filter(cohort=OuterRef("cohort"))))
        .select_related("cohort__programme")
        .order_by("-starts_at")
        .first()
    )
    return f"Cette personne suit déjà {when_words(other)}." if other else UNSEEN


COHORT_START = F("cohort__starts_on")


def takes_part(rows: QuerySet[Enrolment], since: Expression = COHORT_START) -> QuerySet[Enrolment]:
    """Who has a place, or had one until that day (included) or later."""
    return rows.filter(Q(status=Status.ENROLLED) | Q(ended_on__gte=since)).exclude(
        status=Status.WAITING
    )


def _taken(start: str, other: QuerySet[Session]) -> str:
    first = other.select_related("cohort__programme").order_by("starts_at").first()
    return f"{start} : {when_words(first)}." if first else ""


def when_words(session: Session) -> str:
    starts, ends = local(session.starts_at), local(session.ends_at)
    return (
        f"« {session.title} » du groupe « {session.cohort} » ({session.cohort.programme}), le "
        f"{day_full(starts)} de {clock_time(starts)} à {clock_time(ends)}"
    )


WORDS = {ROOM: _room, TRAINER: _trainer, PARTICIPANT: _participant}
