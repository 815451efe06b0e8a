"""The people of every test: colleagues, a stranger, and two beneficiaries."""

import pytest
from django.test import Client

from mirec.accounts.models import Team, User
from tests.factories import BeneficiaryFactory, TeamFactory, UserFactory


@pytest.fixture
def team(db) -> Team:
    return TeamFactory(name="Porte Ouest")


@pytest.fixture
def coach(team) -> User:
    return UserFactory(coach=True, team=team, first_name="Nadia", last_name="Ferrero")


@pytest.fixture
def colleague(team) -> User:
    """Another coach of the same team."""
    return UserFactory(coach=True, team=team, first_name="Hugo", last_name="Bertrand")


@pytest.fixture
def stranger_coach(db) -> User:
    """A coach of another team: must see nothing of the persons of `team`."""
    other = TeamFactory(name="Basse-Sambre")
    return UserFactory(coach=True, team=other, first_name="Julie", last_name="Maes")


@pytest.fixture
def prospector(db) -> User:
    return UserFactory(prospector=True, first_name="Thomas", last_name="Gillard")


@pytest.fixture
def coordinator(db) -> User:
    return UserFactory(coordinator=True, first_name="Inès", last_name="Lambert")


@pytest.fixture
def manager(db) -> User:
    return UserFactory(manager=True, first_name="Anne", last_name="Wauters")


@pytest.fixture
def administrator(db) -> User:
    return UserFactory(administrator=True, first_name="Marc", last_name="Lejeune")


@pytest.fixture
def beneficiary_user(db) -> User:
    return UserFactory(beneficiary=True, first_name="Noah", last_name="Petit")


@pytest.fixture
def beneficiary(coach, team, beneficiary_user):
    """A person of the team, followed by `coach`, with an account."""
    return BeneficiaryFactory(
        first_name="Noah", last_name="Petit", team=team, coach=coach, user=beneficiary_user
    )


@pytest.fixture
def other_beneficiary(stranger_coach):
    """A person of the other team."""
    return BeneficiaryFactory(
        first_name="Sandrine",
        last_name="Hoyaux",
        team=stranger_coach.team,
        coach=stranger_coach,
        user=UserFactory(beneficiary=True, first_name="Sandrine", last_name="Hoyaux"),
    )


@pytest.fixture
def client_of():
    """`client_of(user)`: a browser in which the user has signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in
