"""The convention of a parcours: its versions, its signatures, the letters, and moved limits."""

from datetime import date

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from beneficiaries.models import Beneficiary, Paper, Signature
from beneficiaries.models.papers import nameless
from beneficiaries.models.situations import DateRange
from coaching.enums import Addressee, LetterKind, LimitMove, Party
from coaching.models.journeys import Journey
from mirec.accounts.enums import Permission
from mirec.core.addresses import address_of
from mirec.core.models import Stamped
from mirec.core.refusals import BACKWARDS


class OfJourneyQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OfJourneyQuerySet":
        return self.filter(journey__in=Journey.objects.visible_to(user))


class AgreementQuerySet(OfJourneyQuerySet):
    def latest_version(self) -> "AgreementQuerySet":
        """The version that counts in each parcours; the ones it replaced are left out."""
        newer = Agreement.objects.filter(
            journey=OuterRef("journey"), version__gt=OuterRef("version")
        )
        return self.filter(~Exists(newer))

    def unsigned(self) -> "AgreementQuerySet":
        """Conventions of open parcours that still wait for somebody's signature, oldest first."""
        waiting = self.filter(completed_on__isnull=True, journey__closed_on__isnull=True)
        return waiting.latest_version().order_by("drawn_on", "pk")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="AgreementEvent",
)
class Agreement(Paper):
    """A version of the convention between the Mire and the person (D23 art. 5 § 3)."""

    journey = models.ForeignKey(
        Journey, on_delete=models.PROTECT, related_name="agreements", verbose_name="parcours"
    )

    objects = AgreementQuerySet.as_manager()

    class Meta(Paper.Meta):
        verbose_name = "convention"
        constraints = [
            models.UniqueConstraint(fields=["journey", "version"], name="agreement_version_unique")
        ]

    def __str__(self) -> str:
        return f"Convention, version {self.version}"

    def get_absolute_url(self) -> str:
        return address_of("coaching:agreement-detail", self.pk)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="AgreementSignatureEvent",
)
class AgreementSignature(Signature):
    paper = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField("signataire", max_length=12, choices=Party.choices)

    class Meta(Signature.Meta):
        verbose_name = "signature de la convention"
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "party"],
                name="agreement_signed_once",
                violation_error_message="Cette partie a déjà signé.",
            ),
            nameless("agreement_signed_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.get_party_display()} : {self.name}"


class JourneyBreakQuerySet(OfJourneyQuerySet):
    def running(self, on: date) -> "JourneyBreakQuerySet":
        """Breaks that cover the day, both ends included."""
        return self.filter(starts_on__lte=on, ends_on__gte=on)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="JourneyBreakEvent",
)
class JourneyBreak(Stamped):
    """An agreed break: the coach is not reminded of silence. It moves the limit only where the
    regime says so (D23 provides for none). Both ends are included.
    """

    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, related_name="breaks")
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    reason = models.CharField("motif", max_length=200)

    objects = JourneyBreakQuerySet.as_manager()

    class Meta:
        verbose_name = "suspension"
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="break_ends_after_start",
                violation_error_message=BACKWARDS,
            ),
            ExclusionConstraint(
                name="break_no_overlap",
                expressions=[
                    ("journey", RangeOperators.EQUAL),
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Une autre suspension recouvre ces jours.",
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class LimitChange(Stamped):
    """Each time the limit of a convention moved: from when to when, why, and by which text."""

    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, related_name="limit_changes")
    move = models.CharField("cause", max_length=12, choices=LimitMove.choices)
    former_due_on = models.DateField("échéance avant")
    new_due_on = models.DateField("échéance après")
    reason = models.CharField("motif", max_length=300)
    article = models.CharField("article", max_length=200, blank=True)
    decided_on = models.DateField("décidé le")

    objects = OfJourneyQuerySet.as_manager()

    class Meta:
        verbose_name = "échéance déplacée"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(former_due_on=F("new_due_on")) & ~Q(reason=""),
                name="limit_change_says_why",
                violation_error_message="Dites pourquoi l'échéance change.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()} : {self.former_due_on} – {self.new_due_on}"


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user) -> "LetterQuerySet":
        if not user.has_verb(Permission.JOURNEY_READ):
            return self.none()
        return self.filter(beneficiary__in=Beneficiary.objects.visible_to(user))

    def to_send(self) -> "LetterQuerySet":
        return self.filter(sent_on__isnull=True, discarded_on__isnull=True)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="LetterEvent",
)
class Letter(Stamped):
    """A letter that the house prepared: to the person, or a notice to Forem. Somebody sends it."""

    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="letters", verbose_name="personne"
    )
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField("courrier", max_length=16, choices=LetterKind.choices)
    addressee = models.CharField("à", max_length=8, choices=Addressee.choices)
    subject = models.CharField("objet", max_length=200)
    text = models.TextField("texte", max_length=10_000)
    prepared_on = models.DateField("préparé le")
    sent_on = models.DateField("envoyé le", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="envoyé par",
    )
    discarded_on = models.DateField("écarté le", null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "courrier"
        ordering = ["-prepared_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["journey", "kind", "addressee"], name="letter_once_per_journey"
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True, sent_by__isnull=True)
                | Q(sent_on__isnull=False, sent_by__isnull=False, discarded_on__isnull=True),
                name="letter_sent_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return address_of("coaching:letter-detail", self.pk)

    @property
    def to(self) -> str:
        return Addressee(self.addressee).to

    @property
    def is_waiting(self) -> bool:
        """Prepared, neither sent nor put aside."""
        return self.sent_on is None and self.discarded_on is None
