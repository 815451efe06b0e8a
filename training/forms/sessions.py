"""One meeting of a cohort: its day, its hours, its place."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError

from mirec.accounts.models import User
from mirec.core.forms import HouseModelForm
from training.forms.layouts import side_by_side
from training.models import Cohort, Session
from training.rules.sessions import repeat_faults, time_faults
from training.rules.weeks import instant, local
from training.services import change_session, schedule_session, schedule_weekly
from training.services.scheduling import DETAILS


class ClockInput(forms.TimeInput):
    """The browser's own time picker."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class SessionForm(HouseModelForm):
    """The session's moment is a day and two clock times; `revision` tells a stale form."""

    day = forms.DateField(label="Jour")
    starts = forms.TimeField(label="De", widget=ClockInput)
    ends = forms.TimeField(label="À", widget=ClockInput)

    field_order = ("kind", "title", "day", "starts", "ends", "repeat_until")

    class Meta:
        model = Session
        fields = DETAILS
        help_texts = {
            "title": "Ce que la personne lit dans son horaire.",
            "directions": "Bus, arrêt, entrée : ce qui aide à arriver à l'heure.",
        }

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.cohort: Cohort = self.instance.cohort
        side_by_side(self, "day", "starts", "ends")
        if self.instance.pk:
            self.show_version(f"r{self.instance.revision}")
            self.initial |= moment_fields(self.instance)

    def clean(self) -> dict:
        data = super().clean()
        if {"day", "starts", "ends"} <= data.keys():
            first, last = self.cohort.starts_on, self.cohort.ends_on
            self._tell(time_faults(data["day"], data["starts"], data["ends"], first, last))
        return data

    def save(self) -> Session:
        return change_session(session=self.instance, by=self.user, **self.values())

    def values(self) -> dict[str, str | datetime]:
        data = self.cleaned_data
        return {name: data[name] for name in DETAILS} | {
            "starts_at": instant(data["day"], data["starts"]),
            "ends_at": instant(data["day"], data["ends"]),
        }

    def _tell(self, faults: dict[str, str]) -> None:
        if faults:
            self.add_error(None, ValidationError(faults))


class NewSessionForm(SessionForm):
    """Once, or every week until a day."""

    repeat_until = forms.DateField(
        label="Répéter chaque semaine jusqu'au",
        required=False,
        help_text="Fériés et congés scolaires sont passés. Vide : une seule séance.",
    )

    def clean(self) -> dict:
        data = super().clean()
        day, until = data.get("day"), data.get("repeat_until")
        if day and until:
            self._tell(repeat_faults(day, until, self.cohort.ends_on))
        return data

    def save(self) -> list[Session]:
        until = self.cleaned_data["repeat_until"]
        plan = {"cohort": self.cohort, "by": self.user, **self.values()}
        return schedule_weekly(until=until, **plan) if until else [schedule_session(**plan)]


def moment_fields(session: Session) -> dict[str, object]:
    """The day and clock times that the form shows for a session."""
    starts, ends = local(session.starts_at), local(session.ends_at)
    return {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}


def first_values(cohort: Cohort, last: Session | None) -> dict[str, object]:
    """What a new session begins with: hours and place of the cohort's latest one."""
    if last is None:
        return {"place": cohort.site}
    times = moment_fields(last)
    names = ("kind", "place", "room", "trainer", "directions", "to_bring")
    return {
        "starts": times["starts"],
        "ends": times["ends"],
        **{name: getattr(last, name) for name in names},
    }
