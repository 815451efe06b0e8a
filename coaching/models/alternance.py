"""Practice in a company during a training: the stay, its visits and the tutor's word."""

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from beneficiaries.models import Beneficiary
from beneficiaries.models.situations import DateRange
from coaching.enums import TutorScore
from employers.models import Employer
from mirec.accounts.enums import Permission
from mirec.core.addresses import address_of
from mirec.core.fields import EncryptedTextField
from mirec.core.models import Stamped
from mirec.core.refusals import BACKWARDS
from training.models import Enrolment

SCORES = ("punctuality", "work", "team", "autonomy", "would_hire")


class OfEnrolmentQuerySet(models.QuerySet):
    """Whoever sees trainings sees them; a person sees the own ones."""

    enrolment = "enrolment"

    def visible_to(self, user):
        if user.has_verb(Permission.TRAINING_READ):
            return self
        return self.filter(**{f"{self.enrolment}__in": Enrolment.objects.visible_to(user)})


class InternshipQuerySet(OfEnrolmentQuerySet):
    def with_last_day(self) -> "InternshipQuerySet":
        """`last_day`: the last day in the company, as `last_on` tells of one row."""
        return self.annotate(last_day=Coalesce("broken_off_on", "ends_on"))

    def running(self, on: date) -> "InternshipQuerySet":
        return self.filter(starts_on__lte=on, ends_on__gte=on, broken_off_on__isnull=True)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="InternshipEvent",
)
class Internship(Stamped):
    """A participant in a company, with a tutor, for the days that the insurance covers.

    Days are included at both ends; `broken_off_on` is the last day when it stopped early.
    """

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="internships", verbose_name="inscription"
    )
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="internships", verbose_name="entreprise"
    )
    place = models.CharField("lieu du stage", max_length=200)
    tutor_name = models.CharField("tuteur ou tutrice", max_length=120)
    tutor_phone = models.CharField("téléphone du tuteur", max_length=30, blank=True)
    tutor_email = models.EmailField("e-mail du tuteur", blank=True)
    tasks = models.TextField("tâches confiées", max_length=3_000)
    schedule = models.CharField("horaire", max_length=200)
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    insurer = models.CharField("assureur", max_length=120, blank=True)
    policy_number = models.CharField("numéro de police", max_length=60, blank=True)
    insured_from = models.DateField("assuré du", null=True, blank=True)
    insured_until = models.DateField("assuré jusqu'au", null=True, blank=True)
    broken_off_on = models.DateField("arrêté le", null=True, blank=True)
    end_reason = models.CharField("pourquoi l'arrêt", max_length=200, blank=True)

    objects = InternshipQuerySet.as_manager()

    class Meta:
        verbose_name = "stage en entreprise"
        verbose_name_plural = "stages en entreprise"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["starts_on", "ends_on"], name="internship_days")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="internship_ends_after_start",
                violation_error_message=BACKWARDS,
            ),
            models.CheckConstraint(
                condition=Q(insurer="", policy_number="", insured_from=None, insured_until=None)
                | (
                    ~Q(insurer="")
                    & ~Q(policy_number="")
                    & Q(insured_from__lte=F("starts_on"), insured_until__gte=F("ends_on"))
                ),
                name="internship_insured_all_along",
                violation_error_message="L'assurance couvre tous les jours du stage : assureur, "
                "police et dates vont ensemble.",
            ),
            models.CheckConstraint(
                condition=Q(broken_off_on__isnull=True, end_reason="")
                | (
                    Q(broken_off_on__gte=F("starts_on"), broken_off_on__lte=F("ends_on"))
                    & ~Q(end_reason="")
                ),
                name="internship_broken_off_with_reason",
                violation_error_message="Un arrêt a un jour, pendant le stage, et un motif.",
            ),
            ExclusionConstraint(
                name="internship_no_overlap",
                expressions=[
                    ("enrolment", RangeOperators.EQUAL),
                    (
                        DateRange(
                            "starts_on",
                            Coalesce("broken_off_on", "ends_on"),
                            RangeBoundary(inclusive_upper=True),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Un autre stage de cette personne recouvre ces jours.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment.beneficiary} – {self.employer}"

    def get_absolute_url(self) -> str:
        return address_of("coaching:internship", self.pk)

    @property
    def beneficiary(self) -> Beneficiary:
        return self.enrolment.beneficiary

    @property
    def is_insured(self) -> bool:
        return self.insured_until is not None

    @property
    def last_on(self) -> date:
        """The last day in the company, included."""
        return self.broken_off_on or self.ends_on


class OfInternshipQuerySet(OfEnrolmentQuerySet):
    enrolment = "internship__enrolment"


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="InternshipVisitEvent",
)
class InternshipVisit(Stamped):
    """A visit to the company, planned then done, with what was seen there."""

    internship = models.ForeignKey(
        Internship, on_delete=models.CASCADE, related_name="visits", verbose_name="stage"
    )
    planned_on = models.DateField("prévue le")
    visited_on = models.DateField("faite le", null=True, blank=True)
    words = EncryptedTextField("constats", blank=True)

    objects = OfInternshipQuerySet.as_manager()

    class Meta:
        verbose_name = "visite de stage"
        verbose_name_plural = "visites de stage"
        ordering = ["planned_on", "pk"]
        indexes = [
            models.Index(
                fields=["planned_on"],
                name="internship_visit_due",
                condition=Q(visited_on__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.internship} – {self.planned_on}"

    def get_absolute_url(self) -> str:
        return address_of("coaching:visit-edit", self.pk)

    @property
    def beneficiary(self) -> Beneficiary:
        return self.internship.beneficiary


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="TutorReviewEvent",
)
class TutorReview(Stamped):
    """The tutor's answers to five questions, asked by a link of one use; None until they come.

    `created_by` is None when the question left by itself; `chased_on` when it was sent again.
    """

    internship = models.ForeignKey(
        Internship, on_delete=models.CASCADE, related_name="reviews", verbose_name="stage"
    )
    asked_on = models.DateField("demandée le")
    chased_on = models.DateField("rappelée le", null=True, blank=True)
    given_on = models.DateField("reçue le", null=True, blank=True)
    punctuality = models.PositiveSmallIntegerField(
        "ponctualité et présence", choices=TutorScore.choices, null=True, blank=True
    )
    work = models.PositiveSmallIntegerField(
        "travail confié", choices=TutorScore.choices, null=True, blank=True
    )
    team = models.PositiveSmallIntegerField(
        "contact avec l'équipe", choices=TutorScore.choices, null=True, blank=True
    )
    autonomy = models.PositiveSmallIntegerField(
        "autonomie", choices=TutorScore.choices, null=True, blank=True
    )
    would_hire = models.PositiveSmallIntegerField(
        "prêt·e pour un emploi ici", choices=TutorScore.choices, null=True, blank=True
    )
    comment = EncryptedTextField("en quelques mots", blank=True)

    objects = OfInternshipQuerySet.as_manager()

    class Meta:
        verbose_name = "évaluation du tuteur"
        verbose_name_plural = "évaluations du tuteur"
        ordering = ["-asked_on", "-pk"]
        indexes = [
            models.Index(
                fields=["asked_on"],
                name="tutor_review_waiting",
                condition=Q(given_on__isnull=True),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["internship"],
                condition=Q(given_on__isnull=True),
                name="tutor_review_one_open",
                violation_error_message="Une évaluation est déjà demandée pour ce stage.",
            ),
            models.CheckConstraint(
                condition=Q(given_on__isnull=True, **dict.fromkeys(SCORES))
                | Q(
                    given_on__isnull=False,
                    **{f"{name}__gte": 1 for name in SCORES},
                    **{f"{name}__lte": 4 for name in SCORES},
                ),
                name="tutor_review_given_whole",
                violation_error_message="Répondez aux cinq questions.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.internship} – {self.asked_on}"

    @property
    def beneficiary(self) -> Beneficiary:
        return self.internship.beneficiary
