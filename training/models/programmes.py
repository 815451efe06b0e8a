"""What is taught: programmes, their cohorts and the calendar of sessions."""

from datetime import date, datetime

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from beneficiaries.models import Occupation, Skill
from mirec.accounts.enums import Permission
from mirec.core.models import Stamped, sort_key
from partners.models import Partner
from training.enums import SessionKind


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ProgrammeQuerySet":
        return self if user.has_verb(Permission.TRAINING_READ) else self.none()


class Programme(Stamped):
    title = models.CharField("intitulé", max_length=160)
    occupation = models.ForeignKey(
        Occupation, on_delete=models.PROTECT, related_name="+", verbose_name="métier"
    )
    operator = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="programmes", verbose_name="opérateur"
    )
    theory_hours = models.PositiveSmallIntegerField("heures de théorie")
    practice_hours = models.PositiveSmallIntegerField("heures de pratique")
    prerequisites = models.TextField("prérequis", max_length=5_000, blank=True)
    description = models.TextField("description", max_length=10_000, blank=True)
    skills = models.ManyToManyField(
        Skill, related_name="+", blank=True, verbose_name="compétences acquises"
    )
    is_offered = models.BooleanField("proposé actuellement", default=True)
    title_key = sort_key("title")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "formation"
        ordering = ["title_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["title"],
                name="programme_unique",
                violation_error_message="Une formation porte déjà ce nom.",
            )
        ]
        indexes = [
            GinIndex(fields=["title_key"], opclasses=["gin_trgm_ops"], name="programme_trgm")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:programme-detail", args=[self.pk])


class CohortQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CohortQuerySet":
        return self if user.has_verb(Permission.TRAINING_READ) else self.none()

    def running(self, on: date) -> "CohortQuerySet":
        return self.filter(starts_on__lte=on, ends_on__gte=on)


class Cohort(Stamped):
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="cohorts", verbose_name="formation"
    )
    name = models.CharField("groupe", max_length=80)
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="cohorts",
        verbose_name="coordination",
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    places = models.PositiveSmallIntegerField("places")
    site = models.CharField("lieu", max_length=200)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = "groupe"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"],
                name="cohort_unique",
                violation_error_message="Ce groupe existe déjà dans cette formation.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="cohort_ends_after_start",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1),
                name="cohort_has_places",
                violation_error_message="Un groupe compte au moins une place.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("training:cohort-detail", args=[self.pk])


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SessionQuerySet":
        return self.filter(cohort__in=Cohort.objects.visible_to(user))

    def between(self, start: datetime, end: datetime) -> "SessionQuerySet":
        """Sessions that begin in [start, end)."""
        return self.filter(starts_at__gte=start, starts_at__lt=end)

    def kept(self) -> "SessionQuerySet":
        return self.filter(cancelled_at__isnull=True)


class Session(Stamped):
    """One meeting of a cohort. `revision` grows with each change, for calendar programs."""

    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="sessions", verbose_name="groupe"
    )
    kind = models.CharField("type", max_length=12, choices=SessionKind.choices)
    title = models.CharField("objet", max_length=160)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    place = models.CharField("lieu", max_length=200)
    room = models.CharField("local", max_length=80, blank=True)
    trainer = models.CharField("formateur·rice ou tuteur·rice", max_length=120, blank=True)
    directions = models.CharField("comment y aller", max_length=300, blank=True)
    to_bring = models.CharField("à apporter", max_length=200, blank=True)
    cancelled_at = models.DateTimeField("annulée le", null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="annulée par",
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField("modifiée le", auto_now=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "séance"
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["starts_at"], name="session_start"),
            models.Index(fields=["cohort", "starts_at"], name="session_cohort"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_start",
                violation_error_message="La fin doit suivre le début.",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                name="session_cancelled_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:session-detail", args=[self.pk])

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)
