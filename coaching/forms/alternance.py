"""A stay in a company, its end, its visits, and the tutor's five questions."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from coaching.enums import TutorScore
from coaching.models import Internship, InternshipVisit, TutorReview
from coaching.rules.alternance import QUESTIONS
from coaching.services.internships import (
    break_off,
    lay_internship,
    note_visit,
    rewrite_internship,
)
from coaching.services.tutor_reviews import note_review
from employers.forms.lookups import TypedField
from mirec.accounts.models import User
from mirec.core.forms import HouseForm, HouseModelForm
from mirec.core.layouts import row
from mirec.core.refusals import BACKWARDS
from training.models import Cohort, Enrolment

LONGEST_COMMENT = 1_000
CHOOSE_ONE = "Choisissez une des quatre réponses."


class InternshipForm(HouseModelForm):
    """Where, with whom, when, and the insurance of these days (which may come later)."""

    employer = TypedField(
        "employeur", label="Entreprise", help_text="Nom ou numéro BCE ; elle doit être encodée."
    )

    class Meta:
        model = Internship
        fields = (
            "employer", "place", "tutor_name", "tutor_phone", "tutor_email", "tasks", "schedule",
            "starts_on", "ends_on", "insurer", "policy_number", "insured_from", "insured_until",
        )  # fmt: skip
        help_texts = {
            "tutor_email": "Les cinq questions d'évaluation partent à cette adresse.",
            "schedule": "Par exemple : du lundi au jeudi, de 8 h à 16 h.",
            "insurer": "L'assurance peut suivre ; sans elle, pas de convention de stage.",
        }

    def __init__(self, *args: Any, enrolment: Enrolment, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enrolment, self.user = enrolment, user
        self.helper.layout = Layout(
            "version",
            row("employer", "place"),
            row("tutor_name", "tutor_phone", "tutor_email"),
            "tasks",
            "schedule",
            row("starts_on", "ends_on"),
            row("insurer", "policy_number", "insured_from", "insured_until"),
        )

    def validate_constraints(self) -> None:
        """Left to the service, whose sentences name the days."""

    def save(self) -> Internship:
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        if self.instance.pk:
            return rewrite_internship(internship=self.instance, by=self.user, **values)
        return lay_internship(enrolment=self.enrolment, by=self.user, **values)


class StopForm(HouseForm):
    broken_off_on = forms.DateField(label="Dernier jour dans l'entreprise")
    end_reason = forms.CharField(
        label="Pourquoi",
        max_length=200,
        help_text="Rien de la santé ici : ces mots se lisent avec le stage.",
    )

    def __init__(self, *args: Any, internship: Internship, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.internship, self.user = internship, user

    def save(self) -> Internship:
        return break_off(internship=self.internship, by=self.user, **self.cleaned_data)


class VisitForm(HouseModelForm):
    class Meta:
        model = InternshipVisit
        fields = ("planned_on", "visited_on", "words")
        help_texts = {"visited_on": "Vide tant que la visite n'a pas eu lieu."}

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.on = user, on
        self.helper.layout = Layout("version", row("planned_on", "visited_on"), "words")

    def clean_planned_on(self) -> date:
        day, stay = self.cleaned_data["planned_on"], self.instance.internship
        if not stay.starts_on <= day <= stay.ends_on:
            raise ValidationError("La visite se fait pendant le stage.")
        return day

    def save(self) -> InternshipVisit:
        return note_visit(visit=self.instance, by=self.user, on=self.on)


class TutorReviewForm(HouseForm):
    """Five questions of four answers, and a few words if one wants."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in QUESTIONS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=question,
                choices=TutorScore.choices,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": CHOOSE_ONE, "invalid_choice": CHOOSE_ONE},
            )
        self.fields["comment"] = forms.CharField(
            label="En quelques mots, si vous le souhaitez",
            required=False,
            max_length=LONGEST_COMMENT,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.helper.layout = Layout(*self.fields)

    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"scores": {name: data[name] for name in QUESTIONS}, "comment": data["comment"]}


class NoteReviewForm(TutorReviewForm):
    """Answers that a colleague heard by phone."""

    def __init__(
        self, *args: Any, internship: Internship, user: User, on: date, at: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.internship, self.user, self.on, self.at = internship, user, on, at
        self.fields["comment"].label = "En quelques mots"

    def save(self) -> TutorReview:
        return note_review(
            internship=self.internship, by=self.user, on=self.on, at=self.at, **self.said()
        )


class PeriodForm(HouseForm):
    """Of which days, and of which cohort (all when left out)."""

    du = forms.DateField(label="Du")
    au = forms.DateField(label="Au")
    groupe = forms.ModelChoiceField(
        label="Groupe", queryset=Cohort.objects.none(), required=False, empty_label="Tous"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cohorts = Cohort.objects.visible_to(user).select_related("programme")
        self.fields["groupe"].queryset = cohorts.order_by("-starts_on", "pk")
        self.helper.layout = Layout(row("du", "au", "groupe"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("du") and data.get("au") and data["au"] < data["du"]:
            self.add_error("au", BACKWARDS)
        return data
