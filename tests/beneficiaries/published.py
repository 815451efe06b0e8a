"""Tables in the form that ROME and ESCO publish, at their size, made here."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

ROME_HEAD = ["code_rome", "libelle_rome", "code_ogr", "libelle_appellation"]
ESCO_HEAD = [
    "conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels",
    "hiddenLabels", "status", "modifiedDate", "scopeNote", "definition", "inScheme", "description",
]  # fmt: skip
SCHEMES = "http://data.europa.eu/esco/concept-scheme/"
VERBS = [
    "installer",
    "entretenir",
    "réparer",
    "contrôler",
    "nettoyer",
    "conduire",
    "assembler",
    "mesurer",
    "préparer",
    "ranger",
    "souder",
    "tailler",
    "décorer",
    "calculer",
    "rédiger",
    "classer",
    "vérifier",
    "commander",
    "emballer",
    "trier",
]
THINGS = (
    """
des chaudières|des canalisations|des châssis|une machine à coudre|un chariot élévateur|des haies
des plantations|des légumes|des plats froids|des dossiers|des commandes|des factures
une facturation|des échafaudages|des enduits|des carrelages|un circuit électrique|des tissus
des soins d'hygiène|des repas
""".strip()
    .replace("\n", "|")
    .split("|")
)
PLACES = (
    """
en atelier|sur chantier|à domicile|en magasin|en cuisine|en entrepôt|en serre|au bureau|en hauteur
la nuit|en équipe|seul|en extérieur|chez le client|en laboratoire|à l'hôpital|en salle|en classe
au port|en forêt|en carrière|en mer|à la ferme|en crèche|au garage|en blanchisserie|à l'aéroport
en gare|en usine|au théâtre|en prison|à l'école|à la commune|en carrosserie|au musée
""".strip()
    .replace("\n", "|")
    .split("|")
)


def esco_row(number: int, **cells: str) -> dict[str, str]:
    verb, thing = VERBS[number % 20], THINGS[number // 20 % 20]
    place = PLACES[number // 400 % len(PLACES)]
    label = f"{verb} {thing} {place}"
    row = {
        "conceptType": "KnowledgeSkillCompetence",
        "conceptUri": f"http://data.europa.eu/esco/skill/{number:08x}-a5a5-4c3f-9b7d-000000000000",
        "skillType": "skill/competence",
        "reuseLevel": "sector-specific",
        "preferredLabel": label,
        "altLabels": f"savoir {label}\n{verb} {thing}, {place}",
        "status": "released",
        "modifiedDate": "2023-07-25T10:09:00Z",
        "inScheme": f"{SCHEMES}skills, {SCHEMES}member-skills",
        "description": f'Être capable de {label} selon les règles, "sans danger", et d\'en parler.',
    }
    return row | cells


def esco_rows(count: int = 13_900) -> Iterator[dict[str, str]]:
    return (esco_row(number) for number in range(count))


def written(path: Path, head: Sequence[str], rows) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, head, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path
