"""A profile goes to an employer: with the person's agreement, frozen, mailed or printed."""

from datetime import date, datetime
from typing import Any

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string

from beneficiaries.enums import DocumentKind
from beneficiaries.models import Beneficiary, Document
from employers.enums import ConsentMeans, ProfileChannel, ProposalStage
from employers.models import Contact, ProfileSending, Proposal
from employers.rules.anonymity import traces
from employers.services.profile_sheets import identity_of, sheet_of
from employers.services.proposals import move_proposal
from mirec.accounts.models import User
from mirec.core.pdf import render_paper

PAPER = "employers/profile_paper.html"
NOT_YOURS = "Un profil nommé ou un CV part de l'équipe qui suit la personne."


@transaction.atomic
def send_profile(
    *,
    proposal: Proposal,
    channel: ProfileChannel,
    recipient: Contact | None,
    is_anonymous: bool,
    document: Document | None,
    skills: list[int],
    items: list[str],
    message: str,
    consented_on: date,
    consent_means: ConsentMeans,
    by: User,
    on: date,
) -> ProfileSending:
    """Keep what leaves the house, and bring a proposal that waited to « envoyée ».

    Raises ValidationError: without somebody to write to; when the proposal has ended; when `by`
    may not open the file and the sheet is named; when the words of an anonymous sheet name the
    person; when the agreement is of a later day. The mail itself leaves by `mail_sending`.
    """
    proposal = _locked(proposal)
    may_open = Beneficiary.objects.visible_to(by).filter(pk=proposal.beneficiary_id).exists()
    _refuse_ended(proposal)
    _refuse_recipient(proposal, channel, recipient)
    _refuse_document(proposal, document, by)
    if is_anonymous:
        _refuse_traces(proposal.beneficiary, message)
    elif not may_open:
        raise ValidationError(NOT_YOURS)
    sheet = sheet_of(
        proposal,
        on=on,
        skills=skills,
        items=items,
        is_anonymous=is_anonymous,
        with_title=may_open,
        message=message.strip(),
    )
    sending = ProfileSending(
        proposal=proposal,
        sent_on=on,
        channel=channel,
        recipient=recipient,
        is_anonymous=is_anonymous,
        document=document,
        consented_on=consented_on,
        consent_means=consent_means,
        content=sheet | _addressed(recipient, document),
        created_by=by,
    )
    sending.full_clean(exclude=["created_by"])
    with pghistory.context(user=by.pk):
        sending.save(force_insert=True)
    if proposal.stage == ProposalStage.PROPOSED:
        move_proposal(proposal=proposal, stage=ProposalStage.SENT, on=on, by=by)
    return sending


def cvs_of(person: Beneficiary, user: User) -> QuerySet[Document]:
    """The CVs that may go out: checked, not sealed, and of a file that the user may open."""
    rows = Document.objects.visible_to(user).trusted()
    return rows.filter(beneficiary=person, kind=DocumentKind.CV, is_sealed=False)


@transaction.atomic
def mail_sending(*, pk: int, at: datetime) -> bool:
    """Mail the frozen sheet; False when it has left already, or leaves by another worker now."""
    rows = ProfileSending.objects.to_mail().select_for_update(of=("self",), skip_locked=True)
    related = ("recipient", "document", "created_by")
    sending = rows.select_related(*related).filter(pk=pk).first()
    if sending is None or sending.recipient is None or not sending.recipient.email:
        return False
    _message(sending).send()
    sending.mailed_at = at
    sending.save(update_fields=["mailed_at"])
    return True


def paper_context(sending: ProfileSending) -> dict[str, Any]:
    return {"sheet": sending.content, "sent_on": sending.sent_on, "sender": sending.created_by}


def file_name(sending: ProfileSending) -> str:
    return f"profil-{sending.content['reference']}.pdf"


def _message(sending: ProfileSending) -> EmailMessage:
    sheet, sender = sending.content, sending.created_by
    context = {
        "sheet": sheet,
        "recipient": sending.recipient,
        "sender": sender,
        "has_cv": sending.document is not None,
        "house": settings.HOUSE_LEGAL_NAME,
    }
    message = EmailMessage(
        f"Profil {sheet['reference']} pour « {sheet['vacancy']} »",
        render_to_string("employers/mail/profile.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [sending.recipient.email],
        reply_to=[sender.email] if sender else None,
    )
    paper = render_paper(PAPER, paper_context(sending))
    message.attach(file_name(sending), paper, "application/pdf")
    if sending.document is not None:
        with sending.document.file.open() as file:
            message.attach(sending.document.name, file.read(), sending.document.media_type)
    return message


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",))
    return rows.select_related("vacancy__employer", "beneficiary__locality").get(pk=proposal.pk)


def _addressed(recipient: Contact | None, document: Document | None) -> dict[str, str]:
    return {
        "sent_to": str(recipient) if recipient else "",
        "address": recipient.email if recipient else "",
        "cv": document.name if document else "",
        "cv_sha256": document.sha256 if document else "",
    }


def _refuse_ended(proposal: Proposal) -> None:
    if not ProposalStage(proposal.stage).is_open:
        label = proposal.get_stage_display()
        raise ValidationError(f"Cette proposition est à « {label} » : plus rien n'est à envoyer.")


def _refuse_recipient(
    proposal: Proposal, channel: ProfileChannel, recipient: Contact | None
) -> None:
    if recipient is not None and recipient.employer_id != proposal.vacancy.employer_id:
        raise ValidationError({"recipient": "Cette personne travaille chez un autre employeur."})
    if channel == ProfileChannel.EMAIL and recipient is None:
        raise ValidationError({"recipient": "Choisissez à qui le profil part par e-mail."})
    if channel == ProfileChannel.EMAIL and not recipient.email:
        raise ValidationError(
            {"recipient": "Cette personne de contact n'a pas d'adresse e-mail : ajoutez-la."}
        )


def _refuse_document(proposal: Proposal, document: Document | None, by: User) -> None:
    if document is not None and document not in cvs_of(proposal.beneficiary, by):
        raise ValidationError({"document": "Choisissez un CV du dossier de cette personne."})


def _refuse_traces(person: Beneficiary, message: str) -> None:
    found = traces(message, identity_of(person))
    if found:
        said = " », « ".join(found)
        raise ValidationError(
            {"message": f"Ces mots disent qui est la personne : « {said} ». Ôtez-les d'abord."}
        )
