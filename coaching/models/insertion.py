"""The insertion plan: how the gap between a vacancy and a person is closed, signed by three."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from beneficiaries.models import Beneficiary, Paper, Signature, Skill
from beneficiaries.models.papers import nameless
from beneficiaries.rules.french import listed
from coaching.enums import InsertionMeans, Party, StepOwner
from coaching.models.plans import Step
from coaching.models.workshops import Workshop
from employers.models import Proposal
from mirec.core.addresses import address_of
from mirec.core.badges import Badge
from mirec.core.models import Stamped
from mirec.core.wording import uncapped
from partners.models import Partner
from training.models import Cohort


class OfProposalQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OfProposalQuerySet":
        return self.filter(proposal__in=Proposal.objects.visible_to(user))

    def in_files_of(self, user) -> "OfProposalQuerySet":
        """Of persons whose file the user may open."""
        return self.filter(proposal__beneficiary__in=Beneficiary.objects.visible_to(user))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="InsertionStepEvent",
)
class InsertionStep(Stamped):
    """One step towards the job: which skill, by which means, who does it, for when.

    `plan_step` is the action of the person's plan that it became.
    """

    proposal = models.ForeignKey(
        Proposal,
        on_delete=models.CASCADE,
        related_name="insertion_steps",
        verbose_name="proposition",
    )
    skill = models.ForeignKey(
        Skill,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="compétence",
    )
    title = models.CharField("étape", max_length=200)
    means = models.CharField("moyen", max_length=12, choices=InsertionMeans.choices)
    owner = models.CharField("qui", max_length=8, choices=StepOwner.choices)
    partner = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="partenaire",
    )
    cohort = models.ForeignKey(
        Cohort,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="groupe de formation",
    )
    workshop = models.ForeignKey(
        Workshop,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="atelier",
    )
    due_on = models.DateField("pour le")
    plan_step = models.OneToOneField(
        Step,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="insertion_step",
        verbose_name="action du plan",
    )

    objects = OfProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "étape vers l'emploi"
        verbose_name_plural = "étapes vers l'emploi"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cohort__isnull=True) | Q(means=InsertionMeans.TRAINING),
                name="insertion_step_cohort_of_training",
                violation_error_message="Un groupe de formation va avec le moyen « formation ».",
            ),
            models.CheckConstraint(
                condition=Q(workshop__isnull=True) | Q(means=InsertionMeans.WORKSHOP),
                name="insertion_step_workshop_of_workshop",
                violation_error_message="Un atelier va avec le moyen « atelier ».",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def owner_name(self) -> str:
        """Who does it, by name where there is one."""
        beneficiary = self.proposal.beneficiary
        names = {
            StepOwner.PERSON: beneficiary.full_name,
            StepOwner.COACH: str(beneficiary.coach or ""),
            StepOwner.PARTNER: str(self.partner or ""),
            StepOwner.EMPLOYER: str(self.proposal.vacancy.employer),
        }
        return names[StepOwner(self.owner)] or self.get_owner_display()

    @property
    def icon(self) -> str:
        return InsertionMeans(self.means).icon


class InsertionPlanQuerySet(OfProposalQuerySet):
    def newest(self) -> "InsertionPlanQuerySet":
        """Those that no later version replaces."""
        later = self.model._base_manager.filter(
            proposal=OuterRef("proposal"), version__gt=OuterRef("version")
        )
        return self.filter(~Exists(later))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="InsertionPlanEvent",
)
class InsertionPlan(Paper):
    """The plan as the person, the employer and the Mire agreed on it on a day.

    `applied_on`: its steps stand in the person's action plan since then.
    """

    proposal = models.ForeignKey(
        Proposal,
        on_delete=models.PROTECT,
        related_name="insertion_plans",
        verbose_name="proposition",
    )

    applied_on = models.DateField("reporté au plan d'action le", null=True, editable=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="reporté par",
    )

    objects = InsertionPlanQuerySet.as_manager()

    class Meta(Paper.Meta):
        verbose_name = "plan d'insertion"
        verbose_name_plural = "plans d'insertion"
        constraints = [
            models.UniqueConstraint(fields=["proposal", "version"], name="insertion_plan_unique"),
            models.CheckConstraint(
                condition=Q(applied_on__isnull=True, applied_by__isnull=True)
                | Q(applied_on__isnull=False, applied_by__isnull=False, completed_on__isnull=False),
                name="insertion_plan_applied_by_someone",
            ),
        ]
        indexes = [
            models.Index(
                fields=["drawn_on"],
                name="insertion_plan_waiting",
                condition=Q(applied_on__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"Plan d'insertion, version {self.version}"

    def get_absolute_url(self) -> str:
        return address_of("coaching:insertion-plan", self.pk)

    @property
    def beneficiary(self) -> Beneficiary:
        return self.proposal.beneficiary

    @property
    def state(self) -> Badge:
        """« À signer par l'employeur », « Signé », « Reporté au plan d'action »."""
        if self.applied_on:
            return Badge("Au plan d'action", "ok", "check2-all")
        if self.completed_on:
            return Badge("Signé par tous", "ok", "check-lg")
        names = [uncapped(label) for _, label in self.missing_labels]
        whom = listed(names) if len(names) < len(self.parties) else "les trois parties"
        return Badge(f"À signer par {whom}", "warn", "pen")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="InsertionSignatureEvent",
)
class InsertionSignature(Signature):
    paper = models.ForeignKey(InsertionPlan, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField("signataire", max_length=12, choices=Party.choices)

    class Meta(Signature.Meta):
        verbose_name = "signature du plan d'insertion"
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "party"],
                name="insertion_signed_once",
                violation_error_message="Cette partie a déjà signé.",
            ),
            nameless("insertion_signed_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.get_party_display()} : {self.name}"
