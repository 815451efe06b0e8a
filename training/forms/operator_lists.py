"""The operator's list: the sheet, who a typed name is, and what is decided of a difference."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from beneficiaries.sheets.reading import MOST_BYTES
from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from mirec.core.layouts import row
from training.enums import Settlement
from training.models import Cohort, Enrolment, OperatorLine, OperatorSheet
from training.services.operator_lists import name_person, receive_sheet, settle, settle_stranger

NO_HEALTH = "Reste avec la liste, à votre nom. Pas de donnée de santé."
OF_A_STRANGER = [
    (Settlement.OURS, "Elle n'est pas de ce groupe : nos heures sont justes"),
    (Settlement.ASKED, Settlement.ASKED.label),
]


class SheetForm(HouseForm):
    sheet = forms.FileField(
        label="Liste de l'opérateur",
        help_text="XLSX ou CSV, une ligne par personne et par jour : nom, jour, heures. Le numéro "
        "national peut y être.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"empty": "Ce fichier est vide.", "required": "Choisissez une liste."},
    )
    starts_on = forms.DateField(
        label="Du", required=False, help_text="Vide : le premier jour de la liste."
    )
    ends_on = forms.DateField(
        label="Au", required=False, help_text="Vide : le dernier jour de la liste."
    )

    def __init__(self, *args: Any, cohort: Cohort, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort, self.user, self.on = cohort, user, on
        self.helper.layout = Layout("sheet", row("starts_on", "ends_on"))

    def clean_sheet(self) -> UploadedFile:
        sheet = self.cleaned_data["sheet"]
        if sheet.size > MOST_BYTES:
            raise ValidationError("Ce fichier dépasse 10 Mo : partagez-le en plusieurs feuilles.")
        return sheet

    def save(self) -> OperatorSheet:
        data = self.cleaned_data
        return receive_sheet(
            cohort=self.cohort,
            content=data["sheet"].read(),
            name=data["sheet"].name,
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            by=self.user,
            on=self.on,
        )


class SettlementForm(HouseForm):
    settlement = forms.TypedChoiceField(
        label="Suite donnée",
        choices=Settlement.choices,
        coerce=Settlement,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label="Précision", max_length=200, required=False, help_text=NO_HEALTH)

    def __init__(
        self,
        *args: Any,
        sheet: OperatorSheet,
        enrolment: Enrolment,
        day: date,
        user: User,
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.given = {"sheet": sheet, "enrolment": enrolment, "day": day, "by": user, "on": on}

    def save(self) -> bool:
        settle(**self.given, **self.cleaned_data)
        return True


class PersonForm(HouseForm):
    """Somebody of the cohort, or else what is done with the rows of nobody."""

    enrolment = forms.ModelChoiceField(
        Enrolment.objects.none(),
        label="Qui est-ce ?",
        required=False,
        empty_label="Personne de ce groupe",
    )
    settlement = forms.TypedChoiceField(
        label="Si ce n'est personne du groupe",
        choices=OF_A_STRANGER,
        coerce=Settlement,
        widget=forms.RadioSelect,
        required=False,
        empty_value=None,
    )
    words = forms.CharField(label="Précision", max_length=200, required=False, help_text=NO_HEALTH)

    def __init__(self, *args: Any, line: OperatorLine, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line, self.user, self.on = line, user, on
        choices = self.fields["enrolment"]
        choices.queryset = (
            line.sheet.cohort.enrolments.select_related("beneficiary")
            .defer("beneficiary__niss", "beneficiary__niss_digest")
            .order_by("beneficiary__name_key", "pk")
        )
        choices.label_from_instance = lambda enrolment: enrolment.beneficiary.full_name

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not data.get("enrolment") and not data.get("settlement"):
            raise ValidationError(
                {"settlement": "Choisissez la personne, ou dites quoi faire de ces lignes."}
            )
        return data

    def save(self) -> int:
        data = self.cleaned_data
        if data["enrolment"]:
            return name_person(line=self.line, enrolment=data["enrolment"])
        return settle_stranger(
            line=self.line,
            settlement=data["settlement"],
            words=data["words"],
            by=self.user,
            on=self.on,
        )
