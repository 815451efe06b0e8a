"""The employers of the demo: names, sectors, numbers. None of them exists."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from mirec.demo import names, places
from mirec.demo.chance import rng_for
from mirec.demo.identities import enterprise_number
from mirec.demo.jobs import INTERIM_SECTOR

#: sector: (share, NACE code where certain, how its firms are called, legal form)
SECTORS: dict[str, tuple[int, str, tuple[str, ...], str]] = {
    "Nettoyage": (4, "81.210", ("Net", "Propreté", "Clair et Net", "Brillance"), "SRL"),
    "Soins et aide": (4, "87.301", ("Résidence", "Séniorie", "Maison de repos", "Home"), "ASBL"),
    "Construction": (5, "41.201", ("Toitures", "Bâti", "Entreprise générale", "Rénov"), "SRL"),
    "Commerce": (5, "47.114", ("Supermarché", "Épicerie", "Marché", "Boulangerie"), "SA"),
    "Horeca": (3, "56.101", ("Brasserie", "Restaurant", "Cantine", "Traiteur"), "SRL"),
    "Logistique": (4, "52.100", ("Logistics", "Transports", "Dépôt", "Colis"), "SA"),
    "Services": (3, "82.110", ("Bureau", "Cabinet", "Secrétariat", "Sécurité"), "SRL"),
    "Environnement": (2, "81.300", ("Jardins", "Espaces verts", "Pépinière", "Vert"), "SRL"),
    "Industrie": (3, "", ("Ateliers", "Conserverie", "Emballages", "Mécanique"), "SA"),
    "Titres-services": (4, "", ("Aide-ménagères", "Repassage", "Coup de main", "Domicile"), "SRL"),
    INTERIM_SECTOR: (3, "78.200", ("Intérim", "Agence", "Tempo", "Jobs"), "SA"),
}
SURNAMES = (
    "de la Sambre", "Carolo", "du Pays Noir", "Porte Ouest", "du Spinois", "des Trois Terrils",
    "Saint-Éloi", "du Bois du Cazier", "de l'Eau d'Heure", "Sainte-Barbe", "du Canal", "Plein Sud",
    "des Haies", "du Beffroi", "de la Neuville", "du Piéton", "Martinet", "du Viaduc",
    "Bellevue", "du Perron", "des Hauchies", "Solvay", "du Grand Hornu", "Quatre-Bras",
    "de la Broucheterre", "du Roton",
)  # fmt: skip
POSITIONS = ("Responsable du personnel", "Gérante", "Gérant", "Chef d'équipe", "Secrétariat")


@dataclass(frozen=True)
class ContactPlan:
    first_name: str
    last_name: str
    position: str


@dataclass(frozen=True)
class EmployerPlan:
    name: str
    bce: str
    nace: str
    sector: str
    street: str
    home: tuple[str, str]
    contacts: tuple[ContactPlan, ...]


def employer_count(persons: int) -> int:
    """120 for the demo of 400 persons, more with the volume."""
    return 120 + max(0, persons - 400) // 20


def vacancy_count(persons: int) -> int:
    return 150 + max(0, persons - 400) // 8


def employers(count: int, seed: int) -> list[EmployerPlan]:
    deck = [sector for sector, (share, *_) in SECTORS.items() for _ in range(share)]
    turns: Counter = Counter()
    found = []
    for index in range(count):
        sector = deck[index % len(deck)]
        found.append(_employer(rng_for(seed, "employer", index), sector, turns[sector], index))
        turns[sector] += 1
    return found


def _employer(rng: Random, sector: str, turn: int, index: int) -> EmployerPlan:
    _, nace, stems, form = SECTORS[sector]
    stem = stems[turn % len(stems)]
    surname = SURNAMES[(turn * 7 + len(sector)) % len(SURNAMES)]
    again = turn // (len(stems) * len(SURNAMES))
    number = f" {again + 1}" if again else ""
    return EmployerPlan(
        name=f"{stem} {surname}{number} {form}",
        bce=enterprise_number(index),
        nace=nace,
        sector=sector,
        street=f"{rng.choice(places.BUSINESS_STREETS)} {rng.randint(1, 180)}",
        home=rng.choice(places.WORKPLACES),
        contacts=tuple(_contact(rng) for _ in range(rng.choice((1, 1, 2)))),
    )


def _contact(rng: Random) -> ContactPlan:
    women = rng.random() < 0.5
    first = rng.choice(names.CONTACTS_WOMEN if women else names.CONTACTS_MEN)
    return ContactPlan(first, rng.choice(names.CONTACT_FAMILIES), rng.choice(POSITIONS))


def by_sector(plans: Sequence[EmployerPlan]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, plan in enumerate(plans):
        found.setdefault(plan.sector, []).append(index)
    return found
