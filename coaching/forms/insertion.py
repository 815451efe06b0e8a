"""A step from a gap to a job, and the signatures of its plan."""

from datetime import date, datetime
from typing import Any

from crispy_forms.layout import Layout

from beneficiaries.forms.signing import SignatureForm
from beneficiaries.models import Skill
from coaching.models import InsertionSignature, InsertionStep, Workshop
from coaching.services.insertion import save_insertion_step
from coaching.services.insertion_plans import sign_insertion_plan
from mirec.accounts.models import User
from mirec.core.forms import HouseModelForm
from mirec.core.layouts import row
from partners.models import Partner
from training.models import Cohort

SAID_TO_ALL = "L'employeur le lira aussi : rien de la santé ni de la situation de la personne."


class InsertionStepForm(HouseModelForm):
    """Who may not see the workshops does not choose one, and keeps the one that was chosen."""

    class Meta:
        model = InsertionStep
        fields = (
            "skill", "title", "means", "owner", "due_on", "partner", "cohort", "workshop",
        )  # fmt: skip

    def __init__(self, *args: Any, user: User, on: date, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.on = user, on
        step = self.instance
        asked = step.proposal.vacancy.requirements.values("skill")
        self.fields["title"].help_text = SAID_TO_ALL
        self._choices("skill", Skill.objects.filter(pk__in=asked), "Aucune en particulier")
        self._choices("partner", Partner.objects.visible_to(user), "Aucun")
        cohorts = Cohort.objects.visible_to(user).filter(ends_on__gte=on)
        self._choices("cohort", cohorts.select_related("programme"), "Aucun")
        self.fields["cohort"].label_from_instance = lambda one: f"{one.programme}, {one}"
        workshops = Workshop.objects.visible_to(user)
        layout = [
            row("skill", "means"), "title", row("owner", "due_on"), row("partner", "cohort"),
        ]  # fmt: skip
        if workshops.exists():
            self._choices("workshop", workshops.coming(at), "Aucun")
            self.fields["workshop"].label_from_instance = lambda one: f"{one}, {one.moment}"
            layout.append("workshop")
        else:
            del self.fields["workshop"]
        self.helper.layout = Layout("version", *layout)

    def _choices(self, name: str, rows: Any, empty: str) -> None:
        """What is chosen stays among the choices, although it is no longer offered."""
        field, kept = self.fields[name], getattr(self.instance, f"{name}_id")
        field.queryset = rows | rows.model.objects.filter(pk=kept) if kept else rows
        field.empty_label = empty

    def save(self) -> InsertionStep:
        return save_insertion_step(step=self.instance, by=self.user, on=self.on)


class InsertionSignatureForm(SignatureForm):
    def save(self) -> InsertionSignature:
        return sign_insertion_plan(paper=self.paper, **self.given())
