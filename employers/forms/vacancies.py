"""A vacancy in one minute, completed later, closed at last."""

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from employers.enums import VacancyStatus
from employers.forms.lookups import TypedField
from employers.forms.skills import SkillLines
from employers.models import Vacancy
from employers.services.vacancies import close_vacancy, record_vacancy, update_vacancy
from mirec.accounts.enums import Role
from mirec.accounts.models import User
from mirec.core.forms import HouseForm, HouseModelForm
from mirec.core.layouts import row

MOST_POSTS = 500
FARTHEST_START = timedelta(days=2 * 366)
NO_CONTRACT = ("", "À préciser")


class VacancyFields(HouseModelForm):
    """What both forms of a vacancy share; `on` is the day at the office."""

    occupation = TypedField("metier", label="Métier", help_text="Tapez un mot, puis choisissez.")
    title = forms.CharField(
        label="Intitulé chez l'employeur",
        max_length=160,
        required=False,
        help_text="Vide : le nom du métier.",
    )
    posts_count = forms.IntegerField(label="Postes", initial=1, min_value=1, max_value=MOST_POSTS)
    hours_per_week = forms.DecimalField(
        label="Heures par semaine",
        required=False,
        min_value=1,
        max_value=60,
        max_digits=4,
        decimal_places=1,
    )
    locality = TypedField("localite", label="Localité", required=False)

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


class VacancyForm(VacancyFields):
    """While the call lasts: the employer, the job, the start, three skills. `lines` holds them."""

    employer = TypedField(
        "employeur", label="Employeur", help_text="Nom ou numéro BCE ; il doit être encodé."
    )

    class Meta:
        model = Vacancy
        fields = (
            "employer", "occupation", "title", "posts_count", "starts_on", "contract_type",
            "hours_per_week", "workplace", "locality", "description",
        )  # fmt: skip

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.lines = SkillLines(data, prefix="exigences")
        self.fields["description"].label = "Notes de l'appel"
        self.helper.layout = Layout(
            "version",
            Fieldset(
                "Chez qui, pour quoi",
                row("employer", "occupation"),
                row("title", "posts_count"),
            ),
            Fieldset(
                "Quand et comment",
                row("starts_on", "contract_type", "hours_per_week"),
                row("locality", "workplace"),
            ),
        )

    def is_valid(self) -> bool:
        """Both parts are checked, so that every sentence shows at once."""
        lines_are_valid = self.lines.is_valid()
        return super().is_valid() and lines_are_valid

    def save(self) -> Vacancy:
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return record_vacancy(asked=self.lines.asked, by=self.user, on=self.on, **data)


class VacancyEditForm(VacancyFields):
    """Everything about a vacancy, but not the employer: that would be another vacancy."""

    class Meta:
        model = Vacancy
        fields = (
            "occupation", "title", "posts_count", "starts_on", "contract_type", "hours_per_week",
            "schedule", "locality", "workplace", "contact", "prospector", "description",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = self.instance.employer.contacts.all()
        self.fields["contact"].empty_label = "Pas précisée"
        followers = Q(roles__overlap=[Role.PROSPECTOR.value, Role.COACH.value], is_active=True)
        self.fields["prospector"].queryset = User.objects.filter(
            followers | Q(pk=self.instance.prospector_id)
        )
        self.helper.layout = Layout(
            "version",
            Fieldset(
                "Le poste",
                row("occupation", "title"),
                row("posts_count", "contact", "prospector"),
            ),
            Fieldset(
                "Quand et comment",
                row("starts_on", "contract_type", "hours_per_week"),
                "schedule",
                row("locality", "workplace"),
            ),
            Fieldset("Description", "description"),
        )

    def save(self) -> Vacancy:
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return update_vacancy(vacancy=self.instance, **data)


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
