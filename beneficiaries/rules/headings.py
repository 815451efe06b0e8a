"""Which column of a partner's sheet is which? Headers as people write them."""

from collections.abc import Iterable, Mapping

from beneficiaries.enums import SheetField
from beneficiaries.rules.cells import folded

SYNONYMS: dict[SheetField, tuple[str, ...]] = {
    SheetField.LAST_NAME: ("nom", "nom de famille", "noms", "name", "naam"),
    SheetField.FIRST_NAME: ("prenom", "prenoms", "prenom usuel", "voornaam", "first name"),
    SheetField.FULL_NAME: (
        "nom et prenom", "nom prenom", "nom, prenom", "nom/prenom", "identite", "candidat",
        "beneficiaire", "personne", "nom complet",
    ),
    SheetField.NISS: (
        "niss", "n national", "n° national", "nº national", "no national", "numero national",
        "registre national", "n° registre national", "nrn", "rn", "n° niss", "numero niss",
    ),
    SheetField.BORN_ON: (
        "date de naissance", "ne le", "nee le", "ne(e) le", "ne·e le", "naissance", "date naiss",
        "date naiss.", "ddn", "date naissance",
    ),
    SheetField.SEX: ("sexe", "genre", "civilite", "h/f", "m/f", "f/m", "f/h"),
    SheetField.NATIONALITY: ("nationalite", "nat", "nat."),
    SheetField.PHONE: (
        "gsm", "telephone", "tel", "tel.", "n° de telephone", "numero de telephone", "portable",
        "mobile", "n° gsm", "gsm/tel", "gsm ou telephone", "contact",
    ),
    SheetField.EMAIL: (
        "e mail", "email", "mail", "courriel", "adresse mail", "adresse e mail", "adresse email",
    ),
    SheetField.STREET: (
        "adresse", "rue", "rue et numero", "rue et n°", "adresse postale", "domicile",
    ),
    SheetField.POSTAL_CODE: ("cp", "code postal", "c.p.", "code"),
    SheetField.LOCALITY: ("localite", "ville", "commune", "cp localite", "cp et localite", "lieu"),
    SheetField.DIPLOMA: (
        "diplome", "niveau d etudes", "niveau etudes", "niveau", "diplome le plus eleve",
    ),
    SheetField.STUDIES: ("etudes", "formation", "formations", "etudes et formations"),
    SheetField.INTEGRATION_INCOME: (
        "ris", "revenu d integration", "revenu d integration sociale", "beneficie du ris",
    ),
    SheetField.FIRST_MET_ON: (
        "date 1er entretien", "1er entretien", "premier entretien", "date premier entretien",
        "date du premier entretien", "date d entretien", "date entretien", "date d inscription",
        "premier entretien le",
    ),
    SheetField.SOURCE: (
        "envoye par", "adresse par", "adresse·e par", "source", "origine", "provenance",
        "oriente par", "canal",
    ),
    SheetField.NOTE: (
        "remarques", "remarque", "commentaire", "commentaires", "observations", "notes", "note",
    ),
}  # fmt: skip
FIELD_OF: dict[str, SheetField] = {
    folded(word): field for field, words in SYNONYMS.items() for word in words
}
UPDATABLE: tuple[SheetField, ...] = (
    SheetField.PHONE,
    SheetField.EMAIL,
    SheetField.STREET,
    SheetField.LOCALITY,
    SheetField.NATIONALITY,
    SheetField.DIPLOMA,
    SheetField.STUDIES,
    SheetField.SOURCE,
    SheetField.FIRST_MET_ON,
    SheetField.NOTE,
)
"""What a second import may change: never who the person is."""


def guessed(headers: Iterable[str]) -> dict[str, str]:
    """Header to field; of two columns that seem the same, the first."""
    found: dict[str, str] = {}
    for header in headers:
        field = FIELD_OF.get(folded(header).rstrip(" :*."))
        if field and field.value not in found.values():
            found[header] = field.value
    return found


def answers_to(columns: Mapping[str, str], headers: Iterable[str]) -> bool:
    """Do these remembered columns all stand in the sheet, whatever their order and capitals?"""
    present = {folded(header) for header in headers}
    return bool(columns) and {folded(header) for header in columns} <= present


def applied(columns: Mapping[str, str], headers: Iterable[str]) -> dict[str, str]:
    """Remembered columns under the very headers of this sheet."""
    meant = {folded(header): field for header, field in columns.items()}
    return {header: meant[folded(header)] for header in headers if folded(header) in meant}
