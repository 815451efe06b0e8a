"""The action plan: goals, steps with an owner and a day, versions signed by the person."""

from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from beneficiaries.models import Beneficiary, Document, Obstacle, Paper, Signature
from beneficiaries.models.papers import nameless
from coaching.enums import Party, StepOwner
from employers.models import Employer
from mirec.accounts.enums import Permission
from mirec.core.addresses import address_of
from mirec.core.models import Stamped, sort_key, trigrams
from partners.models import Partner


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PlanQuerySet":
        if not user.has_verb(Permission.FOLLOWUP_READ):
            return self.none()
        return self.filter(beneficiary__in=Beneficiary.objects.visible_to(user))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="GoalEvent",
)
class Goal(Stamped):
    """What the person wants to reach, in the person's words."""

    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="goals", verbose_name="personne"
    )
    title = models.CharField("objectif", max_length=200)
    order = models.PositiveSmallIntegerField("ordre", default=1)
    reached_on = models.DateField("atteint le", null=True, blank=True)
    dropped_on = models.DateField("abandonné le", null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "objectif"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class StepQuerySet(PlanQuerySet):
    def open(self) -> "StepQuerySet":
        return self.filter(done_on__isnull=True, dropped_on__isnull=True)

    def due(self, on: date) -> "StepQuerySet":
        """Open steps whose day is the day or before."""
        return self.open().filter(due_on__lte=on)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["title_key"],
    model_name="StepEvent",
)
class Step(Stamped):
    """One action of the plan: who, until when, and what proves it."""

    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="steps", verbose_name="personne"
    )
    goal = models.ForeignKey(
        Goal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name="objectif",
    )
    obstacle = models.ForeignKey(
        Obstacle,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name="répond au frein",
    )
    title = models.CharField("action", max_length=200)
    owner = models.CharField("qui", max_length=8, choices=StepOwner.choices)
    partner = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="partenaire",
    )
    employer = models.ForeignKey(
        Employer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="employeur",
    )
    due_on = models.DateField("pour le")
    done_on = models.DateField("faite le", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="notée faite par",
    )
    proof = models.CharField("preuve", max_length=200, blank=True)
    document = models.ForeignKey(
        Document,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="document",
    )
    dropped_on = models.DateField("abandonnée le", null=True, blank=True)
    drop_reason = models.CharField("motif d'abandon", max_length=200, blank=True)
    title_key = sort_key("title")

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = "action"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="step_open",
                condition=Q(done_on__isnull=True, dropped_on__isnull=True),
            ),
            models.Index(fields=["beneficiary", "due_on"], name="step_of_person"),
            trigrams("title_key", name="step_trgm"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
                name="step_done_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True, drop_reason="")
                | (Q(dropped_on__isnull=False, done_on__isnull=True) & ~Q(drop_reason="")),
                name="step_dropped_with_reason",
                violation_error_message="Une action abandonnée a un motif.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("coaching:panel-plan", self.beneficiary_id)

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.dropped_on is None

    @property
    def came_from(self) -> models.Model | None:
        """The step of an insertion plan that it stands for; None when it was planned here."""
        return getattr(self, "insertion_step", None)

    def is_late(self, on: date) -> bool:
        return self.is_open and self.due_on < on

    @property
    def owner_name(self) -> str:
        """Who does it, by name where there is one: the person, the coach, the partner."""
        names = {
            StepOwner.PERSON: self.beneficiary.first_name,
            StepOwner.COACH: str(self.beneficiary.coach or ""),
            StepOwner.PARTNER: str(self.partner or ""),
            StepOwner.EMPLOYER: str(self.employer or ""),
        }
        return names[StepOwner(self.owner)] or self.get_owner_display()


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="PlanVersionEvent",
)
class PlanVersion(Paper):
    """The plan as it was drawn up with the person on a day."""

    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="plan_versions", verbose_name="personne"
    )

    objects = PlanQuerySet.as_manager()

    class Meta(Paper.Meta):
        verbose_name = "version du plan"
        constraints = [
            models.UniqueConstraint(fields=["beneficiary", "version"], name="plan_version_unique")
        ]

    def __str__(self) -> str:
        return f"Plan d'action, version {self.version}"

    def get_absolute_url(self) -> str:
        return address_of("coaching:plan-version", self.pk)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="PlanSignatureEvent",
)
class PlanSignature(Signature):
    paper = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField("signataire", max_length=12, choices=Party.choices)

    class Meta(Signature.Meta):
        verbose_name = "signature du plan"
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "party"],
                name="plan_signed_once",
                violation_error_message="Cette partie a déjà signé.",
            ),
            nameless("plan_signed_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.get_party_display()} : {self.name}"
