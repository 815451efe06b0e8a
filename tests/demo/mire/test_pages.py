"""The demo's people open the pages of their day, full of what a real house holds."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from beneficiaries.models import Beneficiary
from coaching.enums import ExitReason
from coaching.models import Journey
from mirec.accounts.enums import Role
from mirec.accounts.models import User

pytestmark = pytest.mark.django_db
PANELS = (
    "coaching:panel-followups",
    "coaching:panel-journey",
    "beneficiaries:panel-eligibility",
    "beneficiaries:panel-skills",
    "employers:panel",
    "coaching:possible-aids",
    "training:panel",
    "beneficiaries:panel-identity",
    "beneficiaries:panel-history",
)
LISTS = {
    Role.COACH: ("coaching:home", "beneficiaries:list", "coaching:journey-list",
                 "coaching:followup-list", "employers:vacancy-list"),
    Role.PROSPECTOR: ("employers:home", "employers:employer-list", "employers:vacancy-list",
                      "employers:proposal-list", "employers:placement-list"),
    Role.COORDINATOR: ("training:calendar", "training:programme-list", "partners:list"),
    Role.MANAGER: ("reporting:list", "reporting:quota", "beneficiaries:list",
                   "beneficiaries:regime-list", "employers:aid-list"),
    Role.ADMINISTRATOR: ("accounts:user-list", "accounts:roles"),
    Role.BENEFICIARY: ("training:my-week",),
}  # fmt: skip


@pytest.fixture
def signed_in(client):
    def sign_in(role: Role) -> User:
        user = User.objects.with_role(role).order_by("pk").first()
        client.force_login(user)
        return user

    return sign_in


@pytest.mark.parametrize(
    ("role", "page"),
    [pytest.param(role, page, id=page) for role, pages in LISTS.items() for page in pages],
)
def test_the_page_shows(mire, client, signed_in, role, page):
    signed_in(role)
    assert client.get(reverse(page)).status_code == HTTPStatus.OK


@pytest.mark.parametrize("panel", PANELS)
def test_the_files_of_very_different_persons_show(mire, client, signed_in, panel):
    signed_in(Role.MANAGER)
    for person in _very_different():
        assert client.get(reverse(panel, args=[person.pk])).status_code == HTTPStatus.OK


def _very_different() -> list[Beneficiary]:
    """Someone not asked yet, someone with many contracts, someone back, and one of each exit."""
    people = Beneficiary.objects.order_by("pk")
    chosen = [
        people.filter(diploma="").first(),
        people.filter(placements__contract_type="interim").first(),
        people.filter(user__isnull=False).first(),
        people.filter(handicap_recognitions__isnull=False).first(),
        people.filter(journeys__is_derogation=True).first(),
    ]
    for reason in ExitReason:
        chosen.append(Journey.objects.filter(exit_reason=reason).first().beneficiary)
    return chosen
