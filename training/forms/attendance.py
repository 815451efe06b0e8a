"""The list of a session: one line per participant, saved together."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from mirec.accounts.models import User
from mirec.core.forms import STALE, HouseForm
from training.enums import AttendanceState, EnrolmentStatus
from training.models import Attendance, Enrolment, Session
from training.rules.presence import minutes_counted, minutes_fault
from training.services import Line, record_attendance

NOT_NOTED = ("", "Pas noté")
LONGEST_DAY = 24 * 60


@dataclass(frozen=True)
class Row:
    enrolment: Enrolment
    state: forms.BoundField
    minutes: forms.BoundField


class AttendanceForm(HouseForm):
    """A hidden print of what was shown tells a list that a colleague saved in the meantime."""

    version = forms.CharField(required=False, widget=forms.HiddenInput, max_length=16)

    def __init__(
        self,
        *args,
        session: Session,
        participants: Sequence[Enrolment],
        noted: dict[int, Attendance],
        user: User,
        on: date,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.session, self.participants = session, participants
        self.user, self.on = user, on
        self._current_version = print_of(noted)
        self.fields["version"].initial = self._current_version
        for enrolment in participants:
            self._add_line(enrolment, noted.get(enrolment.pk))

    def _add_line(self, enrolment: Enrolment, line: Attendance | None) -> None:
        """A line noted keeps its values; who is enrolled is thought to be there all along."""
        expected = enrolment.status == EnrolmentStatus.ENROLLED
        choices = [] if line else [NOT_NOTED]
        who = enrolment.beneficiary.full_name
        self.fields[f"state_{enrolment.pk}"] = forms.ChoiceField(
            label=f"Présence de {who}",
            choices=[*choices, *AttendanceState.choices],
            required=bool(line),
            initial=line.state if line else AttendanceState.PRESENT if expected else "",
        )
        self.fields[f"minutes_{enrolment.pk}"] = forms.IntegerField(
            label=f"Minutes de {who}",
            min_value=0,
            max_value=LONGEST_DAY,
            required=False,
            initial=line.minutes if line else self.session.minutes if expected else None,
        )
        for name in ("state", "minutes"):
            css = "form-select" if name == "state" else "form-control"
            self.fields[f"{name}_{enrolment.pk}"].widget.attrs["class"] = css

    @property
    def rows(self) -> Iterator[Row]:
        for enrolment in self.participants:
            yield Row(enrolment, self[f"state_{enrolment.pk}"], self[f"minutes_{enrolment.pk}"])

    def clean(self) -> dict:
        data = super().clean()
        if data.get("version") and data["version"] != self._current_version:
            self.data = self.data.copy()
            self.data["version"] = self._current_version
            raise ValidationError(STALE, code="stale")
        for enrolment in self.participants:
            self._check(data, enrolment.pk)
        return data

    def _check(self, data: dict, pk: int) -> None:
        typed = data.get(f"state_{pk}")
        if typed and f"minutes_{pk}" in data:
            state, length = AttendanceState(typed), self.session.minutes
            minutes = minutes_counted(state, data[f"minutes_{pk}"], length)
            fault = minutes_fault(state, minutes, length)
            if fault:
                self.add_error(f"minutes_{pk}", fault)

    def lines(self) -> list[Line]:
        """The lines to note; a participant left at « Pas noté » has none."""
        data, lines = self.cleaned_data, []
        for enrolment in self.participants:
            typed = data[f"state_{enrolment.pk}"]
            if typed:
                state = AttendanceState(typed)
                typed_minutes = data[f"minutes_{enrolment.pk}"]
                minutes = minutes_counted(state, typed_minutes, self.session.minutes)
                lines.append(Line(enrolment.pk, state, minutes))
        return lines

    def save(self) -> list[Line]:
        lines = self.lines()
        record_attendance(session=self.session, lines=lines, by=self.user, on=self.on)
        return lines


def print_of(noted: dict[int, Attendance]) -> str:
    text = repr(sorted((pk, line.state, line.minutes) for pk, line in noted.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
