"""Group jobcoaching: workshops, and who has a seat in them."""

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from beneficiaries.models import Beneficiary
from coaching.enums import SeatStatus, WorkshopKind
from coaching.models.followups import FollowUp
from coaching.models.gatherings import Gathering, GatheringQuerySet, Seat
from mirec.accounts.enums import Permission
from mirec.core.addresses import address_of
from mirec.core.models import Stamped


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
        return address_of("coaching:workshop-detail", self.pk)

    @property
    def entries(self) -> "WorkshopSeatQuerySet":
        return self.seats.all()


class WorkshopSeatQuerySet(models.QuerySet):
    def visible_to(self, user) -> "WorkshopSeatQuerySet":
        return self.filter(
            workshop__in=Workshop.objects.visible_to(user),
            beneficiary__in=Beneficiary.objects.visible_to(user),
        )

    def at_the_door(self, user) -> "WorkshopSeatQuerySet":
        """Every participant by name, whatever the team: somebody has to mark who came.

        `is_own` tells whose file the user may open; a remark is read and written for those alone.
        """
        seats = self.filter(workshop__in=Workshop.objects.visible_to(user))
        own = Beneficiary.objects.visible_to(user).filter(pk=OuterRef("beneficiary"))
        return seats.annotate(is_own=Exists(own))

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

    @property
    def gathering(self) -> Workshop:
        return self.workshop
