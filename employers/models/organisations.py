"""Employers, their sites, the people one calls there, and each time one was in touch."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from phonenumber_field.modelfields import PhoneNumberField

from beneficiaries.models import Locality
from employers.enums import ApproachKind
from mirec.accounts.enums import Permission
from mirec.core.addresses import address_of
from mirec.core.models import MergedQuerySet, Stamped, sort_key


class EmployerQuerySet(MergedQuerySet):
    def visible_to(self, user) -> "EmployerQuerySet":
        return self.present() if user.has_verb(Permission.EMPLOYER_READ) else self.none()


class Employer(Stamped):
    name = models.CharField("nom", max_length=160)
    bce = models.CharField(  # noqa: DJ001 - unique; several may lack it
        "numéro BCE", max_length=10, null=True, blank=True, help_text="Dix chiffres, avec 0 devant."
    )
    nace = models.CharField("secteur (code NACE)", max_length=7, blank=True)
    sector = models.CharField("secteur", max_length=120, blank=True)
    street = models.CharField("rue et numéro", max_length=200, blank=True)
    locality = models.ForeignKey(
        Locality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="localité",
    )
    phone = PhoneNumberField("téléphone", blank=True)
    email = models.EmailField("e-mail", blank=True)
    prospector = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="employers",
        verbose_name="prospecteur·rice",
    )
    note = models.TextField("à savoir", max_length=5_000, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="fusionné avec",
    )
    name_key = sort_key("name")

    objects = EmployerQuerySet.as_manager()

    class Meta:
        verbose_name = "employeur"
        ordering = ["name_key", "pk"]
        indexes = [
            models.Index(fields=["name_key", "id"], name="employer_name"),
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="employer_trgm"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["bce"],
                name="employer_bce_unique",
                violation_error_message="Un employeur a déjà ce numéro BCE.",
            ),
            models.CheckConstraint(
                condition=Q(bce__isnull=True) | Q(bce__regex=r"^[01]\d{9}$"),
                name="employer_bce_form",
                violation_error_message="Un numéro BCE a dix chiffres et commence par 0 ou 1.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="employer_merged_into_another",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("employers:employer-detail", self.pk)

    @property
    def bce_formatted(self) -> str:
        return f"{self.bce[:4]}.{self.bce[4:7]}.{self.bce[7:]}" if self.bce else ""


class ContactQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ContactQuerySet":
        return self.filter(employer__in=Employer.objects.visible_to(user))


class Contact(Stamped):
    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="contacts")
    first_name = models.CharField("prénom", max_length=80, blank=True)
    last_name = models.CharField("nom", max_length=80)
    position = models.CharField("fonction", max_length=120, blank=True)
    phone = PhoneNumberField("téléphone", blank=True)
    email = models.EmailField("e-mail", blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "personne de contact"
        ordering = ["last_name", "first_name"]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class SiteQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SiteQuerySet":
        return self.filter(employer__in=Employer.objects.visible_to(user))


class Site(Stamped):
    """A place where the employer works: an establishment unit."""

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="sites")
    name = models.CharField("nom du site", max_length=120)
    unit_number = models.CharField(  # noqa: DJ001 - unique; several may lack it
        "numéro d'unité d'établissement",
        max_length=10,
        null=True,
        blank=True,
        help_text="Dix chiffres, de 2 à 8 pour le premier.",
    )
    street = models.CharField("rue et numéro", max_length=200, blank=True)
    locality = models.ForeignKey(
        Locality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="localité",
    )
    access_without_car = models.CharField(
        "comment y aller sans voiture", max_length=300, blank=True
    )

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = "site d'un employeur"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit_number"],
                name="site_unit_unique",
                violation_error_message="Un site a déjà ce numéro d'unité d'établissement.",
            ),
            models.CheckConstraint(
                condition=Q(unit_number__isnull=True) | Q(unit_number__regex=r"^[2-8]\d{9}$"),
                name="site_unit_form",
                violation_error_message="Un numéro d'unité d'établissement a dix chiffres et "
                "commence par un chiffre de 2 à 8.",
            ),
            models.UniqueConstraint(
                fields=["employer", "name"],
                name="site_name_unique",
                violation_error_message="Cet employeur a déjà un site de ce nom.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def unit_formatted(self) -> str:
        number = self.unit_number
        return f"{number[0]}.{number[1:4]}.{number[4:7]}.{number[7:]}" if number else ""


class ApproachQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ApproachQuerySet":
        return self.filter(employer__in=Employer.objects.visible_to(user))

    def with_open_step(self) -> "ApproachQuerySet":
        return self.filter(next_step_on__isnull=False, next_step_done_on__isnull=True)

    def step_due(self, on: date) -> "ApproachQuerySet":
        """Promises that fall on the day or before."""
        return self.with_open_step().filter(next_step_on__lte=on)


class Approach(Stamped):
    """A call, a visit, a mail with an employer: what was said, and what was promised for when."""

    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="approaches", verbose_name="employeur"
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="avec",
    )
    kind = models.CharField("par quel moyen", max_length=8, choices=ApproachKind.choices)
    happened_on = models.DateField("date")
    text = models.TextField("ce qui s'est dit", max_length=10_000, blank=True)
    next_step = models.CharField("ce qui est promis", max_length=200, blank=True)
    next_step_on = models.DateField("pour le", null=True, blank=True)
    next_step_done_on = models.DateField("fait le", null=True, blank=True)
    next_step_done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="fait par",
    )

    objects = ApproachQuerySet.as_manager()

    class Meta:
        verbose_name = "contact avec un employeur"
        ordering = ["-happened_on", "-pk"]
        indexes = [
            models.Index(fields=["employer", "-happened_on", "-id"], name="approach_employer"),
            models.Index(
                fields=["next_step_on"],
                name="approach_open_step",
                condition=Q(next_step_on__isnull=False, next_step_done_on__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_step="", next_step_on__isnull=True)
                | (~Q(next_step="") & Q(next_step_on__isnull=False)),
                name="approach_step_with_date",
                violation_error_message="Une promesse a un texte et une date.",
            ),
            models.CheckConstraint(
                condition=Q(next_step_on__isnull=True) | Q(next_step_on__gte=F("happened_on")),
                name="approach_step_after_date",
                violation_error_message="La promesse ne peut pas précéder le contact.",
            ),
            models.CheckConstraint(
                condition=Q(next_step_done_on__isnull=True, next_step_done_by__isnull=True)
                | Q(
                    next_step_done_on__isnull=False,
                    next_step_done_by__isnull=False,
                    next_step_on__isnull=False,
                ),
                name="approach_step_done_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.employer}"

    @property
    def kind_icon(self) -> str:
        return ApproachKind(self.kind).icon
