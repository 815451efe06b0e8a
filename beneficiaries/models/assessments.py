"""What was decided about eligibility: facts, answers and verdict as they were on that day."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from beneficiaries.enums import Verdict
from beneficiaries.models.people import Beneficiary
from beneficiaries.models.regimes import Regime
from mirec.core.addresses import address_of


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AssessmentQuerySet":
        return self.filter(beneficiary__in=Beneficiary.objects.visible_to(user))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="AssessmentEvent",
)
class Assessment(models.Model):
    """Written once and never changed: reports count what was decided, not what would be today."""

    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="assessments"
    )
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="assessments")
    assessed_on = models.DateField("évalué au")
    facts = models.JSONField("faits")
    answers = models.JSONField("réponses")
    verdict = models.CharField("avis", max_length=16, choices=Verdict.choices)
    criteria_met = ArrayField(
        models.CharField(max_length=8), default=list, verbose_name="critères remplis"
    )
    derogation_possible = models.BooleanField("dérogation possible")
    sentence = models.TextField("phrase")
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="évalué par",
    )
    assessed_at = models.DateTimeField("enregistré le", auto_now_add=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "évaluation"
        ordering = ["-assessed_on", "-pk"]
        get_latest_by = ["assessed_on", "pk"]

    def __str__(self) -> str:
        return self.sentence

    def get_absolute_url(self) -> str:
        return address_of("beneficiaries:assessment-detail", self.pk)
