"""Appointments of a coach: planned, kept, missed or cancelled; a kept one becomes a follow-up."""

from datetime import datetime

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beneficiaries.models import Beneficiary
from coaching.enums import AppointmentStatus, Channel
from coaching.models.followups import FollowUp
from mirec.accounts.enums import Permission
from mirec.core.addresses import address_of
from mirec.core.models import CalendarAddress, Stamped


class AppointmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AppointmentQuerySet":
        """Of the persons one may follow, and one's own without a person."""
        if not user.has_verb(Permission.AGENDA_WRITE):
            return self.none()
        return self.filter(
            Q(beneficiary__in=Beneficiary.objects.visible_to(user))
            | Q(beneficiary__isnull=True, coach=user)
        )

    def of_coach(self, user) -> "AppointmentQuerySet":
        return self.filter(coach=user)

    def between(self, start: datetime, end: datetime) -> "AppointmentQuerySet":
        """Appointments that begin in [start, end)."""
        return self.filter(starts_at__gte=start, starts_at__lt=end)

    def to_close(self, at: datetime) -> "AppointmentQuerySet":
        """Over, and nobody has said yet whether they took place."""
        return self.filter(status=AppointmentStatus.PLANNED, ends_at__lte=at)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="AppointmentEvent",
)
class Appointment(Stamped):
    """`revision` grows with each change, for calendar programs; the primary key makes its UID."""

    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="appointments",
        verbose_name="jobcoach",
    )
    beneficiary = models.ForeignKey(
        Beneficiary,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name="personne",
    )
    subject = models.CharField("objet", max_length=160)
    channel = models.CharField("par quel moyen", max_length=8, choices=Channel.choices)
    place = models.CharField("lieu", max_length=200, blank=True)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    status = models.CharField(
        "état", max_length=12, choices=AppointmentStatus.choices, default=AppointmentStatus.PLANNED
    )
    wants_reminder = models.BooleanField("rappeler à la personne", default=True)
    reminded_at = models.DateTimeField("rappelé le", null=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField("modifié le", auto_now=True)
    follow_up = models.OneToOneField(
        FollowUp,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="appointment",
        verbose_name="suivi",
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "rendez-vous"
        verbose_name_plural = "rendez-vous"
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["coach", "starts_at"], name="appointment_of_coach"),
            models.Index(fields=["beneficiary", "starts_at"], name="appointment_of_person"),
            models.Index(
                fields=["ends_at"],
                name="appointment_to_close",
                condition=Q(status=AppointmentStatus.PLANNED),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="appointment_ends_after_start",
                violation_error_message="La fin doit suivre le début.",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return address_of("coaching:appointment-detail", self.pk)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def is_planned(self) -> bool:
        return self.status == AppointmentStatus.PLANNED


class AgendaFeed(CalendarAddress):
    """The private iCal address of a colleague's agenda: initials only, revocable."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agenda_feeds"
    )

    class Meta:
        verbose_name = "adresse d'agenda"
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at__isnull=True), name="agenda_feed_one_live"
            )
        ]

    def __str__(self) -> str:
        return f"agenda {self.pk}"


class Snooze(Stamped):
    """A line of « Ma journée » put aside until `until_on`; `target` is the key of its row."""

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.CASCADE, related_name="snoozes")
    matter = models.CharField("sujet", max_length=12)
    target = models.BigIntegerField("ligne")
    until_on = models.DateField("jusqu'au")
    reason = models.CharField("motif", max_length=200, blank=True)

    class Meta:
        verbose_name = "ligne reportée"
        constraints = [
            models.UniqueConstraint(fields=["matter", "target"], name="snooze_one_per_line")
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.target}"
