"""The same facts judged on two days: what did the text of each day answer?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from beneficiaries.forms.eligibility import UP_TO_DAY
from beneficiaries.models import Assessment
from beneficiaries.rules.eligibility import Assessment as Answered
from beneficiaries.rules.facts import Facts
from beneficiaries.rules.facts_json import InvalidFactsError, months_lived
from beneficiaries.rules.regimes import NoRegimeError
from beneficiaries.services.assessing import preview
from mirec.core.forms import HouseForm
from mirec.core.layouts import row

IMPOSSIBLE = "Ces faits ne vont pas à ce jour-là : la personne était trop jeune, ou pas née."


@dataclass(frozen=True)
class Judged:
    """One day with the answer of its text, or the sentence that says why there is none."""

    day: date
    answered: Answered | None
    refusal: str = ""


class TwoDatesForm(HouseForm):
    """Read from the address: nothing is written."""

    avant = forms.DateField(label="Un jour")
    apres = forms.DateField(label="Un autre jour")

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assessment = assessment
        self.helper.layout = Layout(row("avant", "apres"))

    @property
    def judged(self) -> list[Judged]:
        return [self._judge(self.cleaned_data[name]) for name in ("avant", "apres")]

    def _judge(self, day: date) -> Judged:
        try:
            facts = Facts.from_json(lived_by(self.assessment.facts, day), day)
            return Judged(day, preview(facts, day))
        except NoRegimeError as none:
            return Judged(day, None, str(none))
        except InvalidFactsError:
            return Judged(day, None, IMPOSSIBLE)


def lived_by(facts: Mapping[str, Any], day: date) -> dict[str, Any]:
    """The same facts on an earlier day: what lasts since the birth lasts no longer than the life.

    « Never worked » is kept as months since the birth; another day has fewer of them.
    """
    if not facts.get("born_on"):
        return dict(facts)
    most = max(0, months_lived(date.fromisoformat(facts["born_on"]), day))
    return {
        key: min(value, most) if key in UP_TO_DAY and value is not None else value
        for key, value in facts.items()
    }


def proposed_days(assessment: Assessment) -> dict[str, str]:
    """The eve of the text under which it was assessed, and the day of the assessment."""
    eve = assessment.regime.valid_from - timedelta(days=1)
    return {"avant": eve.isoformat(), "apres": assessment.assessed_on.isoformat()}
