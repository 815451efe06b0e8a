"""Which page does the text name? « parcours », « importer », « nouvelle offre »."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from beneficiaries.tabs import address
from mirec.accounts.enums import Permission
from mirec.accounts.models import User
from mirec.core.navigation import groups_for
from mirec.core.search import LEAST_FORGIVEN, plain
from mirec.finding.found import Found
from mirec.finding.typed import Typed

MOST_PAGES = 5
ALIKE = 0.8


@dataclass(frozen=True)
class Page:
    """A deed and the other words for it; the navigation names its own pages."""

    url_name: str
    label: str
    words: str
    icon: str
    permission: Permission


DEEDS = (
    Page("beneficiaries:create", "Inscrire une personne",
         "nouvelle personne bénéficiaire candidat dossier ajouter", "person-plus",
         Permission.FILE_CREATE),
    Page("coaching:followup-create", "Encoder un suivi",
         "nouveau entretien contact note", "chat-left-text", Permission.FOLLOWUP_WRITE),
    Page("coaching:hire", "Encoder une mise à l'emploi",
         "nouveau contrat engagement", "briefcase-fill", Permission.PLACEMENT_WRITE),
    Page("employers:employer-create", "Encoder un employeur",
         "nouvel employeur entreprise ajouter", "building", Permission.EMPLOYER_WRITE),
    Page("employers:vacancy-create", "Encoder une offre",
         "nouvelle offre d'emploi ajouter", "briefcase", Permission.VACANCY_WRITE),
    Page("employers:proposal-create", "Proposer une personne",
         "nouvelle proposition mise en relation", "send", Permission.PROPOSAL_WRITE),
    Page("training:programme-create", "Nouvelle formation",
         "encoder alternance ajouter", "mortarboard", Permission.TRAINING_WRITE),
    Page("coaching:insured-list", "Stages et assurance",
         "assurés assureur forem notification alternance pratique entreprise", "shield-check",
         Permission.TRAINING_READ),
    Page("partners:create", "Nouveau partenaire",
         "encoder ajouter réseau", "diagram-3", Permission.PARTNER_WRITE),
    Page("beneficiaries:import-list", "Importer des personnes d'une feuille",
         "import excel csv tableur", "upload", Permission.IMPORT_RUN),
    Page("beneficiaries:library", "Importer ROME ou ESCO",
         "métiers compétences bibliothèque", "upload", Permission.LIBRARY_MANAGE),
    Page("accounts:user-create", "Créer un compte",
         "nouvel utilisateur inviter", "person-plus", Permission.USERS_MANAGE),
    Page("account_change_password", "Changer mon mot de passe",
         "sécurité compte", "key", Permission.SEARCH),
)  # fmt: skip


def pages(typed: Typed, user: User) -> list[Found]:
    """Every word typed begins a word of the page's name, or is nearly one; names come first."""
    wanted = plain(typed.text).split()
    named = [
        (rank, found)
        for found, words in _candidates(user)
        if (rank := _rank(wanted, found.label, words)) is not None
    ]
    return [found for _, found in sorted(named, key=lambda each: each[0])][:MOST_PAGES]


def _candidates(user: User) -> Iterator[tuple[Found, str]]:
    for group in groups_for(user.verbs):
        for entry in group.entries:
            if url := address(entry.url_name):
                yield Found(entry.label, group.label, url, entry.icon), ""
    for page in DEEDS:
        if user.has_verb(page.permission) and (url := address(page.url_name)):
            yield Found(page.label, "", url, page.icon), page.words


def _rank(wanted: list[str], label: str, words: str) -> int | None:
    """0 when the label says it all, 1 when other words help, None when a word is missing."""
    own, other = plain(label).split(), plain(words).replace("'", " ").split()
    if all(any(_is_said(word, name) for name in own) for word in wanted):
        return 0
    if all(any(_is_said(word, name) for name in [*own, *other]) for word in wanted):
        return 1
    return None


def _is_said(word: str, name: str) -> bool:
    if name.startswith(word):
        return True
    return (
        len(word) >= LEAST_FORGIVEN and SequenceMatcher(None, word, name).quick_ratio() >= ALIKE
        and SequenceMatcher(None, word, name).ratio() >= ALIKE
    )  # fmt: skip
