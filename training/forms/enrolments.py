"""Who enters a cohort, and how an enrolment moves on."""

from datetime import date

from django import forms

from beneficiaries.models import Beneficiary
from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from training.enums import EnrolmentStatus
from training.forms.attempts import AttemptMixin
from training.models import Cohort, Enrolment
from training.rules.moves import IMPOSSIBLE, MOVES
from training.services import enrol, move_enrolment


class EnrolForm(AttemptMixin, HouseForm):
    beneficiary = forms.ModelChoiceField(
        label="Personne",
        queryset=Beneficiary.objects.none(),
        error_messages={
            "required": "Choisissez une personne dans la liste.",
            "invalid_choice": "Cette personne n'existe pas, ou vous n'y avez pas accès.",
        },
    )
    enrolled_on = forms.DateField(label="Inscription le")

    def __init__(self, *args, cohort: Cohort, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.cohort, self.user = cohort, user
        self.fields["beneficiary"].queryset = Beneficiary.objects.profile_visible_to(user)

    def save(self, on: date) -> Enrolment | None:
        return self.attempt(enrol, cohort=self.cohort, by=self.user, on=on, **self.cleaned_data)


class MoveForm(AttemptMixin, HouseForm):
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

    def __init__(self, *args, enrolment: Enrolment, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.enrolment = enrolment
        wanted = MOVES[EnrolmentStatus(enrolment.status)]
        self.fields["status"].choices = [(status.value, status.label) for status in wanted]

    def save(self, by: User, on: date) -> Enrolment | None:
        data = self.cleaned_data
        return self.attempt(
            move_enrolment,
            enrolment=self.enrolment,
            to=data["status"],
            moved_on=data["moved_on"],
            reason=data["reason"],
            by=by,
            on=on,
        )
