"""The house of the demo: its teams and everyone who works there."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from mirec.accounts.enums import Role
from mirec.accounts.models import Team, User
from mirec.demo import names
from mirec.demo.accounts import PASSWORD, email_of


@dataclass(frozen=True)
class Staff:
    teams: list[Team]
    coaches: list[User]
    prospectors: list[User]
    coordinators: list[User]
    managers: list[User]
    password: str


def write_staff() -> Staff:
    """Coaches come team by team, as many in each; one password, hashed once."""
    password = make_password(PASSWORD)
    teams = Team.objects.bulk_create(Team(name=name) for name in names.STAFF_TEAMS)
    share = len(names.COACHES) // len(teams)

    def users(people, role: Role) -> list[User]:
        return User.objects.bulk_create(
            User(
                email=email_of(first, last),
                first_name=first,
                last_name=last,
                roles=[role.value],
                phone=f"+3271990{list(Role).index(role)}{index:02d}",
                team=teams[index // share] if role is Role.COACH else None,
                password=password,
            )
            for index, (first, last) in enumerate(people)
        )

    staff = Staff(
        teams=teams,
        coaches=users(names.COACHES, Role.COACH),
        prospectors=users(names.PROSPECTORS, Role.PROSPECTOR),
        coordinators=users(names.COORDINATORS, Role.COORDINATOR),
        managers=users(names.MANAGERS, Role.MANAGER),
        password=password,
    )
    users(names.ADMINISTRATORS, Role.ADMINISTRATOR)
    return staff
