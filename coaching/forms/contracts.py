"""The terms of a contract of work: noted at the hire, corrected, extended, suspended."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile

from beneficiaries.enums import DocumentKind
from beneficiaries.models import Beneficiary, Document
from coaching.services.contracts import correct_job, extend_job, note_break
from employers.enums import ContractType, EndReason
from employers.forms.lookups import TypedField
from employers.models import ContractExtension, HiringAid, Placement, WorkBreak
from employers.queries.aids import aids_in_force
from employers.rules.hours import FULL_TIME_HOURS
from mirec.accounts.models import User
from mirec.core.files import ACCEPTED, stored_fields
from mirec.core.forms import HouseForm, HouseModelForm
from mirec.core.layouts import row
from mirec.core.refusals import BACKWARDS
from mirec.core.wording import day_full

TERMS = (
    "employer", "job_title", "contract_type", "hours_per_week", "user_company", "starts_on",
    "planned_end_on", "pay_eur", "pay_unit", "is_aided", "aid", "tutor", "proof",
)  # fmt: skip
NO_TERM = "Un CDI n'a pas de terme prévu : laissez vide, ou choisissez un autre contrat."
NEEDS_TERM = "Un CDD a un terme prévu : indiquez son dernier jour."
NEEDS_UNIT = "Dites si ce salaire est par heure ou par mois."
ONLY_INTERIM = "Seul un intérim a une entreprise utilisatrice : laissez vide."
TOO_SOON = "Le terme prévu ne peut pas précéder le premier jour."


class AidField(forms.ModelChoiceField):
    def label_from_instance(self, aid: HiringAid) -> str:
        return aid.label if aid.is_certain else f"{aid.label} (à confirmer)"


class PaperField(forms.ModelChoiceField):
    def label_from_instance(self, paper: Document) -> str:
        day = paper.issued_on or paper.seen_on
        return f"{paper.name}, {day_full(day)}"


class TermsForm(HouseModelForm):
    """What a hire and its correction share; `on` is the day at the office."""

    employer = TypedField(
        "employeur", label="Employeur", help_text="Nom ou numéro BCE ; il doit être encodé."
    )
    hours_per_week = forms.DecimalField(
        label="Heures par semaine",
        min_value=1,
        max_value=60,
        max_digits=4,
        decimal_places=1,
        help_text=f"Moins de {FULL_TIME_HOURS} h : temps partiel.",
    )
    aid = AidField(
        label="Aide à l'emploi",
        queryset=HiringAid.objects.none(),
        required=False,
        empty_label="Aucune, ou une autre",
        help_text="Celles en vigueur le premier jour.",
    )
    proof = PaperField(
        label="Pièce du dossier",
        queryset=Document.objects.none(),
        required=False,
        empty_label="Pas encore de pièce",
        help_text="Demandée pour l'objectif d'insertion ; ce que la personne envoie se vérifie "
        "d'abord dans ses documents.",
    )
    upload = forms.FileField(
        label="Ou un nouveau fichier",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text="PDF ou photo du contrat ou d'une fiche de paie, 10 Mo au plus.",
    )

    class Meta:
        model = Placement
        fields = TERMS
        labels = {"is_aided": "Une autre aide, pas dans la liste"}
        help_texts = {
            "planned_end_on": "Dernier jour compris. Vide pour une durée indéterminée.",
            "user_company": "Pour un intérim : là où la personne travaille.",
            "tutor": "Qui l'accueille sur place.",
        }

    def __init__(
        self, *args: Any, beneficiary: Beneficiary, user: User, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.beneficiary, self.user, self.on = beneficiary, user, on
        self.paper: dict[str, Any] | None = None
        self.fields["hours_per_week"].widget.attrs["step"] = "0.5"
        self.fields["aid"].queryset = aids_in_force(self._first_day())
        papers = Document.objects.visible_to(user).filter(
            beneficiary=beneficiary, kind=DocumentKind.EMPLOYMENT
        )
        held = papers.kept().filter(pk=self.instance.proof_id)
        self.fields["proof"].queryset = papers.trusted() | held
        self.helper.layout = Layout("version", *self.groups())

    def groups(self) -> list[Fieldset]:
        return [
            Fieldset("L'emploi", row(*self.job_fields()), row("user_company", "tutor")),
            Fieldset(
                "Le contrat",
                row("contract_type", "hours_per_week"),
                row(*(name for name in ("starts_on", "planned_end_on") if name in self.fields)),
            ),
            Fieldset("Salaire et aide", row("pay_eur", "pay_unit"), row("aid"), "is_aided"),
            Fieldset("Preuve de l'emploi", row("proof", "upload")),
        ]

    def job_fields(self) -> list[str]:
        return [name for name in ("employer", "job_title") if name in self.fields]

    def _first_day(self) -> date:
        """As typed when it is a day, else as shown first."""
        typed = self.data.get(self.add_prefix("starts_on"), "") if self.is_bound else ""
        try:
            return date.fromisoformat(typed)
        except ValueError:
            return self.get_initial_for_field(self.fields["starts_on"], "starts_on") or self.on

    def clean_upload(self) -> UploadedFile | None:
        upload = self.cleaned_data["upload"]
        self.paper = stored_fields(upload) if upload else None
        return upload

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name, sentence in contradictions(data):
            if name in self.fields and name not in self.errors:
                self.add_error(name, sentence)
        data["is_aided"] = bool(data.get("is_aided") or data.get("aid"))
        if not data.get("pay_eur"):
            data["pay_unit"] = ""
        return data

    @property
    def terms(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in TERMS if name in self.cleaned_data}


def contradictions(data: dict[str, Any]) -> list[tuple[str, str]]:
    """What the contract says against itself, beside the field that tells it best."""
    kind, starts, ends = (data.get(key) for key in ("contract_type", "starts_on", "planned_end_on"))
    checks = [
        (kind == ContractType.CDI and ends, "planned_end_on", NO_TERM),
        (kind == ContractType.CDD and not ends, "planned_end_on", NEEDS_TERM),
        (starts and ends and ends < starts, "planned_end_on", TOO_SOON),
        (data.get("pay_eur") and not data.get("pay_unit"), "pay_unit", NEEDS_UNIT),
        (kind != ContractType.INTERIM and data.get("user_company"), "user_company", ONLY_INTERIM),
    ]
    return [(name, sentence) for is_wrong, name, sentence in checks if is_wrong]


class ContractForm(TermsForm):
    """Correct what was noted. An extended term is moved by its extension; a contract from a
    proposal stays with the employer of the vacancy.
    """

    class Meta(TermsForm.Meta):
        fields = (*TERMS, "ended_on", "end_reason")
        help_texts = {
            **TermsForm.Meta.help_texts,
            "ended_on": "Vide tant que le contrat n'est pas terminé.",
        }

    def __init__(self, *args: Any, instance: Placement, **kwargs: Any) -> None:
        self.is_extended = instance.extensions.exists()
        super().__init__(*args, instance=instance, beneficiary=instance.beneficiary, **kwargs)

    def groups(self) -> list[Fieldset]:
        if self.instance.proposal_id:
            del self.fields["employer"]
        if self.is_extended:
            del self.fields["planned_end_on"]
        if not self.instance.ended_on:
            del self.fields["ended_on"], self.fields["end_reason"]
            return super().groups()
        self.fields["end_reason"].choices = [("", "Pas terminé"), *EndReason.choices]
        return [*super().groups(), Fieldset("Fin notée", row("ended_on", "end_reason"))]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "end_reason" in self.fields and not data.get("ended_on"):
            data["end_reason"] = ""
        return data

    def save(self) -> Placement:
        ends = ("ended_on", "end_reason")
        terms = self.terms | {name: self.cleaned_data[name] for name in ends if name in self.fields}
        return correct_job(
            placement=self.instance, by=self.user, on=self.on, paper=self.paper, **terms
        )


class ExtensionForm(HouseForm):
    new_end_on = forms.DateField(label="Nouveau terme", help_text="Dernier jour compris.")
    agreed_on = forms.DateField(label="Convenue le")

    def __init__(
        self, *args: Any, placement: Placement, user: User, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.placement, self.user, self.on = placement, user, on
        self.helper.layout = Layout(row("new_end_on", "agreed_on"))

    def save(self) -> ContractExtension:
        return extend_job(placement=self.placement, by=self.user, on=self.on, **self.cleaned_data)


class WorkBreakForm(HouseModelForm):
    """A new break, or other days for one. Why is nobody's business here."""

    class Meta:
        model = WorkBreak
        fields = ("starts_on", "ends_on", "is_counted")
        help_texts = {
            "ends_on": "Dernier jour compris. Vide tant qu'il n'est pas connu.",
            "is_counted": "Des vacances, par exemple. Sans cela, ils sont déduits de l'objectif "
            "d'insertion.",
        }

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.on = user, on
        self.helper.layout = Layout("version", row("starts_on", "ends_on"), "is_counted")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", BACKWARDS)
        return data

    def save(self) -> WorkBreak:
        return note_break(pause=self.instance, by=self.user, on=self.on)
