"""Who opened a file, and who may read it for a while in a colleague's stead: motivated, dated,
logged, revocable.
"""

from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from mirec.core.models import Stamped


class TemporaryAccessQuerySet(models.QuerySet):
    def live(self) -> "TemporaryAccessQuerySet":
        """Open at this moment by the database's clock: an access ends even if no job runs."""
        return self.filter(revoked_at__isnull=True, starts_at__lte=Now(), ends_at__gt=Now())

    def not_over(self) -> "TemporaryAccessQuerySet":
        """Open now or to come: what a manager may still take back."""
        return self.filter(revoked_at__isnull=True, ends_at__gt=Now())

    def of_file(self, beneficiary) -> "TemporaryAccessQuerySet":
        """Those that open this file: its own, and its coach's whole caseload."""
        opens = Q(beneficiary=beneficiary)
        if beneficiary.coach_id:
            opens |= Q(coach=beneficiary.coach_id)
        return self.filter(opens).select_related("user", "coach")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="TemporaryAccessEvent",
)
class TemporaryAccess(Stamped):
    """For one file or for a coach's whole caseload, until `ends_at` (excluded)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="temporary_accesses",
        verbose_name="pour",
    )
    beneficiary = models.ForeignKey(
        "beneficiaries.Beneficiary",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="temporary_accesses",
        verbose_name="personne",
    )
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tous les dossiers de",
    )
    reason = models.CharField("motif", max_length=200)
    starts_at = models.DateTimeField("à partir du")
    ends_at = models.DateTimeField("jusqu'au")
    revoked_at = models.DateTimeField("retiré le", null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="retiré par",
    )

    objects = TemporaryAccessQuerySet.as_manager()

    class Meta:
        verbose_name = "accès temporaire"
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(
                fields=["user", "ends_at"],
                name="access_of_user",
                condition=Q(revoked_at__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(beneficiary__isnull=False, coach__isnull=True)
                | Q(beneficiary__isnull=True, coach__isnull=False),
                name="access_to_one_thing",
                violation_error_message="Choisissez une personne ou un jobcoach.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="access_with_reason",
                violation_error_message="Un accès temporaire a un motif.",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="access_ends_after_start",
                violation_error_message="La fin de l'accès doit suivre son début.",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="access_revoked_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.reason}"

    @property
    def last_day(self) -> date:
        return timezone.localdate(self.ends_at)


def granted_to(user) -> tuple[list[int], list[int]]:
    """Keys of the persons and of the coaches whose files are open to the user for a while.

    Read once for each user object, that is once a request.
    """
    if not hasattr(user, "_granted"):
        rows = list(
            TemporaryAccess.objects.filter(user=user)
            .live()
            .values_list("beneficiary_id", "coach_id")
        )
        user._granted = (
            [person for person, _ in rows if person],
            [coach for _, coach in rows if coach],
        )
    return user._granted


class FileOpening(models.Model):
    """Each opening of a person's file: who, when, which part. Never changed afterwards."""

    beneficiary = models.ForeignKey(
        "beneficiaries.Beneficiary", on_delete=models.CASCADE, related_name="openings"
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    part = models.CharField("partie", max_length=80)

    class Meta:
        verbose_name = "consultation de dossier"
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["beneficiary", "-opened_at"], name="opening_by_file")]

    def __str__(self) -> str:
        return f"{self.opened_by} – {self.part}"
