"""The steps of an import: the sheet, its columns, what to do with likely twins."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from beneficiaries.enums import SheetField, TwinDecision
from beneficiaries.models import ImportMapping, ImportRun
from beneficiaries.rules.headings import UPDATABLE, applied
from beneficiaries.services.imports import (
    choose_columns,
    import_people,
    settle_duplicates,
    stage_import,
)
from beneficiaries.sheets.reading import MOST_BYTES
from mirec.accounts.models import Team, User
from mirec.core.forms import HouseForm

NOT_READ = [("", "Ne pas reprendre")]
DECIDED_AT_ONCE = 200
"""So many likely twins are asked about in one page; the others stay aside."""


class SheetForm(HouseForm):
    sheet = forms.FileField(
        label="Feuille",
        help_text="XLSX ou CSV, 10 Mo et 20 000 lignes au plus. Rien n'est écrit à cette étape.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"empty": "Ce fichier est vide.", "required": "Choisissez une feuille."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_sheet(self) -> UploadedFile:
        sheet = self.cleaned_data["sheet"]
        if sheet.size > MOST_BYTES:
            raise ValidationError("Ce fichier dépasse 10 Mo : partagez-le en plusieurs feuilles.")
        return sheet

    def save(self) -> ImportRun:
        sheet = self.cleaned_data["sheet"]
        try:
            return stage_import(
                content=sheet.read(),
                name=sheet.name,
                by=self.user,
                team=self.user.team,
                mapping=None,
            )
        except ValidationError as refusal:
            raise ValidationError({"sheet": refusal.messages}) from refusal


class ColumnsForm(HouseForm):
    """One choice for each header of the sheet, the team, and what a second import may change."""

    team = forms.ModelChoiceField(
        Team.objects.all(),
        label="Équipe d'accueil",
        empty_label="Choisissez une équipe",
        help_text="Les nouveaux dossiers lui sont confiés, sans jobcoach.",
    )
    updated = forms.MultipleChoiceField(
        label="Mettre à jour dans les dossiers existants",
        choices=[(field.value, field.label) for field in UPDATABLE],
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
        required=False,
        help_text="Seuls ces champs changent quand la personne a déjà un dossier. Une case vide "
        "n'efface rien.",
    )
    remember_as = forms.CharField(
        label="Retenir cette lecture sous le nom",
        max_length=80,
        required=False,
        help_text="Elle sera proposée quand une feuille aura les mêmes titres.",
    )

    def __init__(
        self,
        *args: Any,
        run: ImportRun,
        user: User,
        on: date,
        reading: ImportMapping | None = None,
        **kwargs: Any,
    ) -> None:
        """`reading` fills the choices in as it was remembered; else they stand as they were."""
        super().__init__(*args, **kwargs)
        self.run, self.user, self.on = run, user, on
        self.headers: dict[str, str] = {}
        named = reading or run.mapping
        columns = read_as(reading, run) if reading else run.columns
        for place, (header, example) in enumerate(run.findings.get("headers", [])):
            name = f"column_{place}"
            self.headers[name] = header
            self.fields[name] = forms.ChoiceField(
                label=header,
                choices=NOT_READ + SheetField.choices,
                required=False,
                initial=columns.get(header, ""),
                help_text=example,
            )
        self.fields["team"].initial = run.team_id
        self.fields["updated"].initial = reading.updated if reading else run.updated
        self.fields["remember_as"].initial = named.name if named else ""

    def column_fields(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.headers)

    def clean_remember_as(self) -> str:
        """A remembered reading is changed by who names it again, in any capitals."""
        name = self.cleaned_data["remember_as"]
        known = ImportMapping.objects.filter(name__iexact=name).first()
        return known.name if known else name

    def save(self) -> ImportRun:
        data = self.cleaned_data
        return choose_columns(
            run=self.run,
            columns={header: data[name] for name, header in self.headers.items() if data[name]},
            updated=data["updated"],
            team=data["team"],
            by=self.user,
            on=self.on,
            remember_as=data["remember_as"],
        )


def read_as(reading: ImportMapping, run: ImportRun) -> dict[str, str]:
    headers = (header for header, _ in run.findings.get("headers", []))
    return applied(reading.columns, headers)


class DecisionsForm(HouseForm):
    """A choice for each row that may be somebody known; then the import itself."""

    def __init__(
        self, *args: Any, run: ImportRun, user: User, on: date, at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.run, self.user, self.on, self.at = run, user, on, at
        decided = run.findings.get("decisions", {})
        twins = [twin for twin in run.findings.get("duplicates", []) if not twin["is_sure"]]
        self.more_count = len(twins[DECIDED_AT_ONCE:])
        self.twins = {f"row_{twin['row']}": twin for twin in twins[:DECIDED_AT_ONCE]}
        for name, twin in self.twins.items():
            self.fields[name] = forms.ChoiceField(
                label=f"Que faire de {twin['name']} ?",
                choices=_choices(twin),
                initial=decided.get(str(twin["row"]), TwinDecision.ASIDE),
                required=False,
            )

    def lines(self) -> Iterator[tuple[dict[str, Any], forms.BoundField]]:
        return ((twin, self[name]) for name, twin in self.twins.items())

    def keep(self) -> ImportRun | None:
        """Only note the choices, to go on later; None, with the errors shown, when one is none."""
        return self._settled() if self.is_valid() else None

    def save(self) -> ImportRun:
        return import_people(run=self._settled(), by=self.user, on=self.on, at=self.at).run

    def _settled(self) -> ImportRun:
        decisions = {
            twin["row"]: TwinDecision(self.cleaned_data[name] or TwinDecision.ASIDE)
            for name, twin in self.twins.items()
        }
        return settle_duplicates(run=self.run, decisions=decisions)


def _choices(twin: dict[str, Any]) -> list[tuple[str, str]]:
    """A row completes only a file that exists; two persons never have one national number."""
    refused = set()
    if twin["person"] is None:
        refused.add(TwinDecision.SAME)
    if not twin["may_be_another"]:
        refused.add(TwinDecision.ANOTHER)
    return [choice for choice in TwinDecision.choices if choice[0] not in refused]
