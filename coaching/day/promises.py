"""What was promised: next steps, the coach's actions of the plan, letters, files received."""

from datetime import timedelta

from django.db.models import F, QuerySet
from django.urls import reverse

from beneficiaries.models import Beneficiary
from beneficiaries.niss import LEFT_SEALED
from coaching.day.lines import Answer, Group, Line, Moment, Source, done, put_aside, write
from coaching.enums import Addressee, Matter, StepOwner
from coaching.models import FollowUp, Letter, Step, TransferredFile
from coaching.rules.day import HANDOVER_DAYS
from mirec.accounts.models import User
from mirec.core.wording import ago, lateness


def follow_ups(user: User) -> QuerySet[FollowUp]:
    rows = FollowUp.objects.visible_to(user).select_related("beneficiary")
    return rows.defer(*LEFT_SEALED, "sealed_text", "text")


def due_steps(rows: QuerySet, moment: Moment) -> QuerySet:
    return rows.step_due(moment.on).order_by("next_step_on", "pk")


def step_line(row: FollowUp, moment: Moment) -> Line:
    when, detail = lateness((moment.on - row.next_step_on).days)
    return Line(
        matter=Matter.STEP,
        target=row.pk,
        group=Group.PROMISE,
        day=row.next_step_on,
        tone="warn",
        icon="hourglass-split",
        when=when,
        detail=detail,
        beneficiary=row.beneficiary,
        why=row.next_step,
        answers=(
            done(Matter.STEP, row.pk),
            write(row.beneficiary_id),
            *put_aside(Matter.STEP, row.pk, moment),
        ),
    )


def plan_steps(user: User) -> QuerySet[Step]:
    return (
        Step.objects.visible_to(user)
        .filter(owner=StepOwner.COACH)
        .select_related("beneficiary")
        .defer(*LEFT_SEALED)
    )


def due_plan_steps(rows: QuerySet, moment: Moment) -> QuerySet:
    return rows.due(moment.on).order_by("due_on", "pk")


def plan_step_line(row: Step, moment: Moment) -> Line:
    when, detail = lateness((moment.on - row.due_on).days)
    return Line(
        matter=Matter.PLAN_STEP,
        target=row.pk,
        group=Group.PROMISE,
        day=row.due_on,
        tone="warn",
        icon="list-check",
        when=when,
        detail=detail,
        beneficiary=row.beneficiary,
        why=f"Action du plan, à vous : {row.title}",
        answers=(
            done(Matter.PLAN_STEP, row.pk),
            Answer("Ouvrir le plan", reverse("coaching:panel-plan", args=[row.beneficiary_id])),
            *put_aside(Matter.PLAN_STEP, row.pk, moment),
        ),
    )


def letters(user: User) -> QuerySet[Letter]:
    rows = Letter.objects.visible_to(user).select_related("beneficiary")
    return rows.defer(*LEFT_SEALED, "text")


def letters_to_send(rows: QuerySet, moment: Moment) -> QuerySet:
    return rows.to_send().order_by("prepared_on", "pk")


def letter_line(row: Letter, moment: Moment) -> Line:
    to = "à la personne" if row.addressee == Addressee.PERSON else "au Forem"
    return Line(
        matter=Matter.LETTER,
        target=row.pk,
        group=Group.PROMISE,
        day=row.prepared_on,
        tone="warn",
        icon="envelope",
        when="À envoyer",
        detail=f"préparé {ago(row.prepared_on, moment.on)}",
        beneficiary=row.beneficiary,
        why=f"Courrier {to} : {row.subject}",
        answers=(
            Answer("Relire et envoyer", row.get_absolute_url()),
            *put_aside(Matter.LETTER, row.pk, moment),
        ),
    )


def files_received(user: User) -> QuerySet[TransferredFile]:
    return (
        TransferredFile.objects.filter(beneficiary__in=Beneficiary.objects.visible_to(user))
        .select_related("beneficiary", "transfer__from_coach")
        .defer(*LEFT_SEALED)
    )


def lately_received(rows: QuerySet, moment: Moment) -> QuerySet:
    """With a word of the former coach, and still with the one who received the file."""
    since = moment.on - timedelta(days=HANDOVER_DAYS)
    received = rows.filter(
        transfer__moved_on__gte=since, beneficiary__coach=F("transfer__to_coach")
    )
    return received.exclude(note="").order_by("transfer__moved_on", "pk")


def handover_line(row: TransferredFile, moment: Moment) -> Line:
    moved_on, giver = row.transfer.moved_on, row.transfer.from_coach
    return Line(
        matter=Matter.HANDOVER,
        target=row.pk,
        group=Group.PROMISE,
        day=moved_on,
        icon="box-arrow-in-right",
        when="Dossier reçu",
        detail=ago(moved_on, moment.on),
        beneficiary=row.beneficiary,
        why=f"{giver or 'Votre prédécesseur'} vous écrit : {row.note}",
        answers=(
            done(Matter.HANDOVER, row.pk, "Lu"),
            Answer("Ouvrir le dossier", row.beneficiary.get_absolute_url()),
        ),
    )


STEPS = Source(Matter.STEP, follow_ups, due_steps, step_line)
PLAN_STEPS = Source(Matter.PLAN_STEP, plan_steps, due_plan_steps, plan_step_line)
LETTERS = Source(Matter.LETTER, letters, letters_to_send, letter_line)
HANDOVERS = Source(Matter.HANDOVER, files_received, lately_received, handover_line)
