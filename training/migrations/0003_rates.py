"""The rates whose text was read; travel and childcare have none yet (domain.md, 4 and 9)."""

from datetime import date
from decimal import Decimal

from django.db import migrations

RATES = [
    (
        "hour",
        Decimal(1),
        date(2002, 2, 8),
        date(2022, 12, 31),
        "AGW 08.02.2002, art. 2 : 1 € par heure jusqu'au 31.12.2022 (AGW 01.12.2022, art. 5)",
        True,
    ),
    (
        "hour",
        Decimal(2),
        date(2023, 1, 1),
        None,
        "AGW 01.12.2022, art. 2, 4 et 5 : 2 € par heure suivie depuis le 01.01.2023",
        True,
    ),
    (
        "withholding",
        Decimal(11),
        date(2002, 2, 8),
        None,
        "Parlement wallon, question écrite de 2011 (iddoc 36338) : texte en vigueur non trouvé",
        False,
    ),
]


def load(apps, schema_editor) -> None:
    rate = apps.get_model("training", "Rate")
    names = ("code", "value", "valid_from", "valid_to", "source", "is_certain")
    rate.objects.bulk_create(rate(**dict(zip(names, row, strict=True))) for row in RATES)


class Migration(migrations.Migration):
    dependencies = [("training", "0002_allowances")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
