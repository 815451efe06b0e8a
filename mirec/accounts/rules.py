"""Who may do what? One table: a role is a sentence and a list of permissions."""

from collections.abc import Iterable
from dataclasses import dataclass

from mirec.accounts.enums import Permission, Role


@dataclass(frozen=True)
class RoleSpec:
    sentence: str
    permissions: frozenset[Permission]


_NETWORK = {
    Permission.SEARCH,
    Permission.EMPLOYER_READ,
    Permission.TRAINING_READ,
    Permission.PARTNER_READ,
    Permission.PROFILE_READ,
}
_FILE = {
    Permission.FILE_READ,
    Permission.FILE_WRITE,
    Permission.FILE_CREATE,
    Permission.NISS_READ,
    Permission.ELIGIBILITY_ASSESS,
    Permission.JOURNEY_READ,
    Permission.JOURNEY_WRITE,
    Permission.FOLLOWUP_READ,
    Permission.FOLLOWUP_WRITE,
    Permission.SEALED_READ,
    Permission.AGENDA_WRITE,
    Permission.INTAKE_WRITE,
    Permission.FILE_MERGE,
    Permission.FILE_TRANSFER,
    Permission.PLACEMENT_WRITE,
    Permission.HISTORY_READ,
}
_ALLOWANCES = {
    Permission.ALLOWANCE_READ,
    Permission.ALLOWANCE_WRITE,
    Permission.ALLOWANCE_VALIDATE,
}

ROLE_SPECS: dict[Role, RoleSpec] = {
    Role.COACH: RoleSpec(
        "Accompagne les personnes de son équipe, de l'accueil au maintien dans l'emploi.",
        frozenset(
            _NETWORK
            | _FILE
            | {Permission.PROPOSAL_WRITE, Permission.EMPLOYER_WRITE, Permission.VACANCY_WRITE}
        ),
    ),
    Role.PROSPECTOR: RoleSpec(
        "Cherche des offres auprès des employeurs et propose des personnes ; ne voit ni données "
        "sociales ni données de santé.",
        frozenset(
            _NETWORK
            | {
                Permission.EMPLOYER_WRITE,
                Permission.VACANCY_WRITE,
                Permission.PROPOSAL_WRITE,
                Permission.PARTNER_WRITE,
            }
        ),
    ),
    Role.COORDINATOR: RoleSpec(
        "Organise les formations en alternance, les inscriptions et les présences.",
        frozenset(
            _NETWORK
            | _ALLOWANCES
            | {Permission.TRAINING_WRITE, Permission.ATTENDANCE_WRITE, Permission.PARTNER_WRITE}
        ),
    ),
    Role.MANAGER: RoleSpec(
        "Dirige les équipes, accorde les dérogations et produit le rapport d'activités.",
        frozenset(
            _NETWORK
            | _FILE
            | _ALLOWANCES
            | {
                Permission.DEROGATION_GRANT,
                Permission.LIMIT_CORRECT,
                Permission.ACCESS_GRANT,
                Permission.TEAMS_READ,
                Permission.IMPORT_RUN,
                Permission.INSPECTION_RUN,
                Permission.LIBRARY_MANAGE,
                Permission.PROPOSAL_WRITE,
                Permission.EMPLOYER_WRITE,
                Permission.VACANCY_WRITE,
                Permission.TRAINING_WRITE,
                Permission.ATTENDANCE_WRITE,
                Permission.PARTNER_WRITE,
                Permission.REPORT_READ,
                Permission.REPORT_RUN,
                Permission.ROLES_READ,
                Permission.REGIME_MANAGE,
            }
        ),
    ),
    Role.ADMINISTRATOR: RoleSpec(
        "Gère les comptes, les équipes et les régimes ; n'ouvre aucun dossier de personne.",
        frozenset(
            {
                Permission.SEARCH,
                Permission.USERS_MANAGE,
                Permission.ROLES_READ,
                Permission.REGIME_MANAGE,
                Permission.PARTNER_READ,
            }
        ),
    ),
    Role.BENEFICIARY: RoleSpec(
        "Consulte son propre horaire et ses propres informations.",
        frozenset({Permission.OWN_SPACE}),
    ),
}


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """Every permission that one of the roles gives, as plain strings."""
    return frozenset(
        permission.value for role in roles for permission in ROLE_SPECS[Role(role)].permissions
    )
