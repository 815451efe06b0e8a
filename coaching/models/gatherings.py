"""A gathering: a day, a place, seats and a list that waits; and the sessions of information."""

from datetime import date, datetime, timedelta

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from phonenumber_field.modelfields import PhoneNumberField

from beneficiaries.enums import IntakeSource
from beneficiaries.models import Beneficiary
from coaching.enums import Presence, SeatStatus
from mirec.accounts.enums import Permission
from mirec.core.addresses import address_of
from mirec.core.models import Stamped, new_token
from mirec.core.wording import as_day, clock_time, day_long
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

    @property
    def day(self) -> date:
        return as_day(self.starts_at)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def moment(self) -> str:
        """« lundi 9 février 2026, 9 h 00 – 11 h 00 »."""
        return f"{day_long(self.starts_at)}, {self.hours}"

    @property
    def hours(self) -> str:
        return f"{clock_time(self.starts_at)} – {clock_time(self.ends_at)}"

    def announce_again(self) -> None:
        """Whoever holds or awaits a seat is to be told once more; overridden where mails go out."""


class Seat(models.Model):
    """A place taken or waited for, and whether the person came."""

    status = models.CharField("inscription", max_length=12, choices=SeatStatus.choices)
    presence = models.CharField(
        "présence", max_length=8, choices=Presence.choices, default=Presence.UNKNOWN
    )

    class Meta:
        abstract = True

    def move(self, status: SeatStatus) -> None:
        self.status = status
        self.save(update_fields=["status"])


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
        return address_of("coaching:information-detail", self.pk)

    @property
    def entries(self) -> "SignUpQuerySet":
        return self.sign_ups.all()

    def announce_again(self) -> None:
        """Whoever was reminded of the former day is reminded of the new one."""
        self.sign_ups.live().update(confirmed_at=None, reminded_at=None)


class SignUpQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SignUpQuerySet":
        return self.filter(session__in=InformationSession.objects.visible_to(user))

    def live(self) -> "SignUpQuerySet":
        return self.exclude(status=SeatStatus.CANCELLED)

    def untold(self, at: datetime) -> "SignUpQuerySet":
        """With an e-mail address, and a state that it has not been told, before the session."""
        return self.filter(confirmed_at=None, session__starts_at__gt=at).exclude(email="")

    def to_remind(self, on: date) -> "SignUpQuerySet":
        """Seats of the day after `on`, not reminded, taken before `on`."""
        return self.filter(
            status=SeatStatus.REGISTERED,
            session__starts_at__date=on + timedelta(days=1),
            session__cancelled_at=None,
            signed_up_at__date__lt=on,
            reminded_at=None,
        ).exclude(email="")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="SignUpEvent",
)
class SignUp(Seat):
    """Somebody without an account who wants to come; the token is the key to cancel.

    `confirmed_at` says when the present state was told by e-mail; a change empties it.
    """

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

    @property
    def gathering(self) -> InformationSession:
        return self.session

    def move(self, status: SeatStatus) -> None:
        self.status, self.confirmed_at = status, None
        self.save(update_fields=["status", "confirmed_at"])
