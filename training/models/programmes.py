"""What is taught: programmes, their cohorts and the calendar of sessions."""

from datetime import date, datetime

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from beneficiaries.enums import SkillLevel
from beneficiaries.models import Occupation, Skill
from mirec.accounts.enums import Permission
from mirec.core.addresses import address_of
from mirec.core.models import Stamped, sort_key
from mirec.core.refusals import BACKWARDS
from partners.models import Partner
from training.enums import SessionKind
from training.models import frozen
from training.models.clashes import participants_free, room_free, trainer_free


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
        Skill,
        through="TaughtSkill",
        related_name="+",
        blank=True,
        verbose_name="compétences acquises",
    )
    certificate = models.CharField("certificat ou attestation", max_length=160, blank=True)
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
        return address_of("training:programme-detail", self.pk)


class TaughtSkill(models.Model):
    """A skill that a programme gives, how far, and in which of its modules."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="taught_skills", verbose_name="formation"
    )
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, related_name="+", verbose_name="compétence acquise"
    )
    level = models.PositiveSmallIntegerField(
        "niveau atteint", choices=SkillLevel.choices, default=SkillLevel.ALONE
    )
    module = models.CharField("module", max_length=120, blank=True)

    class Meta:
        verbose_name = "compétence d'une formation"
        verbose_name_plural = "compétences d'une formation"
        ordering = ["module", "skill__label_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "skill"],
                name="taught_skill_unique",
                violation_error_message="Cette compétence est déjà dans la liste.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.skill} ({self.get_level_display()})"


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
    funding = models.CharField("projet qui finance", max_length=160, blank=True)

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
                violation_error_message=BACKWARDS,
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
        return address_of("training:cohort-detail", self.pk)


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
    # Closed: its presences are frozen in the ledger; a correction is another line there.
    closed_at = models.DateTimeField("clôturée le", null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="clôturée par",
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    # The last revision that the participants were told of.
    told_revision = models.PositiveIntegerField(default=0, editable=False)
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
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False, cancelled_at__isnull=True),
                name="session_closed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__date=F("starts_at__date")),
                name="session_within_a_day",
                violation_error_message="Une séance commence et se termine le même jour.",
            ),
            room_free(),
            trainer_free(),
        ]
        triggers = [participants_free, frozen.closed_session]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("training:session-detail", self.pk)

    @property
    def where_and_when(self) -> tuple[datetime, datetime, str, str]:
        """What a participant has to know in time."""
        return self.starts_at, self.ends_at, self.place, self.room

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)
