"""What persons do in their own space: messages, words on sessions to come, papers sent."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from beneficiaries.enums import DocumentKind
from beneficiaries.models import Beneficiary, Document
from coaching.models import Message
from mirec.demo.writers.proofs import stored_paper
from training.models import SessionAnswer
from training.queries.own_space import own_sessions
from training.queries.participants import participants_of
from training.rules.weeks import instant

ASKED = (
    "Bonjour, le bus 1 ne roule pas jeudi. Est-ce que je peux arriver à 9 h 15 ?",
    "Bonjour, j'ai reçu une lettre du Forem et je ne comprends pas. On peut en parler ?",
    "J'ai trouvé une offre de commis près de chez moi, je vous l'apporte demain.",
)
ANSWERED = (
    "Bonjour, oui, pas de souci : je préviens la formatrice.",
    "Bien sûr, apportez-la à notre rendez-vous et nous la lirons ensemble.",
    "Très bien ! Regardez déjà ce qu'ils demandent, nous préparons votre lettre.",
)
REASONS = ("J'ai un rendez-vous : au CPAS", "Je garde un enfant")
SENT = (DocumentKind.SOCIAL_AID, DocumentKind.FOREM_REGISTRATION, DocumentKind.IDENTITY)


def write_own_words(on: date) -> None:
    """Of two persons in three the last message waits for an answer."""
    people = list(
        Beneficiary.objects.filter(user__isnull=False, coach__isnull=False)
        .select_related("coach", "user")
        .order_by("pk")
    )
    Message.objects.bulk_create(
        message for number, person in enumerate(people) for message in _talk(person, number, on)
    )
    SessionAnswer.objects.bulk_create(
        answer for number, person in enumerate(people) for answer in _answers(person, number, on)
    )
    stored = stored_paper()
    Document.objects.bulk_create(
        _paper(person, number, stored, on) for number, person in enumerate(people)
    )


def _talk(person: Beneficiary, number: int, on: date) -> Iterator[Message]:
    turn = number % len(ASKED)
    asked_at, answered_at = _at(on, 3, 18), _at(on, 2, 9)
    yield Message(
        beneficiary=person,
        is_from_person=True,
        text=ASKED[turn],
        sent_at=asked_at,
        read_at=answered_at,
        read_by=person.coach,
        created_by=person.user,
    )
    yield Message(
        beneficiary=person,
        is_from_person=False,
        text=ANSWERED[turn],
        sent_at=answered_at,
        created_by=person.coach,
    )
    if turn:
        yield Message(
            beneficiary=person,
            is_from_person=True,
            text=ASKED[(turn + 1) % len(ASKED)],
            sent_at=_at(on, 1, 20),
            created_by=person.user,
        )


def _answers(person: Beneficiary, number: int, on: date) -> Iterator[SessionAnswer]:
    """Of the next two sessions; every second person cannot come to the second one."""
    coming = own_sessions(person).kept().filter(starts_at__gte=instant(on + timedelta(days=1)))
    for turn, session in enumerate(coming[:2]):
        enrolment = participants_of(session).filter(beneficiary=person).first()
        if enrolment:
            is_away = turn == 1 and number % 2 == 0
            yield SessionAnswer(
                session=session,
                enrolment=enrolment,
                is_coming=not is_away,
                reason=REASONS[number % len(REASONS)] if is_away else "",
                answered_at=_at(on, 1, 19),
            )


def _paper(person: Beneficiary, number: int, stored: dict, on: date) -> Document:
    """Received; every third one is checked."""
    is_checked = number % len(SENT) == 0
    return Document(
        beneficiary=person,
        kind=SENT[number % len(SENT)],
        created_by=person.user,
        checked_on=on if is_checked else None,
        checked_by=person.coach if is_checked else None,
        **stored,
    )


def _at(on: date, days_ago: int, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(on - timedelta(days=days_ago), time(hour)))
