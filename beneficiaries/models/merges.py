"""Two files of one person made one, with all that is needed to part them again."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beneficiaries.models.people import Beneficiary
from mirec.core.models import Stamped


class MergeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "MergeQuerySet":
        return self.filter(kept__in=Beneficiary.objects.visible_to(user))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="MergeEvent",
)
class Merge(Stamped):
    """`moved` lists, by link, the rows that changed hands; `before` holds what an undo needs: the
    fields of `kept` that were overwritten, and each step with the rows as they were. The absorbed
    file stays, hidden, until the merge is undone.
    """

    kept = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="merges", verbose_name="dossier gardé"
    )
    absorbed = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="+", verbose_name="dossier absorbé"
    )
    moved = models.JSONField("lignes déplacées", default=dict)
    before = models.JSONField("champs remplacés", default=dict)
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

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = "fusion"
        ordering = ["-merged_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=F("absorbed")),
                name="merge_of_two",
                violation_error_message="Un dossier ne se fusionne pas avec lui-même.",
            ),
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(undone_on__isnull=True),
                name="merge_absorbed_once",
                violation_error_message="Ce dossier est déjà fusionné.",
            ),
            models.CheckConstraint(
                condition=Q(undone_on__isnull=True, undone_by__isnull=True)
                | Q(undone_on__isnull=False, undone_by__isnull=False),
                name="merge_undone_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} dans {self.kept_id}"
