"""The calendar of a cohort taken from a former one; the school holidays."""

from typing import Any

from django import forms

from mirec.accounts.models import User
from mirec.core.forms import HouseForm, HouseModelForm
from mirec.core.refusals import BACKWARDS, refusing_in_words
from mirec.core.wording import day_short, plural
from training.forms.layouts import side_by_side
from training.models import Cohort, SchoolHoliday
from training.queries.catalogue import with_calendars
from training.services import copy_calendar
from training.services.scheduling import Copied


class CohortChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, cohort: Cohort) -> str:
        count = plural(cohort.session_count, "séance")
        return f"{cohort.programme} – {cohort}, du {day_short(cohort.starts_on)} ({count})"


class CopyForm(HouseForm):
    source = CohortChoiceField(
        queryset=Cohort.objects.none(),
        label="Groupe à copier",
        empty_label="Choisissez",
        help_text="Semaine après semaine, depuis le premier jour de ce groupe ; les jours fériés "
        "et les congés scolaires sont passés.",
    )

    def __init__(self, *args: Any, cohort: Cohort, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort, self.user = cohort, user
        self.fields["source"].queryset = with_calendars(
            Cohort.objects.visible_to(user).exclude(pk=cohort.pk)
        )

    def save(self) -> Copied:
        return copy_calendar(cohort=self.cohort, source=self.cleaned_data["source"], by=self.user)


class SchoolHolidayForm(HouseModelForm):
    class Meta:
        model = SchoolHoliday
        fields = ("name", "starts_on", "ends_on", "source")
        help_texts = {"source": "Circulaire ou site officiel, avec la date de lecture."}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        side_by_side(self, "starts_on", "ends_on")

    def clean(self) -> dict:
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", BACKWARDS)
        return data

    def save(self) -> SchoolHoliday:
        if self.instance.created_by is None:
            self.instance.created_by = self.user
        with refusing_in_words(SchoolHoliday, {"school_holiday_no_overlap": "starts_on"}):
            return super().save()
