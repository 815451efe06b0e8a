"""The law as rows: a regime chooses criteria from the library of kinds, with its figures."""

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from beneficiaries.enums import CriterionKind, InsertionTest, QuotaBase
from beneficiaries.models.situations import DateRange
from mirec.core.addresses import address_of
from mirec.core.models import Stamped
from mirec.core.refusals import BACKWARDS


class RegimeQuerySet(models.QuerySet):
    def in_force(self, on: date) -> "RegimeQuerySet":
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="RegimeEvent",
)
class Regime(Stamped):
    code = models.CharField("code", max_length=20, unique=True)
    label = models.CharField("intitulé", max_length=200)
    source = models.TextField("texte et source")
    valid_from = models.DateField("en vigueur du")
    valid_to = models.DateField("au", null=True, blank=True)
    # The derogation quota; no rate means that the text allows no derogation.
    quota_rate = models.DecimalField(
        "plafond de dérogation", max_digits=5, decimal_places=4, null=True, blank=True
    )
    quota_base = models.CharField(
        "calculé sur", max_length=20, choices=QuotaBase.choices, blank=True
    )
    quota_base_codes = ArrayField(
        models.CharField(max_length=8), default=list, blank=True, verbose_name="conditions comptées"
    )
    quota_needs_authorisation = models.BooleanField("autorisation requise", default=False)
    quota_article = models.CharField("article", max_length=200, blank=True)
    quota_condition = models.CharField("condition de la dérogation", max_length=300, blank=True)
    # Limits in calendar months; none means that the text sets no such limit.
    intake_months = models.PositiveSmallIntegerField("accueil et bilan", null=True, blank=True)
    intake_article = models.CharField("article", max_length=200, blank=True)
    agreement_months = models.PositiveSmallIntegerField("convention", null=True, blank=True)
    agreement_article = models.CharField("article", max_length=200, blank=True)
    job_search_months = models.PositiveSmallIntegerField(
        "recherche active d'emploi", null=True, blank=True
    )
    job_search_article = models.CharField("article", max_length=200, blank=True)
    reentry_months = models.PositiveSmallIntegerField(
        "délai avant une nouvelle prise en charge", null=True, blank=True
    )
    reentry_article = models.CharField("article", max_length=200, blank=True)
    # Does an agreed break move the agreement's limit, and may that limit be extended?
    breaks_move_limit = models.BooleanField("une suspension déplace l'échéance", default=False)
    breaks_article = models.CharField("article", max_length=200, blank=True)
    extension_months = models.PositiveSmallIntegerField(
        "prolongation possible (mois)", null=True, blank=True
    )
    extension_article = models.CharField("article", max_length=200, blank=True)
    # When is the insertion objective reached?
    insertion_test = models.CharField(
        "test d'insertion", max_length=24, choices=InsertionTest.choices
    )
    insertion_months_same = models.PositiveSmallIntegerField(
        "mois chez un même employeur ou durée du contrat"
    )
    insertion_months_several = models.PositiveSmallIntegerField(
        "mois chez plusieurs employeurs", null=True, blank=True
    )
    insertion_article = models.CharField("article", max_length=200)
    uncertainty = models.TextField(
        "à confirmer", blank=True, help_text="Ce que les textes consultés ne disent pas."
    )

    objects = RegimeQuerySet.as_manager()

    class Meta:
        verbose_name = "régime"
        ordering = ["valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="regime_ends_after_start",
                violation_error_message=BACKWARDS,
            ),
            models.CheckConstraint(
                condition=Q(quota_rate__isnull=True) | Q(quota_rate__gt=0, quota_rate__lt=1),
                name="regime_quota_is_a_share",
                violation_error_message="Le plafond est une part, entre 0 et 100 %.",
            ),
            ExclusionConstraint(
                name="regime_one_a_day",
                expressions=[
                    (
                        DateRange("valid_from", "valid_to", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    )
                ],
                violation_error_message="Un autre régime est en vigueur pendant cette période.",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return address_of("beneficiaries:regime-detail", self.pk)

    @property
    def is_certain(self) -> bool:
        return not self.uncertainty


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="RegimeCriterionEvent",
)
class RegimeCriterion(models.Model):
    """A condition of a regime; `is_general` ones must all be met, one of the others suffices."""

    regime = models.ForeignKey(Regime, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField("numéro dans le texte", max_length=8)
    is_general = models.BooleanField("condition générale", default=False)
    kind = models.CharField("type de critère", max_length=40, choices=CriterionKind.choices)
    params = models.JSONField("paramètres", default=dict, blank=True)
    also_requires = ArrayField(
        models.CharField(max_length=40, choices=CriterionKind.choices),
        default=list,
        blank=True,
        verbose_name="exige aussi",
    )
    article = models.CharField("article", max_length=200)
    label = models.CharField("libellé", max_length=300)
    order = models.PositiveSmallIntegerField("ordre")
    proof_label = models.CharField("preuve demandée", max_length=300, blank=True)
    proof_validity_months = models.PositiveSmallIntegerField(
        "validité de la preuve (mois)", null=True, blank=True
    )

    class Meta:
        verbose_name = "critère"
        ordering = ["regime", "-is_general", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["regime", "is_general", "code"],
                name="criterion_code_unique",
                violation_error_message="Ce numéro existe déjà dans ce régime.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.regime_id} {self.code}"


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="DerogationAuthorisationEvent",
)
class DerogationAuthorisation(Stamped):
    """The Government's leave to derogate in a year, where the text asks it (D04 art. 3 § 1)."""

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="authorisations")
    year = models.PositiveSmallIntegerField("année")
    reference = models.CharField("référence de l'autorisation", max_length=200)
    granted_on = models.DateField("autorisation du")

    class Meta:
        verbose_name = "autorisation de dérogation"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["regime", "year"],
                name="authorisation_once_a_year",
                violation_error_message="Une autorisation est déjà notée pour cette année.",
            ),
            models.CheckConstraint(
                condition=~Q(reference=""),
                name="authorisation_with_reference",
                violation_error_message="Une autorisation a une référence.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} ({self.year})"
