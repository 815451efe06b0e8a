"""Who follows what: enrolments, attendance, and the private calendar address."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beneficiaries.models import Beneficiary, Document
from mirec.accounts.enums import Permission
from mirec.core.models import CalendarAddress, Stamped
from training.enums import (
    AttendanceSource,
    AttendanceState,
    DropCause,
    EnrolmentStatus,
    TrainingResult,
)
from training.models import frozen
from training.models.clashes import participant_free
from training.models.programmes import Cohort, Session


class EnrolmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EnrolmentQuerySet":
        """Whoever sees trainings sees who follows them; a person sees the own enrolments."""
        if user.has_verb(Permission.TRAINING_READ):
            return self
        return self.filter(beneficiary__in=Beneficiary.objects.own_of(user))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="EnrolmentEvent",
)
class Enrolment(Stamped):
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="enrolments", verbose_name="groupe"
    )
    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="enrolments", verbose_name="personne"
    )
    status = models.CharField("état", max_length=12, choices=EnrolmentStatus.choices)
    enrolled_on = models.DateField("inscription le")
    ended_on = models.DateField("fin le", null=True, blank=True)
    drop_cause = models.CharField(
        "cause de l'abandon", max_length=16, choices=DropCause.choices, blank=True
    )
    end_reason = models.CharField("motif d'abandon", max_length=200, blank=True)
    result = models.CharField("résultat", max_length=12, choices=TrainingResult.choices, blank=True)
    result_on = models.DateField("résultat le", null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = "inscription"
        ordering = ["beneficiary__name_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "beneficiary"],
                name="enrolment_unique",
                violation_error_message="Cette personne est déjà inscrite dans ce groupe.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("enrolled_on")),
                name="enrolment_ends_after_start",
                violation_error_message="La fin ne peut pas précéder l'inscription.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status__in=[EnrolmentStatus.WAITING, EnrolmentStatus.ENROLLED])
                    & Q(ended_on__isnull=True)
                )
                | (
                    Q(status__in=[EnrolmentStatus.COMPLETED, EnrolmentStatus.DROPPED])
                    & Q(ended_on__isnull=False)
                ),
                name="enrolment_end_with_status",
            ),
            models.CheckConstraint(
                condition=Q(drop_cause="") | Q(status=EnrolmentStatus.DROPPED),
                name="enrolment_drop_cause_when_dropped",
            ),
            models.CheckConstraint(
                condition=Q(result="", result_on__isnull=True)
                | (~Q(result="") & Q(result_on__isnull=False, status=EnrolmentStatus.COMPLETED)),
                name="enrolment_result_when_completed",
                violation_error_message="Un résultat se note quand la formation est terminée.",
            ),
        ]
        triggers = [participant_free]

    def __str__(self) -> str:
        return f"{self.beneficiary} – {self.cohort}"


class AttendanceQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AttendanceQuerySet":
        return self.filter(enrolment__in=Enrolment.objects.visible_to(user))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="AttendanceEvent",
)
class Attendance(models.Model):
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="attendances", db_index=False
    )
    state = models.CharField("présence", max_length=12, choices=AttendanceState.choices)
    minutes = models.PositiveSmallIntegerField("minutes suivies")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("encodée le", auto_now=True)
    source = models.CharField(
        "origine",
        max_length=8,
        choices=AttendanceSource.choices,
        default=AttendanceSource.STAFF,
    )
    arrived_at = models.DateTimeField("arrivée à", null=True, blank=True)
    proof = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="justificatif",
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "présence"
        ordering = ["session", "pk"]
        indexes = [
            # The hours of a person are summed without reading the rows, which lie by session.
            models.Index(fields=["enrolment"], include=["minutes"], name="attendance_minutes"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "enrolment"],
                name="attendance_unique",
                violation_error_message="La présence est déjà encodée pour cette séance.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s for s in AttendanceState if s.has_hours]) | Q(minutes=0),
                name="attendance_absent_without_minutes",
                violation_error_message="Une absence ne compte pas d'heures.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__lte=24 * 60), name="attendance_within_a_day"
            ),
        ]
        triggers = [frozen.presence_of_closed, frozen.same_cohort]

    def __str__(self) -> str:
        return f"{self.enrolment} – {self.get_state_display()}"


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="SessionAnswerEvent",
)
class SessionAnswer(models.Model):
    """« Je viens » or « je ne peux pas », said by the participant before the session."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="answers", verbose_name="séance"
    )
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="answers", verbose_name="inscription"
    )
    is_coming = models.BooleanField("vient")
    reason = models.CharField("motif", max_length=200, blank=True)
    answered_at = models.DateTimeField("répondu le")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse à une séance"
        verbose_name_plural = "réponses à une séance"
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="session_answer_unique"),
            models.CheckConstraint(
                condition=Q(is_coming=True, reason="") | (Q(is_coming=False) & ~Q(reason="")),
                name="session_answer_reason_when_away",
                violation_error_message="Dites pourquoi vous ne pouvez pas venir.",
            ),
        ]
        triggers = [frozen.same_cohort]

    def __str__(self) -> str:
        return f"{self.enrolment} – {'vient' if self.is_coming else 'ne vient pas'}"


class CalendarFeed(CalendarAddress):
    """The private iCal address of a person; revoking it makes the address answer 404."""

    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.CASCADE, related_name="calendar_feeds"
    )

    class Meta:
        verbose_name = "adresse d'agenda"
        constraints = [
            models.UniqueConstraint(
                fields=["beneficiary"],
                condition=Q(revoked_at__isnull=True),
                name="calendar_feed_one_live",
            )
        ]

    def __str__(self) -> str:
        return f"agenda {self.pk}"
