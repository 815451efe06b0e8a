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
    Tab("coaching:panel-followups", "Suivis", Permission.FOLLOWUP_READ),
    Tab("coaching:panel-messages", "Messages", Permission.FOLLOWUP_READ),
    Tab("coaching:panel-plan", "Plan", Permission.FOLLOWUP_READ),
    Tab("coaching:panel-journey", "Parcours", Permission.JOURNEY_READ),
    Tab("beneficiaries:panel-eligibility", "Éligibilité", Permission.FILE_READ),
    Tab("beneficiaries:panel-documents", "Documents", Permission.FILE_READ),
    Tab("beneficiaries:panel-skills", "Compétences", Permission.FILE_READ),
    Tab("employers:panel", "Emploi", Permission.EMPLOYER_READ),
    Tab("training:panel", "Formations", Permission.TRAINING_READ),
    Tab("beneficiaries:panel-identity", "Identité", Permission.FILE_READ),
    Tab("beneficiaries:panel-history", "Historique", Permission.HISTORY_READ),
)


def shown_tabs(user: User, beneficiary_pk: int, current: str = "") -> list[ShownTab]:
    """The tabs that the user may open; `current` names the URL of the open one, else the first."""
    tabs = [tab for tab in TABS if user.has_verb(tab.permission)]
    current = current or tabs[0].url_name
    return [
        ShownTab(tab.label, reverse(tab.url_name, args=[beneficiary_pk]), tab.url_name == current)
        for tab in tabs
    ]


def address(url_name: str, *args: int) -> str:
    """The path of a page of an app above, that may not be installed: "" then."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""
