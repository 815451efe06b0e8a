"""A vacancy in one minute, completed later, closed at last."""

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html

from employers.enums import TimeSlot, VacancyStatus
from employers.forms.lookups import NewOrKnownField, TypedField
from employers.forms.same_as import SameAsMixin
from employers.forms.skills import SkillLines
from employers.lookups import named_so
from employers.models import Employer, Vacancy
from employers.services.organisations import create_employer
from employers.services.vacancies import close_vacancy, record_vacancy, update_vacancy
from employers.twins import Described
from mirec.accounts.enums import Permission, Role
from mirec.accounts.models import User
from mirec.core.forms import HouseForm, HouseModelForm
from mirec.core.layouts import row

MOST_POSTS = 500
FARTHEST_START = timedelta(days=2 * 366)
NO_CONTRACT = ("", "À préciser")


class VacancyFields(HouseModelForm):
    """What both forms of a vacancy share; `on` is the day at the office."""

    occupation = TypedField("metier", label="Métier", help_text="Tapez un mot, puis choisissez.")
    posts_count = forms.IntegerField(label="Postes", initial=1, min_value=1, max_value=MOST_POSTS)
    hours_per_week = forms.DecimalField(
        label="Heures par semaine",
        required=False,
        min_value=1,
        max_value=60,
        max_digits=4,
        decimal_places=1,
    )

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.on = on
        choices = self.fields["contract_type"].choices
        self.fields["contract_type"].choices = [NO_CONTRACT, *list(choices)[1:]]
        self.fields["hours_per_week"].widget.attrs["step"] = "0.5"

    def clean_starts_on(self) -> date | None:
        starts_on = self.cleaned_data["starts_on"]
        if starts_on and abs(starts_on - self.on) > FARTHEST_START:
            raise ValidationError("Cette date est à plus de deux ans : vérifiez l'année.")
        return starts_on

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("occupation") and not data.get("title"):
            data["title"] = str(data["occupation"])[:160]
        return data


class VacancyForm(SameAsMixin, VacancyFields):
    """While the call lasts: who, what, how many, when, three skills (`lines`).

    An employer that is not recorded yet is, under the name that was typed: one decides first when
    another resembles.
    """

    employer = NewOrKnownField(
        "employeur",
        label="Employeur",
        help_text="Nom ou numéro BCE ; un nouveau nom suffit pour l'encoder.",
    )

    class Meta:
        model = Vacancy
        fields = (
            "occupation", "posts_count", "starts_on", "contract_type", "hours_per_week",
            "description",
        )  # fmt: skip

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.lines = SkillLines(data, prefix="exigences")
        self.fields["employer"].widget.attrs["autofocus"] = True
        self.fields["description"].label = "Notes de l'appel"
        self.fields["description"].widget.attrs["rows"] = 3
        self.helper.layout = Layout(
            "version",
            row("employer", "occupation"),
            row("posts_count", "starts_on"),
        )

    def is_valid(self) -> bool:
        """Both parts are checked, so that every sentence shows at once."""
        lines_are_valid = self.lines.is_valid()
        return super().is_valid() and lines_are_valid

    def clean_employer(self) -> Employer | str:
        found = self.cleaned_data["employer"]
        if isinstance(found, str) and not self.user.has_verb(Permission.EMPLOYER_WRITE):
            raise ValidationError(self.fields["employer"].lookup.nothing_found)
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if isinstance(data.get("employer"), str):
            self.decide_on(Described(data["employer"]), also=named_so(data["employer"]))
        return data

    def save(self) -> Vacancy:
        data = {name: self.cleaned_data[name] for name in (*self.Meta.fields, "title")}
        employer = self.chosen or self.cleaned_data["employer"]
        if isinstance(employer, str):
            follows = self.user if self.user.has_role(Role.PROSPECTOR) else None
            employer = create_employer(by=self.user, name=employer, prospector=follows)
        return record_vacancy(
            employer=employer, asked=self.lines.asked, by=self.user, on=self.on, **data
        )


class VacancyEditForm(VacancyFields):
    """Everything about a vacancy, but not the employer: that would be another vacancy."""

    title = forms.CharField(
        label="Intitulé chez l'employeur",
        max_length=160,
        required=False,
        help_text="Vide : le nom du métier.",
    )
    locality = TypedField("localite", label="Localité", required=False)
    slots = forms.MultipleChoiceField(
        label="Moments de travail",
        choices=TimeSlot.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Vacancy
        fields = (
            "occupation", "title", "posts_count", "starts_on", "contact", "prospector",
            "contract_type", "hours_per_week", "process", "schedule", "slots",
            "pay_from_eur", "pay_to_eur", "pay_unit",
            "site", "locality", "workplace", "access_without_car", "needs_licence", "description",
        )  # fmt: skip
        labels = {"workplace": "Précisions sur le lieu"}
        help_texts = {
            "schedule": "En clair, par exemple « 6 h à 14 h, un samedi sur deux ».",
            "access_without_car": "Vide : repris du site.",
            "process": "Ce qui est convenu avec l'employeur pour commencer.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        employer = self.instance.employer
        self._offer("contact", employer.contacts.all(), "contact-create", "Pas précisée")
        self._offer("site", employer.sites.all(), "site-create", "Pas précisé")
        followers = Q(roles__overlap=[Role.PROSPECTOR.value, Role.COACH.value], is_active=True)
        self.fields["prospector"].queryset = User.objects.filter(
            followers | Q(pk=self.instance.prospector_id)
        )
        for name in ("pay_from_eur", "pay_to_eur"):
            self.fields[name].widget.attrs |= {"min": "0", "step": "0.01"}
        self.helper.layout = Layout(
            "version",
            Fieldset(
                "Le poste",
                row("occupation", "title"),
                row("posts_count", "starts_on"),
                row("contact", "prospector"),
            ),
            Fieldset(
                "Contrat et horaire",
                row("contract_type", "hours_per_week", "process"),
                "schedule",
                "slots",
            ),
            Fieldset("Salaire brut", row("pay_from_eur", "pay_to_eur", "pay_unit")),
            Fieldset(
                "Lieu et accès",
                row("site", "locality"),
                row("workplace", "access_without_car"),
                "needs_licence",
            ),
            Fieldset("Description", "description"),
        )

    def _offer(self, name: str, rows: QuerySet, door: str, nobody: str) -> None:
        """The rows of the employer, and the door to one more: what is typed stays as a draft."""
        field = self.fields[name]
        field.queryset, field.empty_label = rows, nobody
        url = reverse(f"employers:{door}", args=[self.instance.employer_id])
        field.help_text = format_html('<a href="{}">En ajouter</a>', url)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        low, high = data.get("pay_from_eur"), data.get("pay_to_eur")
        for name, amount in (("pay_from_eur", low), ("pay_to_eur", high)):
            if amount is not None and amount <= 0:
                self.add_error(name, "Un salaire dépasse zéro.")
        if low and high and high < low:
            self.add_error("pay_to_eur", "Le salaire le plus haut suit le plus bas.")
        if (low or high) and not data.get("pay_unit") and "pay_unit" not in self.errors:
            self.add_error("pay_unit", "Dites si le salaire est par heure ou par mois.")
        return data

    def save(self) -> Vacancy:
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return update_vacancy(vacancy=self.instance, on=self.on, **data)


class CloseForm(HouseForm):
    status = forms.ChoiceField(
        label="Pourquoi la clôturer ?",
        choices=[
            (VacancyStatus.FILLED, "Elle est pourvue"),
            (VacancyStatus.WITHDRAWN, "L'employeur la retire"),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, vacancy: Vacancy, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vacancy = vacancy
        self.user = user
        self.on = on

    def save(self) -> Vacancy:
        close_vacancy(
            vacancy=self.vacancy,
            status=VacancyStatus(self.cleaned_data["status"]),
            on=self.on,
            by=self.user,
        )
        return self.vacancy
