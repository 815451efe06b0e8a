"""« Comment cela se passe-t-il ? »: to whom the question goes, and its link of one use."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from beneficiaries.enums import PreferredChannel
from beneficiaries.services.words import send_words
from coaching.enums import OpinionSide
from coaching.models import HireCheck, Opinion
from coaching.rules.after_hire import ANSWER_DAYS, ASK_WITHIN, ASKING
from coaching.services.checks import opinion_purpose
from coaching.services.opinions import refusal_of
from employers.enums import ContractType
from employers.models import Contact, Placement
from mirec.accounts.models import User
from mirec.core.links import issue_link
from mirec.core.locks import taken
from mirec.core.models import OneUseLink
from mirec.core.wording import as_day, day_long

PAGES = {
    OpinionSide.WORKER: "coaching:opinion-worker",
    OpinionSide.EMPLOYER: "coaching:opinion-employer",
}
SUBJECTS = {
    OpinionSide.WORKER: "Comment se passe votre travail ?",
    OpinionSide.EMPLOYER: "Comment cela se passe-t-il avec {first_name} ?",
}
NOBODY = {
    OpinionSide.WORKER: "Aucune adresse où écrire : complétez l'e-mail de la personne, ou notez sa "
    "réponse vous-même.",
    OpinionSide.EMPLOYER: "Aucune adresse où écrire : complétez l'e-mail de l'employeur ou de son "
    "contact, ou notez sa réponse vous-même.",
}


@dataclass(frozen=True)
class Recipient:
    """Where a question goes; `way` says by which means."""

    way: PreferredChannel
    address: str
    name: str


def recipient_of(check: HireCheck, side: OpinionSide) -> Recipient | None:
    """None when that side cannot be written to."""
    if side == OpinionSide.WORKER:
        return _of_worker(check)
    return _of_employer(check.placement)


def _of_worker(check: HireCheck) -> Recipient | None:
    person = check.beneficiary
    way = person.message_channel
    if way is None:
        return None
    return Recipient(way, person.address_by(way), person.first_name)


def _of_employer(placement: Placement) -> Recipient | None:
    """The contact of the vacancy, else any contact with an address, else the employer's own."""
    found = next((each for each in contacts_of(placement) if each.email), None)
    if found:
        return Recipient(PreferredChannel.EMAIL, found.email, str(found))
    if placement.employer.email:
        return Recipient(PreferredChannel.EMAIL, placement.employer.email, placement.employer.name)
    return None


def contacts_of(placement: Placement) -> list[Contact]:
    """Whom to speak to about a contract, the contact of its vacancy first."""
    named = placement.vacancy.contact if placement.vacancy else None
    others = [each for each in placement.employer.contacts.all() if each != named]
    return [named, *others] if named else others


def asked_of(check: HireCheck) -> dict[OpinionSide, OneUseLink]:
    """The newest link of each side that was asked."""
    purposes = {opinion_purpose(side): side for side in OpinionSide}
    rows = OneUseLink.objects.filter(purpose__in=purposes, target=check.pk).order_by("pk")
    return {purposes[row.purpose]: row for row in rows}


def to_ask(side: OpinionSide, on: date) -> QuerySet[HireCheck]:
    """The checks whose mark has just come, where this side was neither asked nor heard."""
    asked = OneUseLink.objects.filter(purpose=opinion_purpose(side), target=OuterRef("pk"))
    heard = Opinion.objects.filter(hire_check=OuterRef("pk"), side=side)
    return HireCheck.objects.filter(
        ~Exists(asked),
        ~Exists(heard),
        mark__in=ASKING,
        dropped_on__isnull=True,
        due_on__range=(on - ASK_WITHIN, on),
        placement__starts_on__lte=on,
        placement__beneficiary__merged_into__isnull=True,
    ).exclude(~Q(placement__contract_type=ContractType.INTERIM), placement__ended_on__lt=on)


@transaction.atomic
def ask_again(*, pk: int, side: OpinionSide, on: date, at: datetime, by: User | None) -> bool:
    """Send the question of a check; False when another worker does so, or nobody can be written to.

    The link stands and falls with the message: a mail that does not leave leaves no link.
    """
    check = taken(_with_names(HireCheck.objects.all()), pk)
    if check is None or refusal_of(check, side, on):
        return False
    return _ask(check, side, at, by)


@transaction.atomic
def ask_due(*, pk: int, side: OpinionSide, on: date, at: datetime) -> bool:
    """As `ask_again`, only while the question is due and was not asked."""
    check = taken(_with_names(to_ask(side, on)), pk)
    return check is not None and _ask(check, side, at, None)


def _with_names(rows: QuerySet[HireCheck]) -> QuerySet[HireCheck]:
    return rows.with_person().select_related("placement__vacancy__contact")


def _ask(check: HireCheck, side: OpinionSide, at: datetime, by: User | None) -> bool:
    recipient = recipient_of(check, side)
    if recipient is None:
        return False
    _send(check, side, recipient, link_for(check=check, side=side, at=at, by=by), at)
    return True


@transaction.atomic
def hand_over(*, check: HireCheck, side: OpinionSide, at: datetime, by: User) -> str:
    """A new address to answer on the spot, or that the coach passes on by other means."""
    HireCheck.objects.select_for_update().get(pk=check.pk)
    return link_for(check=check, side=side, at=at, by=by)


def link_for(*, check: HireCheck, side: OpinionSide, at: datetime, by: User | None) -> str:
    """A new address of one use, complete; the one before no longer holds."""
    token = issue_link(
        purpose=opinion_purpose(side), target=check.pk, at=at, days=ANSWER_DAYS, by=by
    )
    return f"{settings.SITE_URL}{reverse(PAGES[side], args=[token])}"


def _send(
    check: HireCheck, side: OpinionSide, recipient: Recipient, link: str, at: datetime
) -> None:
    """The question and the link; never what the file says, nor what the other side answers."""
    placement = check.placement
    context = {
        "name": recipient.name,
        "first_name": check.beneficiary.first_name,
        "job_title": placement.job_title,
        "employer": placement.employer.name,
        "link": link,
        "until": day_long(as_day(at + timedelta(days=ANSWER_DAYS))),
        "house": settings.HOUSE_LEGAL_NAME,
    }
    send_words(
        recipient.way,
        recipient.address,
        subject=SUBJECTS[side].format(**context),
        mail=f"coaching/mail/opinion_{side.value}.txt",
        sms="coaching/mail/opinion_sms.txt",
        context=context,
    )
