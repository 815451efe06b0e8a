"""What is signed for a training in alternance: the contract of three, a stay's agreement."""

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q

from beneficiaries.models import Beneficiary, Paper, Signature
from beneficiaries.models.papers import nameless
from coaching.enums import AlternancePaperKind, Party
from coaching.models.alternance import Internship, OfEnrolmentQuerySet
from mirec.core.addresses import address_of
from training.models import Enrolment


class AlternancePaperQuerySet(OfEnrolmentQuerySet):
    def newest(self) -> "AlternancePaperQuerySet":
        """The contract of each enrolment, the agreement of each stay: the version that counts."""
        of_it = Q(internship=OuterRef("internship")) | Q(kind=AlternancePaperKind.CONTRACT)
        later = self.model._base_manager.filter(
            of_it,
            enrolment=OuterRef("enrolment"),
            kind=OuterRef("kind"),
            version__gt=OuterRef("version"),
        )
        return self.filter(~Exists(later))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="AlternancePaperEvent",
)
class AlternancePaper(Paper):
    """The training contract (Mire, person, Forem) or an internship agreement (with the company)."""

    enrolment = models.ForeignKey(
        Enrolment,
        on_delete=models.PROTECT,
        related_name="alternance_papers",
        verbose_name="inscription",
    )
    kind = models.CharField("papier", max_length=12, choices=AlternancePaperKind.choices)
    internship = models.ForeignKey(
        Internship,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name="stage",
    )

    objects = AlternancePaperQuerySet.as_manager()

    class Meta(Paper.Meta):
        verbose_name = "papier d'alternance"
        verbose_name_plural = "papiers d'alternance"
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "version"],
                condition=Q(internship__isnull=True),
                name="alternance_contract_unique",
            ),
            models.UniqueConstraint(
                fields=["internship", "version"], name="alternance_agreement_unique"
            ),
            models.CheckConstraint(
                condition=Q(kind=AlternancePaperKind.CONTRACT, internship__isnull=True)
                | Q(kind=AlternancePaperKind.INTERNSHIP, internship__isnull=False),
                name="alternance_paper_of_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, version {self.version}"

    def get_absolute_url(self) -> str:
        return address_of("coaching:alternance-paper", self.pk)

    @property
    def owner(self) -> dict[str, int | None]:
        """A stay's agreement is the stay's; the contract hangs from no stay."""
        return {"enrolment_id": self.enrolment_id, "internship_id": self.internship_id}

    @property
    def beneficiary(self) -> Beneficiary:
        return self.enrolment.beneficiary


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="AlternanceSignatureEvent",
)
class AlternanceSignature(Signature):
    paper = models.ForeignKey(AlternancePaper, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField("signataire", max_length=12, choices=Party.choices)

    class Meta(Signature.Meta):
        verbose_name = "signature d'un papier d'alternance"
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "party"],
                name="alternance_signed_once",
                violation_error_message="Cette partie a déjà signé.",
            ),
            nameless("alternance_signed_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.get_party_display()} : {self.name}"
