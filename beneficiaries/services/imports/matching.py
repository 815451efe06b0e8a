"""Which persons of a sheet, and of the files, may be the same? Asked for all rows at once."""

import re
from collections.abc import Sequence

from django.db import connection
from django.db.models import Q

from beneficiaries.models import Beneficiary
from beneficiaries.rules.intake_rows import IntakeRow
from beneficiaries.rules.twins import Identity, TwinBook
from mirec.core.fields import digest

NAMED = """
SELECT lower(immutable_unaccent(last || ' ' || first)),
       lower(immutable_unaccent(first || ' ' || last)),
       dmetaphone(immutable_unaccent(last)) || ' ' || dmetaphone(immutable_unaccent(first))
FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS typed(last, first, place)
ORDER BY place
"""
"""The keys of a name as the columns `name_key` and `sound_key` have them."""
SEVERAL = re.compile(r"[^a-z0-9]+")


def identities(rows: Sequence[IntakeRow]) -> list[Identity]:
    """One for each row; the database folds the names, as it does those of the files."""
    return [identity for identity, _ in _with_keys(rows)]


def files_like(rows: Sequence[IntakeRow]) -> TwinBook[tuple[int, str]]:
    """The files, of any team, that may be one of these persons: their key and file number.

    A file that was merged answers for the one it was merged into.
    """
    described = _with_keys(rows)
    days = {identity.born_on for identity, _ in described if identity.born_on}
    numbers = {identity.niss for identity, _ in described if identity.niss}
    names = {key for _, keys in described for key in keys}
    found = (
        Beneficiary.objects.filter(
            Q(born_on__in=days) | Q(niss_digest__in=numbers) | Q(name_key__in=names)
        )
        .order_by("pk")
        .values_list(
            "pk",
            "file_number",
            "name_key",
            "sound_key",
            "born_on",
            "phone",
            "niss_digest",
        )
    )
    book: TwinBook[tuple[int, str]] = TwinBook()
    kept = _kept_files()
    for pk, file_number, name, sound, born_on, phone, niss in found:
        number = phone.as_e164 if phone else ""
        identity = Identity(in_order(name), sound, born_on, number, niss or "")
        book.add(identity, kept.get(pk, (pk, file_number)))
    return book


def _kept_files() -> dict[int, tuple[int, str]]:
    """Of each file that was merged, one through another, the one that has it all now."""
    rows = Beneficiary.objects.filter(merged_into__isnull=False)
    into = {
        pk: (kept, number)
        for pk, kept, number in rows.values_list("pk", "merged_into", "merged_into__file_number")
    }
    found = {}
    for pk, kept in into.items():
        while kept[0] in into:
            kept = into[kept[0]]
        found[pk] = kept
    return found


def in_order(name_key: str) -> str:
    """The words of a folded name in alphabetical order: who comes first does not matter."""
    return " ".join(sorted(filter(None, SEVERAL.split(name_key))))


def _with_keys(rows: Sequence[IntakeRow]) -> list[tuple[Identity, tuple[str, str]]]:
    last = [row.values["last_name"] for row in rows]
    first = [row.values["first_name"] for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(NAMED, [last, first])
        keys = cursor.fetchall()
    return [
        (
            Identity(
                name=in_order(key),
                sound=sound,
                born_on=row.born_on,
                phone=row.values.get("phone", ""),
                niss=digest(row.niss) if row.niss else "",
            ),
            (key, turned),
        )
        for row, (key, turned, sound) in zip(rows, keys, strict=True)
    ]
