"""Placements: each contract of work that the accompaniment led to, its breaks and extensions."""

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from beneficiaries.models import Beneficiary, Document
from beneficiaries.models.situations import DateRange
from employers.enums import ContractType, EndReason, PayUnit
from employers.models.aids import HiringAid
from employers.models.organisations import Employer
from employers.models.proposals import Proposal
from employers.models.vacancies import Vacancy
from employers.rules.hours import is_part_time
from mirec.core.addresses import address_of
from mirec.core.models import Stamped
from mirec.core.refusals import BACKWARDS


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
    pay_eur = models.DecimalField(
        "salaire brut", max_digits=7, decimal_places=2, null=True, blank=True
    )
    pay_unit = models.CharField("en", max_length=8, choices=PayUnit.choices, blank=True)
    aid = models.ForeignKey(
        HiringAid,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="aide à l'emploi",
    )
    tutor = models.CharField("tuteur ou tutrice", max_length=120, blank=True)
    # Of an interim mission: where the person works; `employer` is the agency that pays.
    user_company = models.CharField("entreprise utilisatrice", max_length=160, blank=True)
    proof = models.ForeignKey(
        Document,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="preuve de l'emploi",
    )
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
            models.CheckConstraint(
                condition=Q(pay_eur__isnull=True) | (Q(pay_eur__gt=0) & ~Q(pay_unit="")),
                name="placement_pay_with_unit",
                violation_error_message="Dites si le salaire est par heure ou par mois.",
            ),
            models.CheckConstraint(
                condition=Q(user_company="") | Q(contract_type=ContractType.INTERIM),
                name="placement_user_company_of_interim",
                violation_error_message="L'entreprise utilisatrice ne concerne qu'un intérim.",
            ),
            models.CheckConstraint(
                condition=Q(aid__isnull=True) | Q(is_aided=True),
                name="placement_aid_is_aided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_title} – {self.employer}"

    def get_absolute_url(self) -> str:
        return address_of("employers:placement-detail", self.pk)

    @property
    def is_part_time(self) -> bool:
        return is_part_time(self.hours_per_week)


class OfPlacementQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OfPlacementQuerySet":
        return self.filter(placement__in=Placement.objects.visible_to(user))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="WorkBreakEvent",
)
class WorkBreak(Stamped):
    """Days on which the contract is suspended, both included. Why is nobody's business here."""

    placement = models.ForeignKey(
        Placement, on_delete=models.CASCADE, related_name="breaks", verbose_name="contrat"
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au", null=True, blank=True)
    is_counted = models.BooleanField(
        "ces jours comptent comme occupés", default=False, help_text="Vacances, par exemple."
    )

    objects = OfPlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "interruption de contrat"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="work_break_ends_after_start",
                violation_error_message=BACKWARDS,
            ),
            ExclusionConstraint(
                name="work_break_no_overlap",
                expressions=[
                    ("placement", RangeOperators.EQUAL),
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Cette interruption en recouvre une autre.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement} – {self.starts_on}"


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="ContractExtensionEvent",
)
class ContractExtension(Stamped):
    """The term of a contract moved to a later day, by agreement with the employer."""

    placement = models.ForeignKey(
        Placement, on_delete=models.CASCADE, related_name="extensions", verbose_name="contrat"
    )
    former_end_on = models.DateField("ancien terme")
    new_end_on = models.DateField("nouveau terme")
    agreed_on = models.DateField("convenue le")

    objects = OfPlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "prolongation de contrat"
        ordering = ["agreed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(new_end_on__gt=F("former_end_on")),
                name="contract_extension_later",
                violation_error_message="Le nouveau terme suit l'ancien.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.placement} – {self.new_end_on}"
