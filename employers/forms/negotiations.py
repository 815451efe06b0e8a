"""A requirement of a vacancy: added, changed or dropped, as agreed with the employer."""

from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from beneficiaries.enums import SkillLevel
from beneficiaries.models import Skill
from employers.enums import Need
from employers.forms.lookups import TypedField
from employers.models import Contact, Requirement, Vacancy
from employers.rules.negotiations import Terms
from employers.rules.skills import NEEDS
from employers.services.negotiations import (
    Agreement,
    Effect,
    correct_requirement,
    effect_of,
    is_correctable,
    negotiate,
    terms_of,
)
from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from mirec.core.layouts import row

DROPPED = "dropped"
REACH = """
<div class="reach-box" id="portee" aria-live="polite">{% include "employers/reach.html" %}</div>
<p class="dim sm">{{ definition }}</p>
"""
NO_CONTACT = "Dites avec qui ce changement est convenu."
NO_REASON = "Dites pourquoi en quelques mots : cela sert la suite."
CHANGED_MEANWHILE = (
    "Quelqu'un a changé cette exigence entre-temps : à présent, {now}. Votre saisie est encore "
    "là : relisez-la, puis enregistrez à nouveau."
)


class RequirementForm(HouseForm):
    """One skill of a vacancy. `requirement` is the row to change, None for a skill to add.

    The hidden `seen` says what stood when the page was shown: a second submission after a
    refusal is a decision.
    """

    skill = TypedField("competence", label="Compétence")
    need = forms.ChoiceField(label="Exigence")
    level = forms.TypedChoiceField(
        label="Niveau", choices=SkillLevel.choices, coerce=int, initial=SkillLevel.WITH_HELP
    )
    how = forms.ChoiceField(
        label="Ce changement",
        choices=[
            ("correction", "Je complète ou corrige ce que je viens d'encoder"),
            ("agreed", "L'employeur a changé d'avis : à garder au journal"),
        ],
        initial="correction",
        widget=forms.RadioSelect,
    )
    contact = forms.ModelChoiceField(
        label="Convenu avec",
        queryset=Contact.objects.none(),
        required=False,
        error_messages={"required": NO_CONTACT},
    )
    agreed_on = forms.DateField(label="Convenu le")
    reason = forms.CharField(
        label="Pourquoi",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ce qui a convaincu l'employeur, en quelques mots.",
        error_messages={"required": NO_REASON},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)

    def __init__(
        self,
        *args: Any,
        vacancy: Vacancy,
        user: User,
        on: date,
        requirement: Requirement | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.vacancy, self.user, self.on = vacancy, user, on
        self.requirement = requirement
        self.fields["agreed_on"].initial = on
        self._offer_needs()
        self._offer_contacts()
        self.is_correctable = is_correctable(vacancy, by=user, on=on)
        if not self.is_correctable:
            del self.fields["how"]
            self.fields["reason"].required = True
            self.fields["contact"].required = self.has_contacts
        self.helper.layout = self._layout()

    def _offer_needs(self) -> None:
        choices = [(need.value, need.label) for need in NEEDS]
        if self.requirement is None:
            self.fields["need"].initial = Need.MUST
        else:
            choices.append((DROPPED, "Ne plus la demander"))
            self.fields["need"].initial = self.requirement.need
            self.fields["level"].initial = self.requirement.level
            self.fields["seen"].initial = _print(terms_of(self.requirement))
            del self.fields["skill"]
        self.fields["need"].choices = choices

    def _offer_contacts(self) -> None:
        contacts = self.vacancy.employer.contacts.all()
        self.fields["contact"].queryset = contacts
        self.fields["contact"].empty_label = "Choisissez"
        if self.vacancy.contact_id:
            self.fields["contact"].initial = self.vacancy.contact_id
        self.has_contacts = bool(contacts)
        if not self.has_contacts:
            self.fields["contact"].help_text = "Cet employeur n'a pas encore de contact encodé."

    def _layout(self) -> Layout:
        names = [name for name in ("skill", "need", "level") if name in self.fields]
        asked = Div(row(*names), css_class="asked-terms")
        agreed = ["how"] if self.is_correctable else []
        return Layout(
            "seen",
            Fieldset("Ce que l'offre demande", asked, HTML(REACH)),
            Fieldset("L'accord", *agreed, row("contact", "agreed_on"), "reason"),
        )

    @property
    def chosen(self) -> Skill | None:
        return self.requirement.skill if self.requirement else self.cleaned_data.get("skill")

    @property
    def after(self) -> Terms | None:
        """What would be asked; None for a skill that is dropped."""
        data = self.cleaned_data
        return None if data["need"] == DROPPED else Terms(Need(data["need"]), data["level"])

    @property
    def effect(self) -> Effect | None:
        """How many become reachable by what is typed; None while that is not complete."""
        if not self.is_bound:
            terms = terms_of(self.requirement)
            if terms is None:
                return None
            return effect_of(self.vacancy, skill_id=self.requirement.skill_id, after=terms)
        self.is_valid()
        if self.chosen is None or not {"need", "level"} <= self.cleaned_data.keys():
            return None
        return effect_of(self.vacancy, skill_id=self.chosen.pk, after=self.after)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("how") == "agreed":
            if self.has_contacts and "contact" in data and not data["contact"]:
                self.add_error("contact", NO_CONTACT)
            if "reason" in data and not data["reason"]:
                self.add_error("reason", NO_REASON)
        self._refuse_stale(data)
        return data

    def _refuse_stale(self, data: dict[str, Any]) -> None:
        if self.requirement is None:
            return
        stands = _print(terms_of(self.requirement))
        if data.get("seen") and data["seen"] != stands:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = stands
            words = f"« {terms_of(self.requirement).words} »"
            raise ValidationError(CHANGED_MEANWHILE.format(now=words), code="stale")

    def save(self) -> Skill:
        """The skill concerned."""
        data = self.cleaned_data
        change = {
            "vacancy": self.vacancy,
            "skill": self.chosen,
            "seen": terms_of(self.requirement),
            "after": self.after,
            "by": self.user,
            "on": self.on,
        }
        if data.get("how") == "correction":
            correct_requirement(**change)
        else:
            agreement = Agreement(
                contact=data["contact"], reason=data["reason"], agreed_on=data["agreed_on"]
            )
            negotiate(**change, agreement=agreement)
        return self.chosen


def _print(terms: Terms | None) -> str:
    return f"{terms.need.value}:{terms.level}" if terms else ""
