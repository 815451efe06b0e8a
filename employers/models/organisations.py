"""Employers and the people one calls there."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from phonenumber_field.modelfields import PhoneNumberField

from beneficiaries.models import Locality
from mirec.accounts.enums import Permission
from mirec.core.models import Stamped, sort_key


class EmployerQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EmployerQuerySet":
        return self if user.has_verb(Permission.EMPLOYER_READ) else self.none()


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
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("employers:employer-detail", args=[self.pk])

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
