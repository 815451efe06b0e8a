"""A session of information or a workshop as its organisers write it."""

from datetime import datetime, timedelta

from django import forms

from coaching.models import InformationSession, Workshop
from coaching.services.gatherings import save_gathering
from coaching.services.workshops import write_text
from coaching.tasks import tell_later
from mirec.accounts.enums import Role
from mirec.accounts.models import User
from mirec.core.forms import HouseForm, HouseModelForm, fingerprint
from training.forms.layouts import side_by_side
from training.forms.sessions import ClockInput, moment_fields
from training.rules.weeks import instant

LONGEST_LIST = 500
WEEK = timedelta(days=7)


class GatheringForm(HouseModelForm):
    """The moment is a day and two clock times; `moved` holds who got a seat by the change."""

    day = forms.DateField(label="Jour")
    starts = forms.TimeField(label="De", widget=ClockInput)
    ends = forms.TimeField(label="À", widget=ClockInput)
    capacity = forms.IntegerField(
        label="Places",
        min_value=1,
        max_value=LONGEST_LIST,
        help_text="Au-delà, les personnes vont sur la liste d'attente.",
    )

    def __init__(self, *args, user: User, at: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.at, self.moved = user, at, []
        side_by_side(self, "day", "starts", "ends")
        present = User.objects.filter(pk=self.instance.host_id)
        hosts = User.objects.with_role(Role.COACH) | User.objects.with_role(Role.MANAGER)
        self.fields["host"].queryset = hosts | present
        self.fields["host"].empty_label = "Choisissez"
        if self.instance.pk:
            self.initial |= moment_fields(self.instance)
            names = [*self._meta.fields, "starts_at", "ends_at"]
            self._current_version = fingerprint(self.instance, names)
            self.fields["version"].initial = self._current_version
        else:
            self.initial.setdefault("host", user.pk)

    def clean(self) -> dict:
        data = super().clean()
        if {"starts", "ends"} <= data.keys() and data["ends"] <= data["starts"]:
            self.add_error("ends", "La fin doit suivre le début.")
        elif {"day", "starts", "ends"} <= data.keys():
            self.instance.starts_at = instant(data["day"], data["starts"])
            self.instance.ends_at = instant(data["day"], data["ends"])
        if not self.instance.pk and self._lies_behind(data):
            self.add_error("day", "Ce moment est passé : choisissez un jour à venir.")
        return data

    def _lies_behind(self, data: dict) -> bool:
        return not self.errors and "day" in data and self.instance.ends_at <= self.at

    def save(self) -> InformationSession | Workshop:
        self.moved = save_gathering(gathering=self.instance, by=self.user, at=self.at)
        return self.instance


class InformationSessionForm(GatheringForm):
    field_order = ("title", "day", "starts", "ends", "place", "directions", "capacity", "host")

    class Meta:
        model = InformationSession
        fields = (
            "title",
            "place",
            "directions",
            "capacity",
            "host",
            "description",
            "is_public",
            "is_first_interview",
        )
        help_texts = {
            "title": "Ce que le public lit dans le calendrier.",
            "directions": "Bus, arrêt, entrée : ce qui aide à arriver à l'heure.",
            "is_public": "Décochez pour une séance sur invitation : elle n'est pas au calendrier.",
        }

    def save(self) -> InformationSession:
        before = InformationSession.objects.filter(pk=self.instance.pk).first()
        session = super().save()
        changed = before is not None and before.moment != session.moment
        tell_later(session, changed=changed or bool(before and before.place != session.place))
        return session


class WorkshopForm(GatheringForm):
    field_order = ("kind", "title", "day", "starts", "ends", "place", "capacity", "host")

    class Meta:
        model = Workshop
        fields = ("kind", "title", "place", "capacity", "host")


class WorkshopTextForm(HouseForm):
    text = forms.CharField(
        label="Ce qui s'est fait",
        max_length=20_000,
        required=False,
        widget=forms.Textarea,
        help_text="Le même texte pour chaque personne ; ce qui ne concerne qu'elle s'écrit à côté "
        "de son nom. Pas de donnée de santé.",
    )

    def __init__(self, *args, workshop: Workshop, on, **kwargs) -> None:
        super().__init__(*args, initial={"text": workshop.text}, **kwargs)
        self.workshop, self.on = workshop, on

    def save(self) -> Workshop:
        return write_text(workshop=self.workshop, on=self.on, **self.cleaned_data)


def copied(gathering: InformationSession | Workshop) -> dict[str, object]:
    """What the same gathering a week later begins with."""
    names = ["title", "place", "capacity", "host"]
    if isinstance(gathering, InformationSession):
        names += ["directions", "description", "is_public", "is_first_interview"]
    else:
        names.append("kind")
    times = moment_fields(gathering)
    kept = {name: getattr(gathering, name) for name in names}
    return {**kept, **times, "day": times["day"] + WEEK}
