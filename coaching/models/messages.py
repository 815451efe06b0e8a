"""Words between a person and the team that accompanies the person."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from beneficiaries.models import Beneficiary
from mirec.accounts.enums import Permission
from mirec.core.fields import EncryptedTextField
from mirec.core.models import Stamped


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user) -> "MessageQuerySet":
        """Those who follow the person, and the person's own."""
        if user.has_verb(Permission.FOLLOWUP_READ):
            return self.filter(beneficiary__in=Beneficiary.objects.visible_to(user))
        return self.filter(beneficiary__in=Beneficiary.objects.own_of(user))

    def to_read(self) -> "MessageQuerySet":
        """Written by the person, and read by nobody of the house yet."""
        return self.filter(is_from_person=True, read_at__isnull=True)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="MessageEvent",
)
class Message(Stamped):
    """`created_by` wrote it: the person's own account, or a colleague; read once by the other."""

    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="messages", verbose_name="personne"
    )
    is_from_person = models.BooleanField("écrit par la personne")
    text = EncryptedTextField("message")
    sent_at = models.DateTimeField("envoyé le")
    read_at = models.DateTimeField("lu le", null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="lu par",
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message avec l'équipe"
        verbose_name_plural = "messages avec l'équipe"
        ordering = ["sent_at", "pk"]
        indexes = [
            models.Index(fields=["beneficiary", "sent_at"], name="message_of_person"),
            models.Index(
                fields=["sent_at"],
                name="message_to_read",
                condition=Q(is_from_person=True, read_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="message_read_by_someone",
            )
        ]

    def __str__(self) -> str:
        return f"{self.beneficiary} – {self.sent_at:%d/%m/%Y}"
