"""Made-up content for the component sheet: one of each, in every state."""

from datetime import date, timedelta
from types import SimpleNamespace

import django_tables2 as tables
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django_tables2 import RequestConfig

from mirec.core.badges import Badge, states
from mirec.core.clock import Clock
from mirec.core.periods import months_after
from mirec.core.tables import NUMERIC, ListTable

BADGES = (
    Badge("reste 4 jours", "bad", "exclamation-octagon-fill"),
    Badge("attendu", "warn", "hourglass-split"),
    Badge("présente", "ok", "check-lg"),
    Badge("gelé", "info", "snow"),
    Badge("Accueil et bilan", "phase", "door-open"),
    Badge("décliné", "", "x-lg"),
)
PERSONS = (
    ("Sophie Mertens", "Vers l'emploi", 21),
    ("Luc Delvaux", "Vers l'emploi", 36),
    ("Kevin Lambert", "Dans l'emploi", 22),
    ("Amina El Khattabi", "Accueil et bilan", 27),
    ("Noah Petit", "Vers l'emploi", 3),
    ("Rosa Marchetti", "Dans l'emploi", 1),
)


class PersonTable(ListTable):
    name = tables.Column("Personne")
    phase = tables.Column("Phase", orderable=False)
    days = tables.Column("Jours sans contact", attrs=NUMERIC)

    caption = "Personnes accompagnées"
    noun = "personne"
    row_header = "name"


class SearchForm(forms.Form):
    q = forms.CharField(
        label="Chercher", widget=forms.TextInput(attrs={"type": "search"}), required=False
    )
    phase = forms.ChoiceField(
        label="Phase",
        choices=[("", "Toutes"), *((name, name) for name in sorted({p for _, p, _ in PERSONS}))],
        required=False,
    )


class SampleForm(forms.Form):
    topic = forms.CharField(label="Objet", help_text="En quelques mots.")
    seen_on = forms.DateField(
        label="Date", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    kind = forms.ChoiceField(
        label="Type", choices=[("visit", "Entretien au bureau"), ("call", "Appel")]
    )
    readers = forms.ChoiceField(
        label="Qui peut lire",
        widget=forms.RadioSelect,
        choices=[("team", "L'équipe"), ("all", "L'équipe et la personne")],
    )
    text = forms.CharField(label="Ce qui s'est dit", widget=forms.Textarea, required=False)
    is_urgent = forms.BooleanField(label="À relire cette semaine", required=False)


class SampleSignature(forms.Form):
    """The fields that `components/signature.html` expects."""

    party = forms.CharField(widget=forms.HiddenInput, initial="person")
    way = forms.CharField(widget=forms.HiddenInput, initial="paper")
    drawing = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="Nom de qui signe", initial="Samira Benali")
    signed_on = forms.DateField(
        label="Signé sur papier le",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


def everything(request: HttpRequest, on: date) -> dict[str, object]:
    return {
        "on": on,
        "badges": BADGES,
        "states": states(),
        "clocks": _clocks(on),
        "table": _table(request),
        "filter": SimpleNamespace(form=SearchForm(request.GET, auto_id="filter_%s")),
        "form": SampleForm(),
        "wrong_form": SampleForm(
            {"seen_on": "31/02/2026", "kind": "visit", "text": "Gardé."}, auto_id="wrong_%s"
        ),
        "signature": SampleSignature(auto_id="sign_%s"),
        "page": Paginator(range(730), 25).page(7),
        "pages": list(Paginator(range(730), 25).get_elided_page_range(7, on_each_side=1)),
        "tabs": _tabs(),
        "entries": _entries(on),
    }


def _table(request: HttpRequest) -> PersonTable:
    wanted, phase = request.GET.get("q", "").lower(), request.GET.get("phase", "")
    data = [
        {"name": name, "phase": step, "days": days}
        for name, step, days in PERSONS
        if wanted in name.lower() and phase in ("", step)
    ]
    table = PersonTable(data)
    RequestConfig(request, paginate={"per_page": 4}).configure(table)
    return table


def _clocks(on: date) -> list[Clock]:
    def agreed(months_ago: int) -> Clock:
        start = months_after(on, -months_ago)
        return Clock(
            intake_from=start - timedelta(days=42),
            intake_due=start + timedelta(days=19),
            on=on,
            agreed_on=start,
            due_on=months_after(start, 24) - timedelta(days=1),
        )

    intake = Clock(on - timedelta(days=30), on + timedelta(days=31), on)
    late = Clock(on - timedelta(days=66), on - timedelta(days=4), on)
    return [agreed(10), agreed(23), intake, late]


def _tabs() -> list[SimpleNamespace]:
    labels = ("Suivis et plan", "Parcours", "Candidatures", "Identité et droits")
    return [
        SimpleNamespace(
            key=f"o{index}", label=label, url="", count=3 * (index == 2), is_current=index == 0
        )
        for index, label in enumerate(labels)
    ]


def _entries(on: date) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            icon="people",
            title="Entretien au bureau",
            at=on - timedelta(days=7),
            text="Elle confirme son choix : conditionnement, horaire de jour.",
            next_step="Relancer le Forem pour la signature",
            author="Nadia Ferrero",
            minutes=45,
            readers="L'équipe et la personne",
            badge=None,
        ),
        SimpleNamespace(
            icon="telephone-x",
            title="Appel",
            at=on - timedelta(days=60),
            text="Message laissé, comme convenu.",
            next_step="",
            author="Nadia Ferrero",
            minutes=None,
            readers="",
            badge=Badge("Pas jointe", "warn", "x-lg"),
        ),
    ]
