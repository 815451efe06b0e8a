"""An appointment at its hour, and what one adds when it took place."""

from datetime import date, datetime, timedelta

from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.core.exceptions import ValidationError

from beneficiaries.models import Beneficiary
from coaching.enums import AppointmentStatus, Audience
from coaching.models import Appointment, FollowUp
from coaching.rules.agenda import DEFAULT_MINUTES
from coaching.services.agenda import close_appointment, fix_appointment, move_appointment
from mirec.accounts.models import User
from mirec.core.forms import HouseModelForm
from training.forms.sessions import ClockInput
from training.rules.weeks import FIRST_YEAR, LAST_YEAR, instant, local

MOST_MINUTES = 12 * 60


class AppointmentForm(HouseModelForm):
    """Its moment is a day, a clock time and minutes; `revision` tells a stale form."""

    day = forms.DateField(label="Jour")
    starts = forms.TimeField(label="Heure", widget=ClockInput)
    minutes = forms.IntegerField(
        label="Durée (minutes)", min_value=5, max_value=MOST_MINUTES, initial=DEFAULT_MINUTES
    )

    class Meta:
        model = Appointment
        fields = ("subject", "channel", "place", "wants_reminder")
        help_texts = {
            "subject": "Les agendas abonnés ne le montrent jamais : initiales seulement.",
            "wants_reminder": "La veille, par e-mail, ou par SMS si la personne le préfère.",
        }

    def __init__(self, *args, user: User, beneficiary: Beneficiary | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.beneficiary = user, beneficiary
        if self.instance.pk:
            starts = local(self.instance.starts_at)
            self._current_version = f"r{self.instance.revision}"
            self.fields["version"].initial = self._current_version
            self.initial |= {
                "day": starts.date(),
                "starts": starts.time(),
                "minutes": self.instance.minutes,
            }
        if beneficiary is None:
            del self.fields["wants_reminder"]
        self.helper.layout = Layout(
            "version",
            Div("day", "starts", "minutes", css_class="field-grid"),
            "subject",
            Div("channel", "place", css_class="field-row"),
            *(["wants_reminder"] if beneficiary else []),
        )

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError("Choisissez un jour proche d'aujourd'hui.")
        return day

    def _post_clean(self) -> None:
        """The moment is made of three fields; the service and the database check it."""
        for name in ("subject", "channel", "place", "wants_reminder"):
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])

    def values(self) -> dict[str, object]:
        data = self.cleaned_data
        starts_at = instant(data["day"], data["starts"])
        named = {name: data[name] for name in self.Meta.fields if name in data}
        return named | {
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=data["minutes"]),
        }

    def save(self) -> Appointment:
        if self.instance.pk:
            return move_appointment(appointment=self.instance, **self.values())
        return fix_appointment(
            by=self.user, coach=self.user, beneficiary=self.beneficiary, **self.values()
        )


class KeptForm(HouseModelForm):
    """« A eu lieu »: everything is filled in but the words."""

    class Meta:
        model = FollowUp
        fields = (
            "text", "kind", "channel", "minutes", "next_step", "next_step_on", "audience",
        )  # fmt: skip

    def __init__(
        self, *args, appointment: Appointment, user: User, on: date, at: datetime, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.appointment, self.user, self.on, self.at = appointment, user, on, at
        self.fields["text"].widget.attrs |= {"autofocus": True, "rows": 5}
        self.fields["audience"].initial = Audience.TEAM
        self.helper.layout = Layout(
            "version",
            "text",
            Div(Field("next_step"), Field("next_step_on"), css_class="field-row"),
            Div("kind", "channel", "minutes", "audience", css_class="field-grid"),
        )

    def clean_next_step_on(self) -> date | None:
        day = self.cleaned_data["next_step_on"]
        if day and day < local(self.appointment.starts_at).date():
            raise ValidationError("La prochaine étape ne peut pas précéder le rendez-vous.")
        return day

    def save(self) -> Appointment:
        said = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return close_appointment(
            appointment=self.appointment,
            status=AppointmentStatus.KEPT,
            by=self.user,
            on=self.on,
            at=self.at,
            **said,
        )
