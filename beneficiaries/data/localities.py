"""The postal localities the house comes with: Brussels and Wallonia, Charleroi's region complete.

Written by the house and checked against bpost's public list of postal codes.
"""

import csv
from pathlib import Path

LOCALITIES = Path(__file__).with_name("localities.csv")


def rows() -> list[dict[str, str]]:
    """`postal_code`, `name` and `commune` of each locality."""
    with LOCALITIES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def load_localities(apps, schema_editor=None) -> None:
    """For a data migration: adds the localities that are not there yet."""
    locality = apps.get_model("beneficiaries", "Locality")
    locality.objects.bulk_create((locality(**row) for row in rows()), ignore_conflicts=True)
