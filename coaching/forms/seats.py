"""Seats of a workshop: who is registered, who came, what concerns one person alone."""

from datetime import date

from django import forms

from beneficiaries.models import Beneficiary
from coaching.enums import Presence
from coaching.models import SignUp, Workshop, WorkshopSeat
from coaching.services.gatherings import note_presence
from coaching.services.workshops import note_seat, register
from mirec.accounts.models import User
from mirec.core.forms import HouseForm


class RegisterForm(HouseForm):
    beneficiary = forms.ModelChoiceField(
        label="Personne",
        queryset=Beneficiary.objects.none(),
        error_messages={
            "required": "Choisissez une personne dans la liste.",
            "invalid_choice": "Cette personne n'existe pas, ou vous n'y avez pas accès.",
        },
    )

    def __init__(self, *args, workshop: Workshop, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.workshop, self.user = workshop, user
        self.fields["beneficiary"].queryset = Beneficiary.objects.visible_to(user)

    def save(self) -> WorkshopSeat:
        return register(workshop=self.workshop, by=self.user, **self.cleaned_data)


class PresenceForm(HouseForm):
    """One press at the door of a session of information."""

    presence = forms.TypedChoiceField(choices=Presence.choices, coerce=Presence)

    def __init__(self, *args, seat: SignUp | WorkshopSeat, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.seat, self.on = seat, on

    def save(self) -> SignUp:
        return note_presence(seat=self.seat, on=self.on, **self.cleaned_data)


class SeatForm(PresenceForm):
    """The same for a workshop; the remark is asked only for a person whose file one may open."""

    presence = forms.TypedChoiceField(
        choices=Presence.choices, coerce=Presence, required=False, empty_value=None
    )
    remark = forms.CharField(label="Remarque", max_length=500, required=False)

    def __init__(self, *args, seat: WorkshopSeat, **kwargs) -> None:
        super().__init__(*args, seat=seat, **kwargs)
        if not seat.is_own:
            del self.fields["remark"]

    def save(self) -> WorkshopSeat:
        presence = self.cleaned_data["presence"] or Presence(self.seat.presence)
        remark = self.cleaned_data.get("remark") if "remark" in self.data else None
        return note_seat(seat=self.seat, presence=presence, on=self.on, remark=remark)
