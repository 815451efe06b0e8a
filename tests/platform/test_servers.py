"""Do the embedded servers start, share, recover and stop as promised?"""

from django.core.cache import cache
from django.db import connection


def test_the_suite_runs_on_a_real_postgresql_with_the_extensions_we_need(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_available_extensions")
        names = {name for (name,) in cursor.fetchall()}
    assert {"unaccent", "pg_trgm", "btree_gist", "citext"} <= names


def test_the_cache_is_a_real_redis_compatible_server(servers):
    cache.set("mot", "clé", 30)
    assert cache.get("mot") == "clé"
