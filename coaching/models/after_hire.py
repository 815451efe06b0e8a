"""Support after the hire: when news is taken, and what each side says.

Nothing here is seen outside the person's file.
"""

from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from beneficiaries.models import Beneficiary
from beneficiaries.niss import LEFT_SEALED
from coaching.enums import HireMark, OpinionScore, OpinionSide
from coaching.models.followups import FollowUp
from employers.models import Placement
from mirec.accounts.enums import Permission
from mirec.core.addresses import address_of
from mirec.core.fields import EncryptedTextField
from mirec.core.models import Stamped


class AfterHireQuerySet(models.QuerySet):
    """Seen by those who read the follow-ups of the person."""

    person = "placement__beneficiary"

    def visible_to(self, user) -> "AfterHireQuerySet":
        if not user.has_verb(Permission.FOLLOWUP_READ):
            return self.none()
        return self.filter(**{f"{self.person}__in": Beneficiary.objects.visible_to(user)})


class HireCheckQuerySet(AfterHireQuerySet):
    def with_person(self) -> "HireCheckQuerySet":
        """What a line or a page of a check reads beside it; the number is not deciphered."""
        sealed = [f"placement__{name}" for name in LEFT_SEALED]
        return self.select_related("placement__beneficiary", "placement__employer").defer(*sealed)

    def waiting(self) -> "HireCheckQuerySet":
        return self.filter(done_on__isnull=True, dropped_on__isnull=True)

    def due(self, on: date) -> "HireCheckQuerySet":
        """Those to do on the day or before."""
        return self.waiting().filter(due_on__lte=on)

    def to_call(self) -> "HireCheckQuerySet":
        """An alarming or diverging answer came, and nobody has called since."""
        return self.filter(call_due_on__isnull=False, called_on__isnull=True)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="HireCheckEvent",
)
class HireCheck(Stamped):
    """News to take at a mark after the first day; its coach is the one who follows the person.

    Created with the placement, moved with its first day while undone, dropped when the contract
    ended before.
    """

    placement = models.ForeignKey(
        Placement, on_delete=models.CASCADE, related_name="checks", verbose_name="contrat"
    )
    mark = models.CharField("repère", max_length=8, choices=HireMark.choices)
    due_on = models.DateField("pour le")
    done_on = models.DateField("fait le", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="fait par",
    )
    dropped_on = models.DateField("sans objet depuis le", null=True, blank=True)
    # The call that an alarming or diverging answer asks for; empty while none does.
    call_due_on = models.DateField("appel à faire depuis le", null=True, blank=True)
    called_on = models.DateField("appel fait le", null=True, blank=True)
    follow_up = models.OneToOneField(
        FollowUp,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="hire_check",
        verbose_name="suivi",
    )

    objects = HireCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "suivi après l'engagement"
        verbose_name_plural = "suivis après l'engagement"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="hire_check_waiting",
                condition=Q(done_on__isnull=True, dropped_on__isnull=True),
            ),
            models.Index(
                fields=["call_due_on"],
                name="hire_check_to_call",
                condition=Q(call_due_on__isnull=False, called_on__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["placement", "mark"], name="hire_check_once"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False, dropped_on__isnull=True),
                name="hire_check_done_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(called_on__isnull=True) | Q(call_due_on__isnull=False),
                name="hire_check_called_when_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_mark_display()} – {self.placement}"

    def get_absolute_url(self) -> str:
        return address_of("coaching:hire-check", self.pk)

    @property
    def beneficiary(self) -> Beneficiary:
        return self.placement.beneficiary

    @property
    def is_waiting(self) -> bool:
        return self.done_on is None and self.dropped_on is None

    @property
    def is_to_call(self) -> bool:
        return self.call_due_on is not None and self.called_on is None


class OpinionQuerySet(AfterHireQuerySet):
    person = "hire_check__placement__beneficiary"


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="OpinionEvent",
)
class Opinion(Stamped):
    """What one side answered; neither side ever sees the other's answer.

    `created_by` is the colleague who noted it by phone, None when it came by the link.
    """

    hire_check = models.ForeignKey(
        HireCheck, on_delete=models.CASCADE, related_name="opinions", verbose_name="suivi"
    )
    side = models.CharField("qui répond", max_length=8, choices=OpinionSide.choices)
    score = models.PositiveSmallIntegerField("comment cela se passe", choices=OpinionScore.choices)
    comment = EncryptedTextField("en quelques mots", blank=True)
    given_on = models.DateField("le")

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "avis après l'engagement"
        verbose_name_plural = "avis après l'engagement"
        ordering = ["given_on", "pk"]
        indexes = [models.Index(fields=["side", "given_on"], name="opinion_of_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["hire_check", "side"],
                name="opinion_once",
                violation_error_message="Cette réponse est déjà donnée.",
            ),
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=4), name="opinion_score_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} – {self.get_score_display()}"
