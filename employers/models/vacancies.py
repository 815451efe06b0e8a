"""Vacancies, what they require, and how that was negotiated."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from beneficiaries.enums import SkillLevel
from beneficiaries.models import Locality, Occupation, Skill
from employers.enums import (
    ContractType,
    InsertionProcess,
    Need,
    PayUnit,
    TimeSlot,
    VacancyStatus,
)
from employers.models.organisations import Contact, Employer, Site
from mirec.accounts.enums import Permission
from mirec.core.addresses import address_of
from mirec.core.models import Stamped, sort_key
from mirec.core.wording import euros, uncapped


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
    slots = ArrayField(
        models.CharField(max_length=12, choices=TimeSlot.choices),
        default=list,
        blank=True,
        verbose_name="moments de travail",
    )
    pay_from_eur = models.DecimalField(
        "salaire, de", max_digits=7, decimal_places=2, null=True, blank=True
    )
    pay_to_eur = models.DecimalField("à", max_digits=7, decimal_places=2, null=True, blank=True)
    pay_unit = models.CharField("en", max_length=8, choices=PayUnit.choices, blank=True)
    site = models.ForeignKey(
        Site,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="site",
    )
    workplace = models.CharField("lieu et accès", max_length=200, blank=True)
    access_without_car = models.CharField(
        "comment y aller sans voiture", max_length=300, blank=True
    )
    needs_licence = models.BooleanField("permis B demandé", default=False)
    locality = models.ForeignKey(
        Locality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="localité",
    )
    starts_on = models.DateField("début souhaité", null=True, blank=True)
    process = models.CharField(
        "mode d'insertion convenu", max_length=12, choices=InsertionProcess.choices, blank=True
    )
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
    confirmed_on = models.DateField("confirmée par l'employeur le", null=True, editable=False)
    confirm_due_on = models.DateField("à confirmer pour le", null=True, editable=False)
    title_key = sort_key("title")

    objects = VacancyQuerySet.as_manager()

    class Meta:
        verbose_name = "offre"
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["status", "-received_on", "-id"], name="vacancy_status"),
            models.Index(
                fields=["confirm_due_on"],
                name="vacancy_to_confirm",
                condition=Q(status=VacancyStatus.OPEN),
            ),
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
            models.CheckConstraint(
                condition=Q(pay_from_eur__isnull=True, pay_to_eur__isnull=True)
                | (~Q(pay_unit="") & (Q(pay_from_eur__gt=0) | Q(pay_to_eur__gt=0))),
                name="vacancy_pay_with_unit",
                violation_error_message="Dites si le salaire est par heure ou par mois.",
            ),
            models.CheckConstraint(
                condition=Q(pay_from_eur__isnull=True)
                | Q(pay_to_eur__isnull=True)
                | Q(pay_to_eur__gte=F("pay_from_eur")),
                name="vacancy_pay_range",
                violation_error_message="Le salaire le plus haut suit le plus bas.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("employers:vacancy-detail", self.pk)

    @property
    def slots_said(self) -> str:
        """« En journée, le week-end »."""
        labels = [slot.label for slot in TimeSlot if slot in self.slots]
        return ", ".join([*labels[:1], *map(uncapped, labels[1:])])

    @property
    def pay_said(self) -> str:
        """« De 14,50 € à 16,00 € brut par heure », "" when nothing is known."""
        if self.pay_from_eur is None and self.pay_to_eur is None:
            return ""
        unit = self.get_pay_unit_display().removeprefix("€ ")
        ends = [amount for amount in (self.pay_from_eur, self.pay_to_eur) if amount is not None]
        if len(ends) == 2 and ends[0] != ends[1]:
            return f"De {euros(ends[0])} à {euros(ends[1])} {unit}"
        return f"{euros(ends[0])} {unit}"


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


class NegotiationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "NegotiationQuerySet":
        return self.filter(vacancy__in=Vacancy.objects.visible_to(user))


class Negotiation(Stamped):
    """One change of what a vacancy requires, agreed with the employer; never changed afterwards.

    `need_before` is "" for a skill added, `need_after` for one dropped. `reachable_*`: how many
    persons held every indispensable skill of the vacancy, before and after.
    """

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="negotiations")
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, related_name="+", verbose_name="compétence"
    )
    need_before = models.CharField("avant", max_length=12, choices=Need.choices, blank=True)
    level_before = models.PositiveSmallIntegerField(
        "niveau avant", choices=SkillLevel.choices, null=True, blank=True
    )
    need_after = models.CharField("après", max_length=12, choices=Need.choices, blank=True)
    level_after = models.PositiveSmallIntegerField(
        "niveau après", choices=SkillLevel.choices, null=True, blank=True
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="convenu avec",
    )
    reason = models.CharField("pourquoi", max_length=300, blank=True)
    agreed_on = models.DateField("convenu le")
    reachable_before = models.PositiveIntegerField("personnes atteignables avant")
    reachable_after = models.PositiveIntegerField("personnes atteignables après")

    objects = NegotiationQuerySet.as_manager()

    class Meta:
        verbose_name = "négociation"
        ordering = ["-agreed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(need_before="", level_before__isnull=True)
                | (~Q(need_before="") & Q(level_before__isnull=False)),
                name="negotiation_level_before",
            ),
            models.CheckConstraint(
                condition=Q(need_after="", level_after__isnull=True)
                | (~Q(need_after="") & Q(level_after__isnull=False)),
                name="negotiation_level_after",
            ),
            models.CheckConstraint(
                condition=~Q(need_before=F("need_after"))
                | (~Q(need_before="") & ~Q(level_before=F("level_after"))),
                name="negotiation_changes_something",
                violation_error_message="Rien ne change : ajustez l'exigence ou le niveau.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill} – {self.vacancy}"
