"""Accounts change by services: an administrator is always left, and each change has its author."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError

from mirec.accounts.enums import Role
from mirec.accounts.models import User
from mirec.accounts.services import (
    LAST_ROLE,
    OWN_ACCOUNT,
    OWN_ROLE,
    change_account,
    create_team,
    open_account,
)
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_new_account_has_an_address_in_lower_case_and_no_password(administrator):
    user = open_account(
        email="Zoe.Lambert@MIREC.example", by=administrator, first_name="Zoé", last_name="Lambert"
    )
    assert user.email == "zoe.lambert@mirec.example"
    assert not user.has_usable_password()


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"roles": [Role.MANAGER.value]}, "roles", OWN_ROLE),
        ({"is_active": False}, "is_active", OWN_ACCOUNT),
    ],
    ids=["role", "account"],
)
def test_administrators_do_not_shut_themselves_out(administrator, change, field, sentence):
    UserFactory(administrator=True)
    with pytest.raises(ValidationError) as refusal:
        change_account(user=administrator, by=administrator, **change)
    assert refusal.value.message_dict == {field: [sentence]}


@pytest.mark.parametrize("change", [{"roles": ["manager"]}, {"is_active": False}])
def test_the_last_administrator_stays(administrator, manager, change):
    UserFactory(administrator=True, inactive=True)
    with pytest.raises(ValidationError, match="seul compte d'administration") as refusal:
        change_account(user=administrator, by=manager, **change)
    assert [LAST_ROLE] in refusal.value.message_dict.values()
    assert User.objects.with_role(Role.ADMINISTRATOR).get() == administrator


def test_one_of_two_administrators_may_go(administrator):
    other = UserFactory(administrator=True)
    assert not change_account(user=other, by=administrator, is_active=False).is_active


def test_a_former_address_opens_nothing_any_more(administrator, coach):
    EmailAddress.objects.create(user=coach, email=coach.email, verified=True, primary=True)
    change_account(user=coach, by=administrator, email="autre@mirec.example")
    assert not EmailAddress.objects.exists()


def test_a_change_of_roles_says_who_made_it(administrator, coach):
    change_account(user=coach, by=administrator, roles=["coach", "manager"])
    last = coach.events.latest("pgh_id")
    assert last.roles == ["coach", "manager"]
    assert last.pgh_context.metadata["user"] == administrator.pk


def test_a_team_is_created(administrator):
    assert str(create_team(name="Sambre", by=administrator)) == "Sambre"
