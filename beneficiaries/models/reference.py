"""Reference data: localities, occupations and the library of skills."""

from django.db import models
from django.db.models import Q

from beneficiaries.enums import SkillKind
from mirec.core.models import sort_key, trigrams


class Locality(models.Model):
    """A Belgian postal locality and the commune it belongs to."""

    postal_code = models.CharField("code postal", max_length=4)
    name = models.CharField("localité", max_length=80)
    commune = models.CharField("commune", max_length=80)
    name_key = sort_key("name")

    class Meta:
        verbose_name = "localité"
        ordering = ["postal_code", "name_key"]
        constraints = [
            models.UniqueConstraint(fields=["postal_code", "name"], name="locality_unique"),
            models.CheckConstraint(
                condition=Q(postal_code__regex=r"^[1-9]\d{3}$"),
                name="locality_postal_code",
                violation_error_message="Un code postal belge a quatre chiffres.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.postal_code} {self.name}"


class Occupation(models.Model):
    """A job title, with its ROME code when one is known.

    What left the published list stays for the files that name it; it is no longer offered.
    """

    label = models.CharField("métier", max_length=160)
    rome_code = models.CharField("code ROME", max_length=8, blank=True)
    rome_label = models.CharField("fiche ROME", max_length=160, blank=True)
    ogr_code = models.CharField("code OGR", max_length=8, null=True, blank=True, unique=True)
    is_current = models.BooleanField("proposé", default=True)
    label_key = sort_key("label")

    class Meta:
        verbose_name = "métier"
        ordering = ["label_key"]
        constraints = [models.UniqueConstraint(fields=["label"], name="occupation_unique")]
        indexes = [
            trigrams("label_key", name="occupation_trgm"),
            models.Index(fields=["rome_code"], name="occupation_rome"),
        ]

    def __str__(self) -> str:
        return self.label


class Skill(models.Model):
    """One entry of the library that persons, vacancies and programmes share."""

    label = models.CharField("compétence", max_length=300)
    kind = models.CharField("type", max_length=16, choices=SkillKind.choices)
    esco_uri = models.CharField("adresse ESCO", max_length=200, null=True, blank=True, unique=True)
    other_labels = models.TextField("autres noms", blank=True)
    description = models.TextField("description", blank=True)
    is_current = models.BooleanField("proposée", default=True)
    label_key = sort_key("label")
    search_key = sort_key("label", "other_labels")

    class Meta:
        verbose_name = "compétence"
        ordering = ["label_key"]
        constraints = [models.UniqueConstraint(fields=["label"], name="skill_unique")]
        indexes = [
            trigrams("label_key", name="skill_trgm"),
            trigrams("search_key", name="skill_search_trgm"),
        ]

    def __str__(self) -> str:
        return self.label
