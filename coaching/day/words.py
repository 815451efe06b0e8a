"""What persons send from their own space: messages to answer, papers to check."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.text import Truncator

from beneficiaries.models import Document
from beneficiaries.niss import LEFT_SEALED
from coaching.day.lines import Answer, Group, Line, Moment, Source, done, put_aside
from coaching.enums import Matter
from coaching.models import Message
from mirec.accounts.models import User
from mirec.core.wording import ago, as_day

LENGTH = 120


def received(user: User) -> QuerySet[Message]:
    rows = Message.objects.visible_to(user).filter(is_from_person=True)
    return rows.select_related("beneficiary").defer(*LEFT_SEALED)


def unread(rows: QuerySet, moment: Moment) -> QuerySet:
    """One line a person: the oldest that nobody has read."""
    before = Message.objects.to_read().filter(
        beneficiary=OuterRef("beneficiary"), pk__lt=OuterRef("pk")
    )
    return rows.to_read().filter(~Exists(before)).order_by("sent_at", "pk")


def message_line(row: Message, moment: Moment) -> Line:
    return Line(
        matter=Matter.MESSAGE,
        target=row.pk,
        group=Group.PROMISE,
        day=as_day(row.sent_at),
        tone="warn",
        icon="chat-dots",
        when="Message",
        detail=ago(row.sent_at, moment.on),
        beneficiary=row.beneficiary,
        why=f"« {Truncator(row.text).chars(LENGTH)} »",
        answers=(
            Answer("Répondre", reverse("coaching:panel-messages", args=[row.beneficiary_id])),
            done(Matter.MESSAGE, row.pk, "Lu"),
        ),
    )


def papers_sent(user: User) -> QuerySet[Document]:
    rows = Document.objects.visible_to(user).sent_by_person()
    return rows.select_related("beneficiary").defer(*LEFT_SEALED, "note")


def unchecked(rows: QuerySet, moment: Moment) -> QuerySet:
    """One line a person: the oldest that nobody has checked."""
    before = Document.objects.sent_by_person().waiting().filter(
        beneficiary=OuterRef("beneficiary"), pk__lt=OuterRef("pk")
    )  # fmt: skip
    return rows.waiting().filter(~Exists(before)).order_by("created_at", "pk")


def paper_line(row: Document, moment: Moment) -> Line:
    """A sealed paper is not named."""
    return Line(
        matter=Matter.SENT_PAPER,
        target=row.pk,
        group=Group.PAPER,
        day=as_day(row.created_at),
        tone="warn",
        icon="file-earmark-arrow-up",
        when="Papier reçu",
        detail=ago(row.created_at, moment.on),
        beneficiary=row.beneficiary,
        why=f"Envoyé par la personne, à vérifier : {row}",
        answers=(
            Answer("Vérifier", reverse("beneficiaries:panel-documents", args=[row.beneficiary_id])),
            *put_aside(Matter.SENT_PAPER, row.pk, moment),
        ),
    )


MESSAGES = Source(Matter.MESSAGE, received, unread, message_line)
SENT_PAPERS = Source(Matter.SENT_PAPER, papers_sent, unchecked, paper_line)
