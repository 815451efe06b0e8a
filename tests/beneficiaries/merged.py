"""All that points to a person, as rows of the database: to compare before and after."""

from django.db import connection

from beneficiaries.models import Beneficiary
from beneficiaries.rules.merging import HANDLING, Stay
from mirec.core.ledger import links_to
from tests.factories import AttendanceFactory

LINKS = [
    link
    for link in links_to(Beneficiary)
    if not isinstance(HANDLING.get(link.model._meta.label), Stay)
]


def dump() -> dict[str, list[str]]:
    """Every row that points to a person, and the persons, as the database holds them.

    The merges themselves and the history, which remember, are left out.
    """
    models = {link.model for link in LINKS} | {Beneficiary, type(AttendanceFactory.build())}
    found = {}
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(
                f"SELECT row_to_json(t)::text FROM {model._meta.db_table} t ORDER BY id"  # noqa: S608
            )
            found[model._meta.label] = [line for (line,) in cursor.fetchall()]
    return found
