"""What stands between the person and a job, and whether it is lifted."""

import pghistory
from django.db import models
from django.db.models import Case, F, Q, Value, When

from beneficiaries.enums import ObstacleKind, ObstacleStatus
from beneficiaries.models.people import Beneficiary
from mirec.core.fields import EncryptedTextField
from mirec.core.models import Stamped


class ObstacleQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ObstacleQuerySet":
        return self.filter(beneficiary__in=Beneficiary.objects.visible_to(user))

    def standing(self) -> "ObstacleQuerySet":
        return self.exclude(status=ObstacleStatus.SOLVED)

    def with_open_note(self) -> "ObstacleQuerySet":
        """`open_note`: the words of ordinary kinds; those of a sealed one are not even read."""
        sealed = [kind for kind in ObstacleKind if kind.is_sealed]
        words = Case(
            When(kind__in=sealed, then=Value("")),
            default=F("note"),
            output_field=EncryptedTextField(),
        )
        return self.defer("note").annotate(open_note=words)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="ObstacleEvent",
)
class Obstacle(Stamped):
    """A « frein ». The words of a sealed kind are encrypted and opened on request only."""

    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.CASCADE, related_name="obstacles", verbose_name="personne"
    )
    kind = models.CharField("frein", max_length=12, choices=ObstacleKind.choices)
    status = models.CharField(
        "état", max_length=12, choices=ObstacleStatus.choices, default=ObstacleStatus.OPEN
    )
    note = EncryptedTextField("précision", blank=True)
    noted_on = models.DateField("constaté le")
    solved_on = models.DateField("levé le", null=True, blank=True)

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        verbose_name = "frein"
        ordering = ["solved_on", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ObstacleStatus.SOLVED, solved_on__isnull=False)
                | (~Q(status=ObstacleStatus.SOLVED) & Q(solved_on__isnull=True)),
                name="obstacle_solved_with_date",
                violation_error_message="Un frein levé a une date.",
            ),
            models.CheckConstraint(
                condition=Q(solved_on__isnull=True) | Q(solved_on__gte=F("noted_on")),
                name="obstacle_solved_after_noted",
                violation_error_message="Un frein ne peut pas être levé avant d'être constaté.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_sealed(self) -> bool:
        return ObstacleKind(self.kind).is_sealed

    @property
    def icon(self) -> str:
        return ObstacleKind(self.kind).icon
