"""Which tabs does a person's page have? Each is a URL of the app that owns it: no import."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from mirec.accounts.enums import Permission
from mirec.accounts.models import User


@dataclass(frozen=True)
class Tab:
    url_name: str
    label: str
    permission: Permission


@dataclass(frozen=True)
class ShownTab:
    """A tab as one user sees it for one person."""

    label: str
    url: str
    is_current: bool


TABS = (
    Tab("coaching:panel-followups", "Suivis et plan", Permission.FOLLOWUP_READ),
    Tab("coaching:panel-journey", "Parcours", Permission.JOURNEY_READ),
    Tab("beneficiaries:panel-eligibility", "Éligibilité", Permission.FILE_READ),
    Tab("beneficiaries:panel-skills", "Compétences", Permission.FILE_READ),
    Tab("employers:panel", "Emploi", Permission.EMPLOYER_READ),
    Tab("training:panel", "Formations", Permission.TRAINING_READ),
    Tab("beneficiaries:panel-identity", "Identité", Permission.FILE_READ),
    Tab("beneficiaries:panel-history", "Historique", Permission.HISTORY_READ),
)


def shown_tabs(user: User, beneficiary_pk: int, current: str = "") -> list[ShownTab]:
    """The tabs that the user may open; `current` is the URL name of the one that is open."""
    return [
        ShownTab(tab.label, url, tab.url_name == current)
        for tab in TABS
        if user.has_verb(tab.permission) and (url := address(tab.url_name, beneficiary_pk))
    ]


def address(url_name: str, *args: int) -> str:
    """The path of another app's page; "" while the app that owns it does not offer it."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""
