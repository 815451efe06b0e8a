"""The rows of every table, to compare a database with itself before and after."""

from django.db import connection
from psycopg.sql import SQL, Identifier

JOURNALS = {
    "beneficiaries_importrun",
    "beneficiaries_importrunevent",
    "beneficiaries_importrow",
    "django_session",
}
"""The import's own journal, which says what was done and undone."""


def dump() -> dict[str, list[str]]:
    """By table, every row as PostgreSQL writes it out, in an order that depends on nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = sorted(name for (name,) in cursor.fetchall() if name not in JOURNALS)
        return {table: rows_of(cursor, table) for table in tables}


def rows_of(cursor, table: str) -> list[str]:
    query = SQL("COPY (SELECT * FROM {}) TO STDOUT").format(Identifier(table))
    with cursor.copy(query) as lines:
        return sorted(bytes(line).decode() for line in lines)
