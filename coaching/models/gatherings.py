"""Sessions of information and workshops: a day, a place, seats and a list that waits."""

from datetime import datetime

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from phonenumber_field.modelfields import PhoneNumberField

from beneficiaries.enums import IntakeSource
from beneficiaries.models import Beneficiary
from coaching.enums import Presence, SeatStatus, WorkshopKind
from coaching.models.followups import FollowUp
from mirec.accounts.enums import Permission
from mirec.core.models import Stamped, new_token
from partners.models import Partner


class Gathering(Stamped):
    """A meeting of several persons, with a number of seats."""

    title = models.CharField("intitulé", max_length=160)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    place = models.CharField("lieu", max_length=200)
    capacity = models.PositiveSmallIntegerField("places")
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="animé par",
    )
    cancelled_at = models.DateTimeField("annulé le", null=True, blank=True)
    closed_at = models.DateTimeField("clôturé le", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return self.title


class Seat(models.Model):
    """A place taken or waited for, and whether the person came."""

    status = models.CharField("inscription", max_length=12, choices=SeatStatus.choices)
    presence = models.CharField(
        "présence", max_length=8, choices=Presence.choices, default=Presence.UNKNOWN
    )

    class Meta:
        abstract = True


class GatheringQuerySet(models.QuerySet):
    def kept(self) -> "GatheringQuerySet":
        return self.filter(cancelled_at__isnull=True)

    def coming(self, at: datetime) -> "GatheringQuerySet":
        """Neither cancelled nor begun."""
        return self.kept().filter(starts_at__gt=at)


class InformationSessionQuerySet(GatheringQuerySet):
    def visible_to(self, user) -> "InformationSessionQuerySet":
        return self if user.has_verb(Permission.INTAKE_WRITE) else self.none()

    def public(self, at: datetime) -> "InformationSessionQuerySet":
        """What anybody may read and sign up for."""
        return self.coming(at).filter(is_public=True)


class InformationSession(Gathering):
    """A collective session that presents the services; see D23 art. 6 § 1 for its legal weight."""

    description = models.TextField("présentation", max_length=5_000, blank=True)
    directions = models.CharField("comment y aller", max_length=300, blank=True)
    is_public = models.BooleanField("annoncée au public", default=True)
    is_first_interview = models.BooleanField(
        "compte comme premier entretien",
        default=False,
        help_text="Une séance collective qui donne de premiers services ouvre le délai de deux "
        "mois (D. 2023, art. 6, § 1er).",
    )

    objects = InformationSessionQuerySet.as_manager()

    class Meta(Gathering.Meta):
        verbose_name = "séance d'information"
        indexes = [models.Index(fields=["starts_at"], name="information_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="information_ends_after_start",
                violation_error_message="La fin doit suivre le début.",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="information_has_seats",
                violation_error_message="Une séance compte au moins une place.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("coaching:information-detail", args=[self.pk])


class SignUpQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SignUpQuerySet":
        return self.filter(session__in=InformationSession.objects.visible_to(user))

    def live(self) -> "SignUpQuerySet":
        return self.exclude(status=SeatStatus.CANCELLED)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="SignUpEvent",
)
class SignUp(Seat):
    """Somebody without an account who wants to come; the token is the key to cancel."""

    session = models.ForeignKey(
        InformationSession, on_delete=models.PROTECT, related_name="sign_ups"
    )
    first_name = models.CharField("prénom", max_length=80)
    last_name = models.CharField("nom", max_length=80)
    email = models.EmailField("e-mail", blank=True)
    phone = PhoneNumberField("GSM ou téléphone", blank=True)
    source = models.CharField("envoyé·e par", max_length=16, choices=IntakeSource.choices)
    partner = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="partenaire",
    )
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    signed_up_at = models.DateTimeField("inscription le", auto_now_add=True)
    confirmed_at = models.DateTimeField("confirmée par e-mail le", null=True)
    reminded_at = models.DateTimeField("rappelée le", null=True)
    beneficiary = models.ForeignKey(
        Beneficiary,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sign_ups",
        verbose_name="dossier",
    )

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = "inscription à une séance d'information"
        ordering = ["signed_up_at", "pk"]
        indexes = [models.Index(fields=["session", "status"], name="sign_up_seats")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""),
                name="sign_up_can_be_reached",
                violation_error_message="Donnez un e-mail ou un numéro de téléphone.",
            ),
            models.UniqueConstraint(
                models.functions.Lower("email"),
                models.functions.Lower("first_name"),
                models.functions.Lower("last_name"),
                "session",
                condition=~Q(status=SeatStatus.CANCELLED) & ~Q(email=""),
                name="sign_up_once",
                violation_error_message="Vous êtes déjà inscrit·e à cette séance.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"


class WorkshopQuerySet(GatheringQuerySet):
    def visible_to(self, user) -> "WorkshopQuerySet":
        return self if user.has_verb(Permission.AGENDA_WRITE) else self.none()


class Workshop(Gathering):
    """Group jobcoaching; its text becomes one follow-up for each participant."""

    kind = models.CharField("atelier", max_length=12, choices=WorkshopKind.choices)
    text = models.TextField("ce qui s'est fait", max_length=20_000, blank=True)

    objects = WorkshopQuerySet.as_manager()

    class Meta(Gathering.Meta):
        verbose_name = "atelier"
        indexes = [models.Index(fields=["starts_at"], name="workshop_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="workshop_ends_after_start",
                violation_error_message="La fin doit suivre le début.",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="workshop_has_seats",
                violation_error_message="Un atelier compte au moins une place.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("coaching:workshop-detail", args=[self.pk])


class WorkshopSeatQuerySet(models.QuerySet):
    def visible_to(self, user) -> "WorkshopSeatQuerySet":
        return self.filter(
            workshop__in=Workshop.objects.visible_to(user),
            beneficiary__in=Beneficiary.objects.visible_to(user),
        )

    def live(self) -> "WorkshopSeatQuerySet":
        return self.exclude(status=SeatStatus.CANCELLED)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="WorkshopSeatEvent",
)
class WorkshopSeat(Seat, Stamped):
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="seats")
    beneficiary = models.ForeignKey(
        Beneficiary,
        on_delete=models.PROTECT,
        related_name="workshop_seats",
        verbose_name="personne",
    )
    remark = models.CharField("remarque pour cette personne", max_length=500, blank=True)
    follow_up = models.OneToOneField(
        FollowUp,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="workshop_seat",
        verbose_name="suivi",
    )

    objects = WorkshopSeatQuerySet.as_manager()

    class Meta:
        verbose_name = "inscription à un atelier"
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "beneficiary"],
                condition=~Q(status=SeatStatus.CANCELLED),
                name="workshop_seat_once",
                violation_error_message="Cette personne est déjà inscrite à cet atelier.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.beneficiary} – {self.workshop}"
