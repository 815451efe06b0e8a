"""Who enters a cohort, and how an enrolment moves on."""

from datetime import date

from django import forms

from beneficiaries.models import Beneficiary
from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from training.enums import EnrolmentStatus
from training.models import Cohort, Enrolment
from training.rules.moves import IMPOSSIBLE, MOVES
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

    def __init__(self, *args, cohort: Cohort, user: User, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.cohort, self.user, self.on = cohort, user, on
        self.fields["beneficiary"].queryset = Beneficiary.objects.profile_visible_to(user)

    def save(self) -> Enrolment:
        return enrol(cohort=self.cohort, by=self.user, on=self.on, **self.cleaned_data)


class MoveForm(HouseForm):
    """Only the moves that the table allows from the present state are offered."""

    status = forms.TypedChoiceField(
        label="Nouvel état",
        coerce=EnrolmentStatus,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": IMPOSSIBLE},
    )
    moved_on = forms.DateField(label="À partir du")
    reason = forms.CharField(
        label="Motif de l'abandon",
        max_length=200,
        required=False,
        help_text="Demandé en cas d'abandon seulement. Pas de donnée de santé.",
    )

    def __init__(self, *args, enrolment: Enrolment, user: User, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.enrolment, self.user, self.on = enrolment, user, on
        wanted = MOVES[EnrolmentStatus(enrolment.status)]
        self.fields["status"].choices = [(status.value, status.label) for status in wanted]

    def save(self) -> Enrolment:
        data = self.cleaned_data
        return move_enrolment(
            enrolment=self.enrolment,
            to=data["status"],
            moved_on=data["moved_on"],
            reason=data["reason"],
            by=self.user,
            on=self.on,
        )
