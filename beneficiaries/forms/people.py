"""Who the person is: one form, in sections, to register and to change."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from beneficiaries.forms.layouts import explained
from beneficiaries.forms.lookups import LookupField
from beneficiaries.forms.reasons import (
    WHY_HOUSEHOLD,
    WHY_NISS,
    WHY_RESIDENCE,
    WHY_SEX,
    WHY_STUDIES,
)
from beneficiaries.models import Beneficiary
from beneficiaries.niss import InvalidNissError, birth_date, compacted
from beneficiaries.services.people import (
    niss_holder,
    register_beneficiary,
    update_beneficiary,
)
from beneficiaries.twins import Described, Twin, twins_of
from mirec.accounts.enums import Role
from mirec.accounts.models import Team, User
from mirec.core.forms import HouseModelForm
from mirec.core.layouts import row
from mirec.core.periods import age_on
from mirec.core.twins import ask_once
from mirec.core.wording import day_full

OLDEST = 110
MOST_CHILDREN = 20
NISS_DIGITS = 11
SHOWN_TWINS = 5
NOT_FILLED_IN = "Non renseigné"


class BeneficiaryForm(HouseModelForm):
    """Creating, it shows once the files that may be the same person; a second send decides."""

    niss = forms.CharField(
        label="Numéro national (NISS ou bis)",
        required=False,
        max_length=40,
        help_text="Onze chiffres, au dos de la carte d'identité.",
    )
    forget_niss = forms.BooleanField(label="Effacer le numéro national enregistré", required=False)
    locality = LookupField(
        "locality",
        label="Code postal et localité",
        required=False,
        help_text="Par exemple « 6000 » ou « Marcinelle », puis choisissez.",
    )
    dependent_children = forms.IntegerField(
        label="Enfants à charge", required=False, min_value=0, max_value=MOST_CHILDREN
    )
    target_occupation = LookupField("target_occupation", label="Métier visé", required=False)
    seen_twins = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)

    class Meta:
        model = Beneficiary
        fields = (
            "first_name", "last_name", "born_on", "sex", "nationality", "residence",
            "phone", "email", "preferred_channel", "may_leave_message", "street", "locality",
            "household", "dependent_children", "diploma", "studies", "source",
            "target_occupation", "available_from", "availability", "has_driving_licence",
            "has_vehicle", "team", "coach",
        )  # fmt: skip
        help_texts = {
            "born_on": "Laissée vide, elle est reprise du numéro national.",
            "studies": "Ce qui a été suivi, même sans diplôme, ici ou à l'étranger.",
            "availability": "Par exemple « 8 h – 16 h, pas le mercredi après-midi ».",
        }

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.on = on
        self.twins: list[Twin] = []
        self._limit_choices()
        for field in self.fields.values():
            say_not_filled_in(field)
        self.fields["phone"].error_messages["invalid"] = (
            "Ce numéro n'existe pas. Écrivez par exemple 0470 12 34 56, ou +33 6… hors de Belgique."
        )
        self.fields["phone"].widget.input_type = "tel"
        if self.instance.niss:
            self.fields["niss"].label = "Nouveau numéro national"
            self.fields[
                "niss"
            ].help_text = f"Enregistré : {self.instance.niss_masked}. Laissez vide pour le garder."
        else:
            del self.fields["forget_niss"]
        self.helper.layout = self._layout()

    def _limit_choices(self) -> None:
        present = User.objects.filter(pk=self.instance.coach_id)
        teams, coaches = Team.objects.all(), User.objects.with_role(Role.COACH) | present
        if not self.user.has_role(Role.MANAGER):
            own = {self.user.team_id, self.instance.team_id}
            teams = teams.filter(pk__in=own)
            coaches = coaches.filter(Q(team__in=own) | Q(pk=self.instance.coach_id))
        self.fields["team"].queryset = teams
        self.fields["coach"].queryset = coaches.select_related("team")
        if self.instance.pk and not self.instance.is_own_of(self.user):
            for name in ("team", "coach"):  # who replaces a colleague hands nothing on
                self.fields[name].disabled = True
        if not self.instance.pk:
            self.fields["team"].initial = self.user.team_id
            self.fields["coach"].initial = self.user.pk if self.user.has_role(Role.COACH) else None

    def _layout(self) -> Layout:
        forget = ["forget_niss"] if "forget_niss" in self.fields else []
        return Layout(
            "version",
            "seen_twins",
            Fieldset(
                "Identité",
                row("first_name", "last_name"),
                row(explained("niss", WHY_NISS, *forget), "born_on"),
                row(
                    explained("sex", WHY_SEX),
                    "nationality",
                    explained("residence", WHY_RESIDENCE),
                ),
            ),
            Fieldset(
                "Contact",
                row("phone", "email"),
                row("preferred_channel", "may_leave_message"),
            ),
            Fieldset("Adresse", row("street", "locality")),
            Fieldset(
                "Études et ménage",
                row(explained("diploma", WHY_STUDIES), "studies"),
                row(explained("household", WHY_HOUSEHOLD), "dependent_children"),
            ),
            Fieldset(
                "Emploi souhaité et disponibilité",
                row("target_occupation", "availability"),
                row("available_from", "has_driving_licence", "has_vehicle"),
            ),
            Fieldset("Accueil", row("source", "team", "coach")),
        )

    def clean_born_on(self) -> date | None:
        born_on = self.cleaned_data["born_on"]
        if born_on and born_on > self.on:
            raise ValidationError("Cette date est dans le futur : vérifiez l'année.")
        if born_on and age_on(born_on, self.on) > OLDEST:
            raise ValidationError(f"Cette date donne plus de {OLDEST} ans : vérifiez l'année.")
        return born_on

    def clean_niss(self) -> str:
        """The compact number, "" when nothing was typed."""
        typed = self.cleaned_data["niss"]
        if not typed:
            return ""
        count = sum(character in "0123456789" for character in typed)
        if count != NISS_DIGITS:
            raise ValidationError(f"Un numéro national a onze chiffres ; celui-ci en a {count}.")
        try:
            niss = compacted(typed)
        except InvalidNissError as error:
            raise ValidationError(
                "Ce numéro ne tient pas : ses deux derniers chiffres ne correspondent pas aux "
                "neuf premiers. Relisez-le sur la carte."
            ) from error
        if holder := niss_holder(niss, except_pk=self.instance.pk):
            raise ValidationError(
                f"Ce numéro figure déjà dans le dossier {holder.file_number} (équipe "
                f"{holder.team}). Relisez-le ; s'il est juste, la personne a déjà un dossier."
            )
        return niss

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self._compare_birth_dates(data)
        coach, team = data.get("coach"), data.get("team")
        if coach and team and coach.team_id != team.pk:
            self.add_error("coach", f"{coach} n'est pas de l'équipe {team}.")
        if not self.instance.pk and not self.errors:
            self._look_for_twins(data)
        return data

    def _compare_birth_dates(self, data: dict[str, Any]) -> None:
        carried = birth_date(data["niss"]) if data.get("niss") else None
        if carried is None or "born_on" not in data:
            return
        if data["born_on"] is None:
            data["born_on"] = carried
        elif data["born_on"] != carried:
            self.add_error(
                "niss",
                f"Ce numéro est celui d'une personne née le {day_full(carried)} : vérifiez le "
                "numéro ou la date de naissance.",
            )

    def _look_for_twins(self, data: dict[str, Any]) -> None:
        who = Described(
            first_name=data["first_name"],
            last_name=data["last_name"],
            born_on=data["born_on"],
            phone=str(data["phone"]),
        )
        self.twins = twins_of(who, user=self.user)[:SHOWN_TWINS]
        found = "-".join(str(twin.person.pk) for twin in self.twins)
        ask_once(
            self,
            found,
            "Cette personne a peut-être déjà un dossier : comparez ci-dessus. Si c'est bien "
            "une autre personne, enregistrez à nouveau.",
        )

    def save(self) -> Beneficiary:
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        niss = self.cleaned_data["niss"] or None
        if not self.instance.pk:
            return register_beneficiary(by=self.user, on=self.on, niss=niss, **data)
        if niss or self.cleaned_data.get("forget_niss"):
            data["niss"] = niss
        return update_beneficiary(beneficiary=self.instance, by=self.user, **data)


def say_not_filled_in(field: forms.Field) -> None:
    """The empty choice of a list in words; what is empty was not asked yet."""
    choices = list(getattr(field, "choices", []))
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = NOT_FILLED_IN
    elif choices and choices[0][0] == "":
        field.choices = [("", NOT_FILLED_IN), *choices[1:]]
