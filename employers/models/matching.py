"""What a person wishes of a job, and what an employer was sent about the person."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from beneficiaries.models import Beneficiary, Document
from employers.enums import ConsentMeans, ProfileChannel, TimeSlot, Transport
from employers.models.organisations import Contact
from employers.models.proposals import Proposal
from employers.rules.matching import hours_wished
from mirec.core.models import Stamped
from mirec.core.wording import uncapped


class WorkWishQuerySet(models.QuerySet):
    def visible_to(self, user) -> "WorkWishQuerySet":
        return self.filter(beneficiary__in=Beneficiary.objects.profile_visible_to(user))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="WorkWishEvent",
)
class WorkWish(Stamped):
    """What the person can and wants to take; an empty list or number is not known yet."""

    beneficiary = models.OneToOneField(
        Beneficiary, on_delete=models.CASCADE, related_name="work_wish", verbose_name="personne"
    )
    slots = ArrayField(
        models.CharField(max_length=12, choices=TimeSlot.choices),
        default=list,
        blank=True,
        verbose_name="moments possibles",
    )
    transports = ArrayField(
        models.CharField(max_length=8, choices=Transport.choices),
        default=list,
        blank=True,
        verbose_name="moyens de transport",
    )
    communes = ArrayField(
        models.CharField(max_length=80),
        default=list,
        blank=True,
        verbose_name="communes où la personne peut travailler",
    )
    hours_from = models.DecimalField(
        "heures par semaine, de", max_digits=4, decimal_places=1, null=True, blank=True
    )
    hours_to = models.DecimalField("à", max_digits=4, decimal_places=1, null=True, blank=True)
    refuses = models.CharField("ne veut pas", max_length=200, blank=True)

    objects = WorkWishQuerySet.as_manager()

    class Meta:
        verbose_name = "souhaits pour l'emploi"
        verbose_name_plural = "souhaits pour l'emploi"
        constraints = [
            models.CheckConstraint(
                condition=Q(hours_from__isnull=True)
                | Q(hours_to__isnull=True)
                | Q(hours_to__gte=F("hours_from")),
                name="work_wish_hours",
                violation_error_message="Le nombre d'heures le plus haut suit le plus bas.",
            )
        ]

    def __str__(self) -> str:
        return str(self.beneficiary)

    @property
    def slots_in_words(self) -> str:
        return ", ".join(uncapped(TimeSlot(slot).label) for slot in self.slots)

    @property
    def transports_in_words(self) -> str:
        return ", ".join(uncapped(Transport(one).label) for one in self.transports)

    @property
    def hours_in_words(self) -> str:
        return hours_wished(self.hours_from, self.hours_to)


class ProfileSendingQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ProfileSendingQuerySet":
        return self.filter(proposal__in=Proposal.objects.visible_to(user))

    def to_mail(self) -> "ProfileSendingQuerySet":
        """Kept, and not yet handed to the mail server."""
        return self.filter(channel=ProfileChannel.EMAIL, mailed_at__isnull=True)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="ProfileSendingEvent",
)
class ProfileSending(Stamped):
    """What left the house about a person, to whom, and since when the person agrees.

    `content` is the text as it was sent. Anonymous: no name, age, sex or address in it.
    """

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="sendings", verbose_name="proposition"
    )
    sent_on = models.DateField("envoyé le")
    channel = models.CharField("par quel moyen", max_length=8, choices=ProfileChannel.choices)
    recipient = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="à",
    )
    is_anonymous = models.BooleanField("profil anonyme", default=True)
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="CV joint",
    )
    consented_on = models.DateField("accord de la personne le")
    consent_means = models.CharField(
        "accord donné", max_length=8, choices=ConsentMeans.choices, default=ConsentMeans.ORAL
    )
    mailed_at = models.DateTimeField("courriel parti le", null=True, editable=False)
    content = models.JSONField("contenu envoyé")

    objects = ProfileSendingQuerySet.as_manager()

    class Meta:
        verbose_name = "envoi d'un profil"
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consented_on__lte=F("sent_on")),
                name="profile_sent_with_consent",
                violation_error_message="La personne donne son accord avant l'envoi.",
            ),
            models.CheckConstraint(
                condition=Q(is_anonymous=False) | Q(document__isnull=True),
                name="profile_anonymous_without_cv",
                violation_error_message="Un CV porte le nom : il ne part pas avec un profil "
                "anonyme.",
            ),
            models.CheckConstraint(
                condition=Q(channel=ProfileChannel.EMAIL) | Q(mailed_at__isnull=True),
                name="profile_mailed_by_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} – {self.sent_on}"
