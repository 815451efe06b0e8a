"""A test with real transactions ends by emptying every table: put back what migrations wrote.

The regimes, the localities and the like come from migrations; a test may count on them whichever
test ran before. pytest-django could do the same row by row (`serialized_rollback`), in a second;
Django would empty each table by a TRUNCATE, also those that nothing was written to, in another.
"""

import pytest
from django.apps import apps
from django.db import connection
from django.test import TransactionTestCase
from psycopg import sql

from tests.servers import TEMPLATE

MADE_BY_DJANGO = ("django_migrations", "django_content_type", "auth_permission")
REAL_TRANSACTIONS = {"transactional_db", "live_server", "live_app"}


@pytest.fixture(scope="session")
def reference_sql(servers):
    """What the migrations wrote in our own tables; triggers stay silent while it is put back."""
    apart = [f"--exclude-table={name}" for name in MADE_BY_DJANGO]
    rows = servers.postgres.dump(TEMPLATE, "--data-only", "--rows-per-insert=500", *apart)
    return "SET session_replication_role = replica;\n" + rows


@pytest.fixture(autouse=True)
def reference_rows(request):
    """Only for a test with real transactions, and only once a test before it emptied the tables."""
    marker = request.node.get_closest_marker("django_db")
    real = marker is not None and marker.kwargs.get("transaction", False)
    if not real and not REAL_TRANSACTIONS & set(request.fixturenames):
        return
    request.getfixturevalue("transactional_db")
    servers = request.getfixturevalue("servers")
    database = connection.settings_dict["NAME"]
    if servers.postgres.psql(database, "SELECT count(*) FROM beneficiaries_regime") == "0\n":
        servers.postgres.load(database, request.getfixturevalue("reference_sql"))


def empty_tables(_test) -> None:
    """By DELETE, of the few tables that hold rows; no trigger objects, no sequence starts over."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    ours = sorted(tables & set(connection.introspection.table_names()) - set(MADE_BY_DJANGO))
    filled = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {0} WHERE EXISTS (SELECT FROM {1})").format(name, sql.Identifier(name))
        for name in ours
    )
    with connection.cursor() as cursor:
        cursor.execute(filled)
        emptied = [sql.SQL("DELETE FROM {}").format(sql.Identifier(each)) for (each,) in cursor]
        silent = sql.SQL("SET LOCAL session_replication_role = replica")
        cursor.execute(sql.SQL("; ").join([sql.SQL("BEGIN"), silent, *emptied, sql.SQL("COMMIT")]))


TransactionTestCase._fixture_teardown = empty_tables
