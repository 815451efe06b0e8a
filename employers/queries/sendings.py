"""What left the house about whom, and what refusals say of a person over a year."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from beneficiaries.models import Beneficiary
from employers.enums import ProposalStage, RefusalKind, RefusalSide
from employers.models import ProfileSending, Proposal
from employers.rules.stages import step_for
from mirec.accounts.models import User
from mirec.core.periods import months_before

REFUSAL_MONTHS = 12


@dataclass(frozen=True)
class Said:
    """How often a kind of reason was given, and by whom."""

    kind: RefusalKind
    by_employers: int
    by_person: int

    @property
    def step(self) -> str:
        """The step that answers it; "" when the person can do nothing about it."""
        return step_for(self.kind)


def sendings_listed(user: User) -> QuerySet[ProfileSending]:
    """With the names they are listed by, and no more of the person."""
    return (
        ProfileSending.objects.visible_to(user)
        .select_related(
            "proposal__beneficiary", "proposal__vacancy__employer", "document", "created_by"
        )
        .only(
            "sent_on", "channel", "is_anonymous", "consented_on", "consent_means", "mailed_at",
            "content", "document__name",
            "created_by__first_name", "created_by__last_name", "created_by__email",
            "proposal__stage", "proposal__beneficiary__first_name",
            "proposal__beneficiary__last_name",
            "proposal__vacancy__title", "proposal__vacancy__employer__name",
        )
    )  # fmt: skip


def sendings_of(person: Beneficiary, user: User) -> QuerySet[ProfileSending]:
    return sendings_listed(user).filter(proposal__beneficiary=person)


def own_sendings(person: Beneficiary) -> QuerySet[ProfileSending]:
    """For the person's own space."""
    rows = ProfileSending.objects.filter(proposal__beneficiary=person)
    return rows.select_related("proposal__vacancy__employer")


def refusals_of(person: Beneficiary, on: date) -> list[Said]:
    """By kind, the most frequent first: what employers and the person said no for in a year."""
    noes = Proposal.objects.filter(
        beneficiary=person,
        stage__in=[ProposalStage.REFUSED, ProposalStage.WITHDRAWN],
        stage_on__gt=months_before(on, REFUSAL_MONTHS),
    ).exclude(refusal_kind="")
    counted = (
        noes.values("refusal_kind")
        .annotate(
            count=Count("pk"),
            by_person=Count("pk", filter=Q(refusal_side=RefusalSide.PERSON)),
        )
        .order_by("-count", "refusal_kind")
    )
    return [
        Said(RefusalKind(row["refusal_kind"]), row["count"] - row["by_person"], row["by_person"])
        for row in counted
    ]
