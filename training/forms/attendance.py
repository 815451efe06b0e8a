"""The list of a session: one line per participant, saved together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from beneficiaries.enums import DocumentKind
from beneficiaries.models import Document
from mirec.accounts.models import User
from mirec.core.files import ACCEPTED, stored_fields
from mirec.core.forms import HouseForm, VersionedForm, short_print
from training.enums import AttendanceSource, AttendanceState, EnrolmentStatus, SessionKind
from training.models import Attendance, Enrolment, Session
from training.rules.presence import minutes_counted, minutes_fault
from training.services import Line, attach_proof, record_attendance

NOT_NOTED = ("", "Pas noté")
LONGEST_DAY = 24 * 60
SOURCES = {
    AttendanceSource.STAFF: "L'appel en séance",
    AttendanceSource.SHEET: "La feuille de présence signée",
    AttendanceSource.COMPANY: "La feuille de l'entreprise",
}
PROOFS = (
    DocumentKind.OTHER,
    DocumentKind.MEDICAL,
    DocumentKind.SOCIAL_AID,
    DocumentKind.EMPLOYMENT,
    DocumentKind.FOREM_REFERRAL,
)
ONE_PROOF = "Choisissez un papier du dossier, ou joignez un fichier : l'un des deux."


@dataclass(frozen=True)
class Row:
    enrolment: Enrolment
    state: forms.BoundField
    minutes: forms.BoundField
    noted: Attendance | None


class AttendanceForm(VersionedForm):
    """A hidden print of what was shown tells a list that a colleague saved in the meantime."""

    source = forms.TypedChoiceField(
        label="D'après", choices=list(SOURCES.items()), coerce=AttendanceSource, required=False
    )

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
        self.session, self.participants, self.noted = session, participants, noted
        self.user, self.on = user, on
        self.door_is_used = any(line.arrived_at for line in noted.values())
        in_company = session.kind == SessionKind.PRACTICE
        self.fields["source"].initial = (
            AttendanceSource.COMPANY if in_company else AttendanceSource.STAFF
        )
        self.fields["source"].empty_value = self.fields["source"].initial
        self.fields["source"].widget.attrs["class"] = "form-select"
        self.show_version(print_of(noted))
        for enrolment in participants:
            self._add_line(enrolment, noted.get(enrolment.pk))

    def _add_line(self, enrolment: Enrolment, line: Attendance | None) -> None:
        """A line noted keeps its values; who is enrolled is thought to be there all along, but for
        who said not to come, and unless the others said so at the door.
        """
        is_away = any(not said.is_coming for said in enrolment.answers.all())
        is_there = not (is_away or self.door_is_used)
        expected = enrolment.status == EnrolmentStatus.ENROLLED and is_there
        choices = [] if line else [NOT_NOTED]
        who = enrolment.beneficiary.full_name
        self.fields[f"state_{enrolment.pk}"] = forms.ChoiceField(
            label=f"Présence de {who}",
            choices=[*AttendanceState.choices, *choices],
            required=bool(line),
            widget=forms.RadioSelect,
            initial=line.state if line else AttendanceState.PRESENT if expected else "",
        )
        self.fields[f"minutes_{enrolment.pk}"] = forms.IntegerField(
            label=f"Minutes de {who}",
            min_value=0,
            max_value=LONGEST_DAY,
            required=False,
            initial=line.minutes if line else self.session.minutes if expected else None,
        )
        attrs = {"class": "form-control", "inputmode": "numeric"}
        self.fields[f"minutes_{enrolment.pk}"].widget.attrs.update(attrs)

    @property
    def rows(self) -> Iterator[Row]:
        for enrolment in self.participants:
            pk = enrolment.pk
            yield Row(enrolment, self[f"state_{pk}"], self[f"minutes_{pk}"], self.noted.get(pk))

    def clean(self) -> dict:
        data = super().clean()
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
                lines.append(Line(enrolment.pk, state, minutes, data["source"]))
        return lines

    def save(self) -> list[Line]:
        lines = self.lines()
        record_attendance(session=self.session, lines=lines, by=self.user, on=self.on)
        return lines


class ProofForm(HouseForm):
    """A paper that the person's file holds and the user may see, or a new one."""

    document = forms.ModelChoiceField(
        label="Un papier du dossier",
        queryset=Document.objects.none(),
        required=False,
        empty_label="Aucun",
    )
    file = forms.FileField(
        label="Ou un fichier",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text="Il va au dossier de la personne. 10 Mo au plus.",
    )
    kind = forms.ChoiceField(
        label="Ce fichier est",
        choices=[(kind.value, kind.label) for kind in PROOFS],
        required=False,
        help_text="Un document médical est scellé : seule l'équipe de la personne l'ouvre.",
    )

    def __init__(self, *args, attendance: Attendance, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.attendance, self.user = attendance, user
        self.stored: dict | None = None
        person = attendance.enrolment.beneficiary
        seen = Document.objects.visible_to(user).trusted().filter(beneficiary=person)
        self.fields["document"].queryset = seen.filter(is_sealed=False)

    def clean_file(self):
        upload = self.cleaned_data["file"]
        self.stored = stored_fields(upload) if upload else None
        return upload

    def clean(self) -> dict:
        data = super().clean()
        if not self.errors and bool(data.get("document")) == bool(self.stored):
            raise ValidationError(ONE_PROOF)
        return data

    def save(self) -> Attendance:
        data = self.cleaned_data
        document = data["document"] or Document(
            beneficiary=self.attendance.enrolment.beneficiary,
            kind=data["kind"] or DocumentKind.OTHER,
        )
        return attach_proof(
            attendance=self.attendance, document=document, by=self.user, stored=self.stored
        )


def print_of(noted: dict[int, Attendance]) -> str:
    return short_print(sorted((pk, line.state, line.minutes) for pk, line in noted.items()))
