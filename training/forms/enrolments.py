"""Who enters a cohort, and how an enrolment moves on."""

from datetime import date

from django import forms
from django.utils.functional import cached_property

from beneficiaries.models import Beneficiary
from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from training.enums import DropCause, EnrolmentStatus
from training.models import Cohort, Enrolment
from training.queries.prerequisites import gaps_of
from training.rules.moves import CAUSE_NEEDED, IMPOSSIBLE, MOVES
from training.rules.prerequisites import Gap
from training.services import enrol, move_enrolment


class EnrolForm(HouseForm):
    beneficiary = forms.ModelChoiceField(
        label="Personne",
        queryset=Beneficiary.objects.none(),
        error_messages={
            "required": "Choisissez une personne dans la liste.",
            "invalid_choice": "Cette personne n'existe pas, ou vous n'y avez pas accès.",
        },
    )
    enrolled_on = forms.DateField(label="Inscription le")
    told = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, cohort: Cohort, user: User, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.cohort, self.user, self.on = cohort, user, on
        self.fields["beneficiary"].queryset = Beneficiary.objects.profile_visible_to(user)

    def save(self) -> Enrolment:
        data = self.cleaned_data
        return enrol(
            cohort=self.cohort,
            beneficiary=data["beneficiary"],
            enrolled_on=data["enrolled_on"],
            by=self.user,
            on=self.on,
        )

    @cached_property
    def gaps(self) -> list[Gap]:
        """What the chosen person lacks of what the programme asks."""
        person = self.is_valid() and self.cleaned_data.get("beneficiary")
        return gaps_of(self.cohort.programme, person) if person else []

    @property
    def is_told(self) -> bool:
        """Nothing is missing, or it was read about this very person."""
        if not self.gaps:
            return True
        return self.cleaned_data["told"] == str(self.cleaned_data["beneficiary"].pk)


class MoveForm(HouseForm):
    """Only the moves that the table allows from the present state are offered."""

    status = forms.TypedChoiceField(
        label="Nouvel état",
        coerce=EnrolmentStatus,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": IMPOSSIBLE},
    )
    moved_on = forms.DateField(label="À partir du")
    drop_cause = forms.ChoiceField(
        label="Cause de l'abandon",
        choices=[("", "Choisissez"), *DropCause.choices],
        required=False,
        help_text="Demandée en cas d'abandon seulement.",
    )
    reason = forms.CharField(
        label="Motif de l'abandon",
        max_length=200,
        required=False,
        help_text="En quelques mots, en cas d'abandon. Pas de donnée de santé.",
    )

    def __init__(self, *args, enrolment: Enrolment, user: User, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.enrolment, self.user, self.on = enrolment, user, on
        wanted = MOVES[EnrolmentStatus(enrolment.status)]
        self.fields["status"].choices = [(status.value, status.label) for status in wanted]

    def clean(self) -> dict:
        data = super().clean()
        if data.get("status") == EnrolmentStatus.DROPPED and not data.get("drop_cause"):
            self.add_error("drop_cause", CAUSE_NEEDED)
        return data

    def save(self) -> Enrolment:
        data = self.cleaned_data
        return move_enrolment(
            enrolment=self.enrolment,
            to=data["status"],
            moved_on=data["moved_on"],
            reason=data["reason"],
            drop_cause=data["drop_cause"],
            by=self.user,
            on=self.on,
        )
