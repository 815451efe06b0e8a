"""Placements: each contract of work that the accompaniment led to."""

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from beneficiaries.models import Beneficiary
from employers.enums import ContractType, EndReason
from employers.models.organisations import Employer
from employers.models.vacancies import Proposal, Vacancy
from mirec.core.models import Stamped


class PlacementQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PlacementQuerySet":
        """Contracts are seen by whoever may see the person's profile."""
        return self.filter(beneficiary__in=Beneficiary.objects.profile_visible_to(user))

    def running(self, on: date) -> "PlacementQuerySet":
        """At work on the day; the last day of a contract counts."""
        return self.filter(starts_on__lte=on).filter(Q(last_day__isnull=True) | Q(last_day__gte=on))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["last_day"],
    model_name="PlacementEvent",
)
class Placement(Stamped):
    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="placements", verbose_name="personne"
    )
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="placements", verbose_name="employeur"
    )
    vacancy = models.ForeignKey(
        Vacancy,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="placements",
        verbose_name="offre",
    )
    proposal = models.OneToOneField(
        Proposal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="placement",
        verbose_name="proposition",
    )
    job_title = models.CharField("fonction", max_length=160)
    contract_type = models.CharField("contrat", max_length=16, choices=ContractType.choices)
    is_aided = models.BooleanField("avec une aide à l'emploi", default=False)
    starts_on = models.DateField("premier jour")
    planned_end_on = models.DateField(
        "terme prévu", null=True, blank=True, help_text="Vide pour une durée indéterminée."
    )
    ended_on = models.DateField("dernier jour presté", null=True, blank=True)
    end_reason = models.CharField(
        "motif de fin", max_length=12, choices=EndReason.choices, blank=True
    )
    hours_per_week = models.DecimalField("heures par semaine", max_digits=4, decimal_places=1)
    last_day = models.GeneratedField(
        expression=Coalesce("ended_on", "planned_end_on"),
        output_field=models.DateField(),
        db_persist=True,
        verbose_name="dernier jour",
    )

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "mise à l'emploi"
        ordering = ["-starts_on", "-pk"]
        indexes = [
            models.Index(fields=["-starts_on", "-id"], name="placement_start"),
            models.Index(fields=["beneficiary", "starts_on"], name="placement_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_end_on__isnull=True) | Q(planned_end_on__gte=F("starts_on")),
                name="placement_term_after_start",
                violation_error_message="Le terme prévu ne peut pas précéder le premier jour.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
                name="placement_end_after_start",
                violation_error_message="Le dernier jour ne peut pas précéder le premier.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="")
                | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="placement_end_with_reason",
                violation_error_message="Une fin de contrat a une date et un motif.",
            ),
            models.CheckConstraint(
                condition=~Q(contract_type=ContractType.CDI) | Q(planned_end_on__isnull=True),
                name="placement_cdi_without_term",
                violation_error_message="Un CDI n'a pas de terme prévu.",
            ),
            models.CheckConstraint(
                condition=~Q(contract_type=ContractType.CDD) | Q(planned_end_on__isnull=False),
                name="placement_cdd_with_term",
                violation_error_message="Un CDD a un terme prévu.",
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__gt=0, hours_per_week__lte=60),
                name="placement_hours",
                violation_error_message="Indiquez entre 1 et 60 heures par semaine.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_title} – {self.employer}"

    def get_absolute_url(self) -> str:
        return reverse("employers:placement-detail", args=[self.pk])
