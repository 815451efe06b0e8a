"""What employers were sent about the persons proposed: most profiles anonymous, a few named."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from random import Random

from django.utils import timezone

from beneficiaries.models import BeneficiarySkill
from employers.enums import ConsentMeans, ProfileChannel, ProposalStage
from employers.models import Contact, ProfileSending, Proposal, WorkWish
from employers.services.profile_sheets import compose
from mirec.demo.chance import between, days, rng_for

BATCH = 1000
MOST = 2000
REACHED = (
    ProposalStage.SENT,
    ProposalStage.INTERVIEW,
    ProposalStage.TRIAL,
    ProposalStage.HIRED,
    ProposalStage.REFUSED,
)
NAMED_SHARE, PRINTED_SHARE = 0.15, 0.2
MESSAGES = (
    "",
    "Motivation réelle pour le métier ; un essai de quelques jours est possible.",
    "Ponctualité et calme, selon les formateurs.",
)


def write_sendings(seed: int, on: date) -> None:
    """For the latest proposals that an employer has seen."""
    proposals = list(
        Proposal.objects.filter(stage__in=REACHED)
        .select_related("beneficiary", "vacancy__employer")
        .defer("beneficiary__niss", "beneficiary__niss_digest")
        .order_by("-proposed_on", "-pk")[:MOST]
    )
    skills, wishes = _held_by(proposals), _wishes_of(proposals)
    contacts = _first_contacts(proposals)
    rows = []
    for place, proposal in enumerate(proposals):
        rng = rng_for(seed, "sending", place)
        person = proposal.beneficiary_id
        sheet = {"skills": skills[person], "wish": wishes.get(person)}
        contact = contacts.get(proposal.vacancy.employer_id)
        rows.append(_sending(rng, proposal, contact, sheet, on))
    ProfileSending.objects.bulk_create(rows, batch_size=BATCH)


def _sending(
    rng: Random, proposal: Proposal, contact: Contact | None, sheet: dict, on: date
) -> ProfileSending:
    is_printed = contact is None or rng.random() < PRINTED_SHARE
    is_anonymous = rng.random() >= NAMED_SHARE
    sent_on = between(rng, proposal.proposed_on, min(proposal.stage_on, on))
    message = rng.choice(MESSAGES)
    content = compose(
        proposal, on=sent_on, items=[], is_anonymous=is_anonymous, message=message, **sheet
    )
    return ProfileSending(
        proposal=proposal,
        sent_on=sent_on,
        channel=ProfileChannel.PAPER if is_printed else ProfileChannel.EMAIL,
        recipient=contact,
        is_anonymous=is_anonymous,
        consented_on=sent_on - days(rng.randint(0, 3)),
        consent_means=rng.choice((ConsentMeans.ORAL, ConsentMeans.ORAL, ConsentMeans.SIGNED)),
        mailed_at=None if is_printed else timezone.make_aware(datetime.combine(sent_on, time(10))),
        content=content
        | {
            "sent_to": str(contact or ""),
            "address": contact.email if contact else "",
            "cv": "",
            "cv_sha256": "",
        },
        created_by_id=proposal.created_by_id,
    )


def _held_by(proposals: Iterable[Proposal]) -> dict[int, list[BeneficiarySkill]]:
    people = {proposal.beneficiary_id for proposal in proposals}
    held = defaultdict(list)
    rows = BeneficiarySkill.objects.filter(beneficiary__in=people).select_related("skill")
    for row in rows.order_by("-level", "skill__label_key", "pk"):
        held[row.beneficiary_id].append(row)
    return held


def _wishes_of(proposals: Iterable[Proposal]) -> dict[int, WorkWish]:
    people = {proposal.beneficiary_id for proposal in proposals}
    return {row.beneficiary_id: row for row in WorkWish.objects.filter(beneficiary__in=people)}


def _first_contacts(proposals: Iterable[Proposal]) -> dict[int, Contact]:
    employers = {proposal.vacancy.employer_id for proposal in proposals}
    rows = Contact.objects.filter(employer__in=employers).order_by("-pk")
    return {row.employer_id: row for row in rows}
