"""Two employers that are one enterprise, made one, with all that is needed to part them again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from employers.models.organisations import Employer
from mirec.core.models import Stamped


class EmployerMergeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EmployerMergeQuerySet":
        return self.filter(kept__in=Employer.objects.visible_to(user))


class EmployerMerge(Stamped):
    """`steps` are those of the ledger (`mirec.core.ledger`). The absorbed employer stays, hidden,
    until the merge is undone.
    """

    kept = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="merges", verbose_name="employeur gardé"
    )
    absorbed = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="+", verbose_name="employeur absorbé"
    )
    steps = models.JSONField("ce qui a changé", default=list)
    merged_on = models.DateField("fusionné le")
    undone_on = models.DateField("défaite le", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="défaite par",
    )

    objects = EmployerMergeQuerySet.as_manager()

    class Meta:
        verbose_name = "fusion d'employeurs"
        verbose_name_plural = "fusions d'employeurs"
        ordering = ["-merged_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=F("absorbed")),
                name="employer_merge_of_two",
                violation_error_message="Un employeur ne se fusionne pas avec lui-même.",
            ),
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(undone_on__isnull=True),
                name="employer_merge_absorbed_once",
                violation_error_message="Cet employeur est déjà fusionné.",
            ),
            models.CheckConstraint(
                condition=Q(undone_on__isnull=True, undone_by__isnull=True)
                | Q(undone_on__isnull=False, undone_by__isnull=False),
                name="employer_merge_undone_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} dans {self.kept_id}"
