"""The manager's own words: sections of the qualitative part, and stories."""

from datetime import date

from django import forms

from beneficiaries.models import Beneficiary
from mirec.core.forms import HouseModelForm
from reporting.models import QualitativeSection, Story
from reporting.services.writing import write_section, write_story


class SectionForm(HouseModelForm):
    class Meta:
        model = QualitativeSection
        fields = ["title", "order", "text"]
        help_texts = {
            "order": "La place de la section dans le rapport.",
            "text": "Une ligne vide commence un nouveau paragraphe. Une section sans texte "
            "n'apparaît pas dans le rapport.",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 16})}

    def __init__(self, *args, user, year: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.instance.year = year

    def validate_unique(self) -> None:
        """The year is not a field of the form, yet a title stands once a year."""
        same = QualitativeSection.objects.filter(
            year=self.instance.year, title=self.cleaned_data.get("title", "")
        ).exclude(pk=self.instance.pk)
        if same.exists():
            self.add_error("title", "Cette section existe déjà pour cette année.")

    def save(self) -> QualitativeSection:
        return write_section(section=self.instance, by=self.user)


class StoryForm(HouseModelForm):
    file_number = forms.CharField(
        label="Numéro de dossier",
        max_length=12,
        help_text="Le nom de la personne n'apparaît jamais dans le rapport.",
    )

    class Meta:
        model = Story
        fields = ["pseudonym", "consented_on", "text"]
        help_texts = {
            "pseudonym": "Autre que le prénom de la personne.",
            "consented_on": "Sans accord écrit, le récit reste ici et n'entre pas dans le rapport.",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 12})}

    field_order = ["file_number", "pseudonym", "consented_on", "text"]

    def __init__(self, *args, user, year: int, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.on = user, on
        self.instance.year = year
        if self.instance.pk:
            self.fields["file_number"].initial = self.instance.beneficiary.file_number

    def clean_file_number(self) -> str:
        number = self.cleaned_data["file_number"].strip()
        visible = Beneficiary.objects.visible_to(self.user)
        self.beneficiary = visible.filter(file_number__iexact=number).first()
        if self.beneficiary is None:
            raise forms.ValidationError("Aucun dossier ne porte ce numéro.")
        return number

    def clean_consented_on(self) -> date | None:
        day = self.cleaned_data["consented_on"]
        if day and day > self.on:
            raise forms.ValidationError("Cet accord est daté dans l'avenir.")
        return day

    def clean(self) -> dict:
        cleaned = super().clean()
        person = getattr(self, "beneficiary", None)
        pseudonym = cleaned.get("pseudonym", "").strip().casefold()
        if person and pseudonym in {person.first_name.casefold(), person.last_name.casefold()}:
            self.add_error("pseudonym", "Choisissez un autre prénom que celui de la personne.")
        return cleaned

    def save(self) -> Story:
        self.instance.beneficiary = self.beneficiary
        return write_story(story=self.instance, by=self.user)
