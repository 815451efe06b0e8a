"""Accounts and teams. `UserFactory(coach=True)` is a coach with a team."""

import factory
from django.contrib.auth.hashers import make_password

from mirec.accounts.enums import Role
from mirec.accounts.models import Draft, Team, User

PASSWORD = "mot-de-passe-mirec"


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Équipe {n}")


class UserFactory(factory.django.DjangoModelFactory):
    """A person who may sign in with `PASSWORD`; without a trait, no role and no team."""

    class Meta:
        model = User

    class Params:
        coach = factory.Trait(roles=[Role.COACH.value], team=factory.SubFactory(TeamFactory))
        prospector = factory.Trait(roles=[Role.PROSPECTOR.value])
        coordinator = factory.Trait(roles=[Role.COORDINATOR.value])
        manager = factory.Trait(roles=[Role.MANAGER.value])
        administrator = factory.Trait(roles=[Role.ADMINISTRATOR.value])
        beneficiary = factory.Trait(roles=[Role.BENEFICIARY.value])
        inactive = factory.Trait(is_active=False)

    email = factory.Sequence(lambda n: f"personne{n}@mirec.example")
    first_name = "Nadia"
    last_name = factory.Sequence(lambda n: f"Ferrero {n}")
    password = factory.LazyFunction(lambda: make_password(PASSWORD))
    roles = factory.LazyFunction(list)


class DraftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Draft

    user = factory.SubFactory(UserFactory, coach=True)
    form = "suivi"
    subject = factory.Sequence(lambda n: f"{n}")
    content = '{"text": "Le CV est rel"}'
