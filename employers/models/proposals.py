"""The persons proposed for a vacancy, and how far each proposal got."""

import pghistory
from django.db import models
from django.db.models import F, Q

from beneficiaries.models import Beneficiary
from employers.enums import ProposalStage, RefusalKind, RefusalSide
from employers.models.vacancies import Vacancy
from mirec.core.models import Stamped


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ProposalQuerySet":
        """Proposals of persons whose profile the user may see."""
        return self.filter(beneficiary__in=Beneficiary.objects.profile_visible_to(user))

    def waiting(self) -> "ProposalQuerySet":
        return self.filter(stage__in=[stage for stage in ProposalStage if stage.is_open])


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="ProposalEvent",
)
class Proposal(Stamped):
    vacancy = models.ForeignKey(
        Vacancy, on_delete=models.PROTECT, related_name="proposals", verbose_name="offre"
    )
    beneficiary = models.ForeignKey(
        Beneficiary,
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name="personne",
    )
    stage = models.CharField(
        "étape", max_length=12, choices=ProposalStage.choices, default=ProposalStage.PROPOSED
    )
    proposed_on = models.DateField("proposée le")
    stage_on = models.DateField("à cette étape depuis le")
    refusal_side = models.CharField(
        "dit non", max_length=8, choices=RefusalSide.choices, blank=True
    )
    refusal_kind = models.CharField(
        "raison", max_length=12, choices=RefusalKind.choices, blank=True
    )
    refusal_reason = models.CharField("motif du refus ou du retrait", max_length=300, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "proposition"
        ordering = ["-proposed_on", "-pk"]
        indexes = [models.Index(fields=["stage", "-proposed_on"], name="proposal_stage")]
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy", "beneficiary"],
                name="proposal_unique",
                violation_error_message="Cette personne est déjà proposée pour cette offre.",
            ),
            models.CheckConstraint(
                condition=Q(stage_on__gte=F("proposed_on")),
                name="proposal_stage_after_proposed",
                violation_error_message="Cette étape ne peut pas précéder la proposition.",
            ),
            models.CheckConstraint(
                condition=Q(refusal_side="", refusal_kind="")
                | Q(stage__in=[ProposalStage.REFUSED, ProposalStage.WITHDRAWN]),
                name="proposal_refusal_at_its_stage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.beneficiary} – {self.vacancy}"
