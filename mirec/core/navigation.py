"""Where can this person go? One table of entries; each is shown to who holds one of its verbs.

The verbs are the values of `mirec.accounts.enums.Permission`, as strings: core is the layer below.
"""

from dataclasses import dataclass, replace

from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    url_name: str
    label: str
    icon: str
    verbs: frozenset[str]
    also: str = ""
    """Another beginning of the addresses of its pages."""
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Group:
    key: str
    label: str
    entries: tuple[Entry, ...]


def _entry(url_name: str, label: str, icon: str, *verbs: str, also: str = "") -> Entry:
    return Entry(url_name, label, icon, frozenset(verbs), also)


HOME = _entry("coaching:home", "Ma journée", "sun", "followup.write")
AGENDA = _entry("coaching:agenda", "Agenda", "calendar-week", "agenda.write")
PERSONS = _entry("beneficiaries:list", "Personnes", "people", "file.read")
JOURNEYS = _entry("coaching:journey-list", "Parcours", "signpost-split", "journey.read")
FOLLOWUPS = _entry("coaching:followup-list", "Suivis", "chat-left-text", "followup.read")
SESSIONS = _entry("coaching:information-list", "Séances d'info", "megaphone", "intake.write")
WORKSHOPS = _entry("coaching:workshop-list", "Ateliers", "easel", "agenda.write")
PROSPECTION = _entry("employers:home", "Prospection", "telephone-outbound", "employer.read")
VACANCIES = _entry("employers:vacancy-list", "Offres", "briefcase", "employer.read")
EMPLOYERS = _entry("employers:employer-list", "Employeurs", "building", "employer.read")
PROPOSALS = _entry("employers:proposal-board", "Propositions", "arrow-left-right", "employer.read")
PLACEMENTS = _entry(
    "employers:placement-list", "Mises à l'emploi", "briefcase-fill", "employer.read"
)
PROGRAMMES = _entry(
    "training:programme-list", "Alternance", "mortarboard", "training.read", also="/stages/"
)
ALLOWANCES = _entry("training:allowances", "Indemnités", "cash-coin", "allowance.read")
CALENDAR = _entry("training:calendar", "Calendrier", "calendar3", "training.read")
PARTNERS = _entry("partners:list", "Partenaires", "diagram-3", "partner.read")
REPORTS = _entry("reporting:list", "Rapports", "bar-chart", "report.read")
QUOTA = _entry("reporting:quota", "Dérogations", "shield-exclamation", "report.read")
INSPECTION = _entry("reporting:inspection-list", "Inspection", "clipboard-check", "inspection.run")
USERS = _entry("accounts:user-list", "Utilisateurs", "person-gear", "users.manage")
ROLES = _entry("accounts:roles", "Rôles et droits", "key", "roles.read")
IMPORTS = _entry("beneficiaries:import-list", "Importer", "upload", "import.run")
LISTS = _entry("coaching:library", "Listes et modèles", "card-list", "library.manage")
REGIMES = _entry("beneficiaries:regime-list", "Régimes", "book", "regime.manage")
AIDS = _entry("employers:aid-list", "Aides à l'embauche", "cash-coin", "regime.manage")
LIBRARY = _entry("beneficiaries:library", "Bibliothèque", "tags", "library.manage")

FIELD = (
    Group(
        "work",
        "Mon travail",
        (HOME, PERSONS, AGENDA, JOURNEYS, FOLLOWUPS, SESSIONS, WORKSHOPS),
    ),
    Group(
        "jobs",
        "Emploi et formation",
        (
            PROSPECTION,
            VACANCIES,
            EMPLOYERS,
            PROPOSALS,
            PLACEMENTS,
            PROGRAMMES,
            CALENDAR,
            ALLOWANCES,
        ),
    ),
    Group("network", "Réseau", (PARTNERS,)),
)
DIRECTION = (
    Group("steer", "Pilotage", (HOME, AGENDA, REPORTS, QUOTA, INSPECTION)),
    Group(
        "files",
        "Dossiers",
        (
            PERSONS,
            JOURNEYS,
            FOLLOWUPS,
            SESSIONS,
            WORKSHOPS,
            VACANCIES,
            EMPLOYERS,
            PROPOSALS,
            PLACEMENTS,
            PROGRAMMES,
            CALENDAR,
            ALLOWANCES,
            PARTNERS,
        ),
    ),
    Group("settings", "Réglages", (USERS, ROLES, REGIMES, AIDS, LIBRARY, LISTS, IMPORTS)),
)
DIRECTION_VERBS = frozenset({"report.read", "users.manage", "regime.manage"})


def groups_for(verbs: frozenset[str]) -> tuple[Group, ...]:
    """At most three groups: the field's, or the direction's for who steers or sets up the house."""
    layout = DIRECTION if verbs & DIRECTION_VERBS else FIELD
    shown = (
        replace(group, entries=tuple(e for e in group.entries if e.verbs & verbs))
        for group in layout
    )
    return tuple(group for group in shown if group.entries)


def navigation(verbs: frozenset[str], path: str) -> tuple[Group, ...]:
    """The groups with their addresses; the entry whose address begins `path` best is current."""
    groups = [
        (group, [(entry, reverse(entry.url_name)) for entry in group.entries])
        for group in groups_for(verbs)
    ]
    beginnings = {
        start: url for _, entries in groups for entry, url in entries for start in (url, entry.also)
    }
    current = beginnings.get(_best(path, list(filter(None, beginnings))))
    return tuple(
        replace(
            group,
            entries=tuple(replace(e, url=url, is_current=url == current) for e, url in entries),
        )
        for group, entries in groups
    )


def _best(path: str, urls: list[str]) -> str:
    matching = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(matching, key=len, default="")
