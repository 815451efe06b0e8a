"""The network of the territory: who the partners are and what they can do."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from phonenumber_field.modelfields import PhoneNumberField

from mirec.accounts.enums import Permission
from mirec.core.addresses import address_of
from mirec.core.models import Stamped, sort_key
from partners.enums import PartnerKind


class PartnerQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PartnerQuerySet":
        return self if user.has_verb(Permission.PARTNER_READ) else self.none()

    def operators(self) -> "PartnerQuerySet":
        """Partners who give the theory of a training."""
        return self.filter(is_operator=True)


class Partner(Stamped):
    name = models.CharField("nom", max_length=160)
    kind = models.CharField("type", max_length=20, choices=PartnerKind.choices)
    is_operator = models.BooleanField(
        "opérateur de formation", default=False, help_text="Donne la théorie de nos formations."
    )
    street = models.CharField("adresse", max_length=200, blank=True)
    postal_code = models.CharField("code postal", max_length=4, blank=True)
    city = models.CharField("localité", max_length=80, blank=True)
    phone = PhoneNumberField("téléphone", blank=True)
    email = models.EmailField("e-mail", blank=True)
    contact_name = models.CharField("personne de contact", max_length=120, blank=True)
    services = models.TextField("services et conditions", max_length=5_000, blank=True)
    name_key = sort_key("name")

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = "partenaire"
        ordering = ["name_key"]
        indexes = [
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="partner_name_trgm")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["name_key", "postal_code"],
                name="partner_unique",
                violation_error_message="Ce partenaire existe déjà à ce code postal.",
            ),
            models.CheckConstraint(
                condition=Q(postal_code="") | Q(postal_code__regex=r"^[1-9]\d{3}$"),
                name="partner_postal_code",
                violation_error_message="Un code postal belge a quatre chiffres.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("partners:detail", self.pk)
