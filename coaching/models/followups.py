"""Follow-ups: what was said, with whom, for how long, and what comes next."""

from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Count, ExpressionWrapper, F, OuterRef, Q, Subquery

from beneficiaries.models import Beneficiary
from beneficiaries.niss import LEFT_SEALED
from coaching.enums import Audience, Channel, FollowUpKind, Outcome
from mirec.accounts.enums import Permission
from mirec.core.addresses import address_of
from mirec.core.fields import EncryptedTextField
from mirec.core.models import Stamped, StoredFile


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user) -> "FollowUpQuerySet":
        """Of the persons one may follow; private ones only by their author."""
        if not user.has_verb(Permission.FOLLOWUP_READ):
            return self.none()
        return self.filter(beneficiary__in=Beneficiary.objects.visible_to(user)).filter(
            ~Q(audience=Audience.PRIVATE) | Q(created_by=user)
        )

    def read_along(self) -> "FollowUpQuerySet":
        """What a page shows of each, the sealed part left closed: only `is_sealed` tells of it.

        `batch_size` counts the persons of a common entry, None alone.
        """
        same = self.model.objects.filter(batch=OuterRef("batch")).order_by().values("batch")
        return (
            self.select_related("beneficiary", "created_by", "topic")
            .prefetch_related("attachments")
            .defer(*LEFT_SEALED, "sealed_text")
            .annotate(
                is_sealed=ExpressionWrapper(~Q(sealed_text=""), models.BooleanField()),
                batch_size=Subquery(same.annotate(size=Count("pk")).values("size")),
            )
        )

    def written_by(self, user) -> "FollowUpQuerySet":
        return self.filter(created_by=user)

    def sharing_entry_of(self, follow_up: "FollowUp") -> "FollowUpQuerySet":
        """The others that the same entry wrote; none for an entry about one person."""
        if follow_up.batch is None:
            return self.none()
        return self.filter(batch=follow_up.batch).exclude(pk=follow_up.pk)

    def shareable(self) -> "FollowUpQuerySet":
        """What its author shares with others: never a private note."""
        return self.exclude(audience=Audience.PRIVATE)

    def open_to_person(self) -> "FollowUpQuerySet":
        """What its author shows to the person it is about."""
        return self.filter(audience=Audience.PERSON)

    def saying(self, text: str) -> "FollowUpQuerySet":
        """Every word stands in the text or the remark; what is sealed cannot be searched."""
        found = Q()
        for word in text.split():
            found &= Q(text__icontains=word) | Q(remark__icontains=word)
        return self.filter(found)

    def with_open_step(self) -> "FollowUpQuerySet":
        return self.filter(next_step_on__isnull=False, next_step_done_on__isnull=True)

    def step_due(self, on: date) -> "FollowUpQuerySet":
        """Next steps that fall on the day or before."""
        return self.with_open_step().filter(next_step_on__lte=on)


class OfferedQuerySet(models.QuerySet):
    def offered(self, present: int | None = None) -> "OfferedQuerySet":
        """Those still proposed, and the one that the follow-up at hand has already."""
        return self.filter(Q(is_current=True) | Q(pk=present))


class Topic(models.Model):
    """What a follow-up is about, under its kind: reference data that the house keeps."""

    kind = models.CharField("type", max_length=16, choices=FollowUpKind.choices)
    label = models.CharField("sujet", max_length=80)
    order = models.PositiveSmallIntegerField("ordre", default=1)
    is_current = models.BooleanField("proposé", default=True)

    objects = OfferedQuerySet.as_manager()

    class Meta:
        verbose_name = "sujet de suivi"
        ordering = ["kind", "order", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "label"],
                name="topic_unique",
                violation_error_message="Ce sujet existe déjà pour ce type.",
            )
        ]

    def __str__(self) -> str:
        return self.label


class Prompt(Stamped):
    """A text to start from; the follow-ups written with it feed a theme of the yearly report."""

    label = models.CharField("modèle", max_length=80, unique=True)
    kind = models.CharField("type", max_length=16, choices=FollowUpKind.choices, blank=True)
    text = models.TextField("texte de départ", max_length=5_000)
    theme = models.CharField("thème du rapport qualitatif", max_length=80, blank=True)
    is_current = models.BooleanField("proposé", default=True)

    objects = OfferedQuerySet.as_manager()

    class Meta:
        verbose_name = "modèle de texte"
        ordering = ["label"]

    def __str__(self) -> str:
        return self.label


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="FollowUpEvent",
)
class FollowUp(Stamped):
    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="follow_ups", verbose_name="personne"
    )
    happened_on = models.DateField("date")
    channel = models.CharField("par quel moyen", max_length=8, choices=Channel.choices)
    kind = models.CharField("type", max_length=16, choices=FollowUpKind.choices)
    outcome = models.CharField(
        "résultat", max_length=12, choices=Outcome.choices, default=Outcome.DONE
    )
    minutes = models.PositiveSmallIntegerField("durée (minutes)", default=0)
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="sujet",
    )
    prompt = models.ForeignKey(
        Prompt,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="modèle",
    )
    text = models.TextField("ce qui s'est dit", max_length=20_000, blank=True)
    # Of an entry for several persons: what concerns this one alone; the rest shares a batch.
    remark = models.CharField("pour cette personne", max_length=500, blank=True)
    batch = models.UUIDField("entrée commune", null=True, blank=True, editable=False)
    # Health and social matters: encrypted, opened on request with a right, and each opening logged.
    sealed_text = EncryptedTextField("partie scellée (santé, social)", blank=True)
    audience = models.CharField(
        "qui peut lire", max_length=8, choices=Audience.choices, default=Audience.TEAM
    )
    next_step = models.CharField("prochaine étape", max_length=200, blank=True)
    next_step_on = models.DateField("pour le", null=True, blank=True)
    next_step_done_on = models.DateField("faite le", null=True, blank=True)
    next_step_done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="faite par",
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = "suivi"
        ordering = ["-happened_on", "-pk"]
        indexes = [
            models.Index(fields=["beneficiary", "-happened_on", "-id"], name="followup_person"),
            models.Index(fields=["-happened_on", "-id"], name="followup_date"),
            models.Index(fields=["batch"], name="followup_batch", condition=Q(batch__isnull=False)),
            models.Index(
                fields=["next_step_on"],
                name="followup_open_step",
                condition=Q(next_step_on__isnull=False, next_step_done_on__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_step="", next_step_on__isnull=True)
                | (~Q(next_step="") & Q(next_step_on__isnull=False)),
                name="followup_step_with_date",
                violation_error_message="Une prochaine étape a un texte et une date.",
            ),
            models.CheckConstraint(
                condition=Q(next_step_on__isnull=True) | Q(next_step_on__gte=F("happened_on")),
                name="followup_step_after_date",
                violation_error_message="La prochaine étape ne peut pas précéder le suivi.",
            ),
            models.CheckConstraint(
                condition=Q(next_step_done_on__isnull=True, next_step_done_by__isnull=True)
                | Q(
                    next_step_done_on__isnull=False,
                    next_step_done_by__isnull=False,
                    next_step_on__isnull=False,
                ),
                name="followup_step_done_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(minutes__lte=24 * 60),
                name="followup_within_a_day",
                violation_error_message="La durée ne peut pas dépasser un jour (1440 minutes).",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.beneficiary}"

    def get_absolute_url(self) -> str:
        return address_of("coaching:followup-detail", self.pk)

    @property
    def channel_icon(self) -> str:
        return Channel(self.channel).icon

    @property
    def audience_icon(self) -> str:
        return Audience(self.audience).icon


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AttachmentQuerySet":
        return self.filter(follow_up__in=FollowUp.objects.visible_to(user))

    def of_author(self, user) -> "AttachmentQuerySet":
        return self.filter(follow_up__created_by=user)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="AttachmentEvent",
)
class Attachment(StoredFile):
    """A file kept with a follow-up; whoever reads the one reads the other."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="attachments")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "pièce jointe"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
