"""The parcours: three phases, its limits as stored dates, and how it ended."""

from datetime import date, timedelta

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beneficiaries.models import Assessment, Beneficiary, DerogationAuthorisation, Regime
from coaching.enums import ExitReason, FirstInterview, Phase
from mirec.accounts.enums import Permission
from mirec.core.addresses import address_of
from mirec.core.models import Stamped
from partners.models import Partner


class JourneyQuerySet(models.QuerySet):
    def visible_to(self, user) -> "JourneyQuerySet":
        if not user.has_verb(Permission.JOURNEY_READ):
            return self.none()
        return self.filter(beneficiary__in=Beneficiary.objects.visible_to(user))

    def open(self) -> "JourneyQuerySet":
        return self.filter(closed_on__isnull=True)

    def of_coach(self, user) -> "JourneyQuerySet":
        return self.filter(beneficiary__coach=user)

    def due_within(self, days: int, on: date) -> "JourneyQuerySet":
        """Open journeys whose current limit falls within `days` of the day, or has passed."""
        return self.open().filter(limit_on__lte=on + timedelta(days=days))

    def for_panel(self) -> "JourneyQuerySet":
        """With all that the tab « Parcours » shows, the open one first, then the latest."""
        return (
            self.select_related(
                "beneficiary",
                "regime",
                "assessment",
                "authorisation",
                "closed_by",
                "agreed_by",
                "oriented_to",
            )
            .prefetch_related(
                "agreements__signatures", "breaks", "limit_changes__created_by", "letters"
            )
            .order_by(F("closed_on").desc(nulls_first=True), "-opened_on", "-pk")
        )

    def near_job_search_mark(self, days: int, on: date) -> "JourneyQuerySet":
        """Still in search of a job at most `days` before or after the mark of twelve months."""
        around = timedelta(days=days)
        return self.open().filter(
            phase=Phase.TOWARDS_EMPLOYMENT,
            job_search_due_on__range=(on - around, on + around),
        )

    def agreement_running(self, start: date, end: date) -> "JourneyQuerySet":
        """An agreement that runs at least one day from `start` to `end`, both included."""
        return self.filter(agreed_on__lte=end).filter(
            Q(closed_on__isnull=True) | Q(closed_on__gte=start)
        )

    def past_intake(self, on: date) -> "JourneyQuerySet":
        """Candidates still without a decision after their intake limit."""
        return self.open().filter(agreed_on__isnull=True, intake_due_on__lt=on)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["limit_on"],
    model_name="JourneyEvent",
)
class Journey(Stamped):
    """From the first interview to the end. Limits are dates set by services, never recomputed.

    `intake_due_on` and `due_on` are the last days included; none when the regime has no limit.
    """

    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="journeys", verbose_name="personne"
    )
    regime = models.ForeignKey(
        Regime, on_delete=models.PROTECT, related_name="journeys", verbose_name="régime"
    )
    phase = models.CharField("phase", max_length=20, choices=Phase.choices, default=Phase.INTAKE)
    phase_since = models.DateField("phase depuis le")
    first_interview = models.CharField(
        "premier entretien", max_length=12, choices=FirstInterview.choices
    )
    opened_on = models.DateField("ouvert le")
    intake_due_on = models.DateField("décision au plus tard le", null=True)
    reentry_decision = models.CharField(
        "décision du Forem pour une nouvelle prise en charge", max_length=200, blank=True
    )
    # The agreement (convention) and what allowed it.
    agreed_on = models.DateField("convention signée le", null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="convention signée par",
    )
    assessment = models.ForeignKey(
        Assessment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="journeys",
        verbose_name="évaluation retenue",
    )
    is_derogation = models.BooleanField("par dérogation", default=False)
    derogation_reason = models.TextField("motif de la dérogation", max_length=2_000, blank=True)
    authorisation = models.ForeignKey(
        DerogationAuthorisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="derogations",
        verbose_name="autorisation",
    )
    due_on = models.DateField("échéance de la convention", null=True, blank=True)
    job_search_due_on = models.DateField("repère des 12 mois", null=True, blank=True)
    first_hired_on = models.DateField("première mise à l'emploi le", null=True, blank=True)
    sustained_on = models.DateField("insertion atteinte le", null=True, blank=True)
    sustained_reason = models.TextField("explication de l'insertion", blank=True)
    closed_on = models.DateField("clôturé le", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="clôturé par",
    )
    exit_reason = models.CharField(
        "motif de sortie", max_length=24, choices=ExitReason.choices, blank=True
    )
    exit_note = models.TextField("précision", max_length=2_000, blank=True)
    oriented_to = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="orientée vers",
    )
    limit_on = models.GeneratedField(
        expression=models.Case(
            models.When(agreed_on__isnull=True, then=F("intake_due_on")), default=F("due_on")
        ),
        output_field=models.DateField(),
        db_persist=True,
        verbose_name="prochaine limite",
    )

    objects = JourneyQuerySet.as_manager()

    class Meta:
        verbose_name = "parcours"
        verbose_name_plural = "parcours"
        ordering = ["-opened_on", "-pk"]
        indexes = [
            models.Index(
                fields=["limit_on"], name="journey_limit", condition=Q(closed_on__isnull=True)
            ),
            models.Index(fields=["-opened_on", "-id"], name="journey_opened"),
            models.Index(fields=["agreed_on"], name="journey_agreed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["beneficiary"],
                condition=Q(closed_on__isnull=True),
                name="journey_one_open",
                violation_error_message="Cette personne a déjà un parcours ouvert.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, exit_reason="")
                | (Q(closed_on__isnull=False) & ~Q(exit_reason="")),
                name="journey_closed_with_reason",
                violation_error_message="Une clôture a une date et un motif.",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | Q(closed_on__isnull=False),
                name="journey_closed_by_when_closed",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=False)
                | Q(closed_on__isnull=True)
                | Q(exit_reason=ExitReason.REFUSED_AUTOMATICALLY),
                name="journey_closed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="journey_closed_after_opened",
                violation_error_message="La clôture ne peut pas précéder l'ouverture.",
            ),
            models.CheckConstraint(
                condition=Q(phase=Phase.INTAKE, agreed_on__isnull=True)
                | (~Q(phase=Phase.INTAKE) & Q(agreed_on__isnull=False)),
                name="journey_phase_follows_agreement",
            ),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True, agreed_by__isnull=True, assessment__isnull=True)
                | Q(agreed_on__isnull=False, agreed_by__isnull=False, assessment__isnull=False),
                name="journey_agreement_complete",
                violation_error_message="Une convention s'appuie sur une évaluation.",
            ),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True) | Q(agreed_on__gte=F("opened_on")),
                name="journey_agreed_after_opened",
                violation_error_message="La convention ne peut pas précéder le premier entretien.",
            ),
            models.CheckConstraint(
                condition=Q(oriented_to__isnull=True) | Q(exit_reason=ExitReason.ORIENTED),
                name="journey_oriented_to_when_oriented",
            ),
            models.CheckConstraint(
                condition=Q(is_derogation=False) | ~Q(derogation_reason=""),
                name="journey_derogation_with_reason",
                violation_error_message="Une dérogation est motivée.",
            ),
            models.CheckConstraint(
                condition=Q(authorisation__isnull=True) | Q(is_derogation=True),
                name="journey_authorisation_of_derogation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.beneficiary} – {self.get_phase_display()}"

    def get_absolute_url(self) -> str:
        return address_of("coaching:journey-detail", self.pk)

    @property
    def is_open(self) -> bool:
        return self.closed_on is None
