"""Vacancies, what they require, and the persons proposed for them."""

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from beneficiaries.enums import SkillLevel
from beneficiaries.models import Beneficiary, Locality, Occupation, Skill
from employers.enums import ContractType, Need, ProposalStage, VacancyStatus
from employers.models.organisations import Contact, Employer
from mirec.accounts.enums import Permission
from mirec.core.models import Stamped, sort_key


class VacancyQuerySet(models.QuerySet):
    def visible_to(self, user) -> "VacancyQuerySet":
        return self if user.has_verb(Permission.EMPLOYER_READ) else self.none()

    def open(self) -> "VacancyQuerySet":
        return self.filter(status=VacancyStatus.OPEN)


class Vacancy(Stamped):
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="vacancies", verbose_name="employeur"
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="personne de contact",
    )
    occupation = models.ForeignKey(
        Occupation, on_delete=models.PROTECT, related_name="+", verbose_name="métier"
    )
    title = models.CharField("intitulé", max_length=160)
    posts_count = models.PositiveSmallIntegerField("nombre de postes", default=1)
    contract_type = models.CharField(
        "contrat", max_length=16, choices=ContractType.choices, blank=True
    )
    hours_per_week = models.DecimalField(
        "heures par semaine", max_digits=4, decimal_places=1, null=True, blank=True
    )
    schedule = models.CharField("horaire", max_length=200, blank=True)
    workplace = models.CharField("lieu et accès", max_length=200, blank=True)
    locality = models.ForeignKey(
        Locality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="localité",
    )
    starts_on = models.DateField("début souhaité", null=True, blank=True)
    description = models.TextField("description", max_length=10_000, blank=True)
    received_on = models.DateField("reçue le")
    prospector = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="vacancies",
        verbose_name="suivie par",
    )
    status = models.CharField(
        "état", max_length=12, choices=VacancyStatus.choices, default=VacancyStatus.OPEN
    )
    closed_on = models.DateField("clôturée le", null=True, blank=True)
    title_key = sort_key("title")

    objects = VacancyQuerySet.as_manager()

    class Meta:
        verbose_name = "offre"
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["status", "-received_on", "-id"], name="vacancy_status"),
            GinIndex(fields=["title_key"], opclasses=["gin_trgm_ops"], name="vacancy_trgm"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(posts_count__gte=1),
                name="vacancy_has_a_post",
                violation_error_message="Une offre compte au moins un poste.",
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__isnull=True)
                | Q(hours_per_week__gt=0, hours_per_week__lte=60),
                name="vacancy_hours",
                violation_error_message="Indiquez entre 1 et 60 heures par semaine.",
            ),
            models.CheckConstraint(
                condition=Q(status=VacancyStatus.OPEN, closed_on__isnull=True)
                | (~Q(status=VacancyStatus.OPEN) & Q(closed_on__isnull=False)),
                name="vacancy_closed_with_date",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("received_on")),
                name="vacancy_closed_after_received",
                violation_error_message="La clôture ne peut pas précéder la réception de l'offre.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("employers:vacancy-detail", args=[self.pk])


class Requirement(models.Model):
    """A skill the vacancy asks for: must, trainable or nice, at a level."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="requirements")
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, related_name="+", verbose_name="compétence"
    )
    need = models.CharField("exigence", max_length=12, choices=Need.choices)
    level = models.PositiveSmallIntegerField("niveau", choices=SkillLevel.choices, default=2)

    class Meta:
        verbose_name = "exigence"
        ordering = ["need", "skill__label_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy", "skill"],
                name="requirement_unique",
                violation_error_message="Cette compétence est déjà demandée.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.skill} ({self.get_need_display()})"


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
        ]

    def __str__(self) -> str:
        return f"{self.beneficiary} – {self.vacancy}"
