"""Who may do what? One table: a role is a sentence and a list of permissions."""

from collections.abc import Iterable
from dataclasses import dataclass

from mirec.accounts.enums import Permission as P
from mirec.accounts.enums import Role


@dataclass(frozen=True)
class RoleSpec:
    sentence: str
    permissions: frozenset[P]


_NETWORK = {P.EMPLOYER_READ, P.TRAINING_READ, P.PARTNER_READ, P.PROFILE_READ}
_FILE = {
    P.FILE_READ,
    P.FILE_WRITE,
    P.FILE_CREATE,
    P.NISS_READ,
    P.ELIGIBILITY_ASSESS,
    P.JOURNEY_READ,
    P.JOURNEY_WRITE,
    P.FOLLOWUP_READ,
    P.FOLLOWUP_WRITE,
    P.PLACEMENT_WRITE,
    P.HISTORY_READ,
}

ROLE_SPECS: dict[Role, RoleSpec] = {
    Role.COACH: RoleSpec(
        "Accompagne les personnes de son équipe, de l'accueil au maintien dans l'emploi.",
        frozenset(_NETWORK | _FILE | {P.PROPOSAL_WRITE, P.EMPLOYER_WRITE, P.VACANCY_WRITE}),
    ),
    Role.PROSPECTOR: RoleSpec(
        "Cherche des offres auprès des employeurs et propose des personnes ; ne voit ni données "
        "sociales ni données de santé.",
        frozenset(
            _NETWORK | {P.EMPLOYER_WRITE, P.VACANCY_WRITE, P.PROPOSAL_WRITE, P.PARTNER_WRITE}
        ),
    ),
    Role.COORDINATOR: RoleSpec(
        "Organise les formations en alternance, les inscriptions et les présences.",
        frozenset(_NETWORK | {P.TRAINING_WRITE, P.ATTENDANCE_WRITE, P.PARTNER_WRITE}),
    ),
    Role.MANAGER: RoleSpec(
        "Dirige les équipes, accorde les dérogations et produit le rapport d'activités.",
        frozenset(
            _NETWORK
            | _FILE
            | {
                P.DEROGATION_GRANT,
                P.PROPOSAL_WRITE,
                P.EMPLOYER_WRITE,
                P.VACANCY_WRITE,
                P.TRAINING_WRITE,
                P.ATTENDANCE_WRITE,
                P.PARTNER_WRITE,
                P.REPORT_READ,
                P.REPORT_RUN,
                P.ROLES_READ,
                P.REGIME_MANAGE,
            }
        ),
    ),
    Role.ADMINISTRATOR: RoleSpec(
        "Gère les comptes, les équipes et les régimes ; n'ouvre aucun dossier de personne.",
        frozenset({P.USERS_MANAGE, P.ROLES_READ, P.REGIME_MANAGE, P.PARTNER_READ}),
    ),
    Role.BENEFICIARY: RoleSpec(
        "Consulte son propre horaire et ses propres informations.", frozenset({P.OWN_SPACE})
    ),
}

STAFF_ROLES = frozenset(Role) - {Role.BENEFICIARY}


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """Every permission that one of the roles gives, as plain strings."""
    return frozenset(
        permission.value for role in roles for permission in ROLE_SPECS[Role(role)].permissions
    )
