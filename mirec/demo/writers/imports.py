"""How the house reads the sheet of its intakes: one remembered reading, no import."""

from beneficiaries.models import ImportMapping
from beneficiaries.rules.headings import guessed
from mirec.demo.writers.staff import Staff

HEADERS = (
    "Nom", "Prénom", "N° national", "Date de naissance", "Sexe", "GSM", "E-mail", "Adresse", "CP",
    "Localité", "Diplôme", "RIS", "Date 1er entretien", "Envoyé par", "Remarques",
)  # fmt: skip
UPDATED = ["phone", "email", "street", "locality"]


def write_import_readings(staff: Staff) -> None:
    ImportMapping.objects.create(
        name="Feuille d'inscription",
        columns=guessed(HEADERS),
        updated=UPDATED,
        created_by=staff.managers[0],
    )
