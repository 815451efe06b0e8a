"""The servers of one test run: started when first needed, shared by xdist's workers, removed.

The migrated database is made once and kept as SQL in `.test-cache/` under the hash of the
migrations: each worker's database is a copy of it, and the migrations still look for what it lacks.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from mirec.embedded.servers import Servers, exclusive, sweep_test_runs

TEMPLATE = "mirec_template"
CACHE = settings.BASE_DIR / ".test-cache"


@pytest.fixture(scope="session")
def servers():
    """The embedded PostgreSQL and Valkey of this run, both answering."""
    with Servers(settings.EMBEDDED_HOME, throwaway=True).session() as running:
        yield running


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, servers):
    """pytest-django asks for this before it makes the test database."""
    with exclusive(servers.home.path / "template.lock"):
        if not template_exists(servers):
            make_template(servers)
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = TEMPLATE


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        sweep_test_runs()


def pytest_unconfigure(config):
    """The run's controller leaves nothing behind; its workers share the folder till then."""
    if not hasattr(config, "workerinput") and "MIREC_TEST_HOME" in os.environ:
        Servers(settings.EMBEDDED_HOME, throwaway=True).remove()


def template_exists(servers) -> bool:
    query = "SELECT FROM pg_database WHERE datname = %s"
    with psycopg.connect(servers.postgres.url) as connection:
        return connection.execute(query, [TEMPLATE]).fetchone() is not None


def make_template(servers) -> None:
    """From the SQL of an earlier run when no migration changed since, else by migrating."""
    unfinished = f"{TEMPLATE}_new"
    dump = CACHE / f"{migrations_hash()}.sql"
    servers.postgres.psql("postgres", f"DROP DATABASE IF EXISTS {unfinished}")
    servers.postgres.psql("postgres", f"CREATE DATABASE {unfinished}")
    if dump.exists():
        servers.postgres.load(unfinished, dump.read_text())
    else:
        migrate(servers.postgres.url_of(unfinished))
        keep(servers.postgres.dump(unfinished), dump)
    servers.postgres.psql("postgres", f"ALTER DATABASE {unfinished} RENAME TO {TEMPLATE}")


def migrate(url: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "mirec.settings.test",
        "DATABASE_URL": url,
    }
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)


def keep(sql: str, dump: Path) -> None:
    CACHE.mkdir(exist_ok=True)
    for old in CACHE.glob("*.sql"):
        old.unlink(missing_ok=True)
    fresh = dump.with_suffix(f".{os.getpid()}")
    fresh.write_text(sql)
    fresh.rename(dump)


def migrations_hash() -> str:
    """Of what decides how the migrated database looks: migrations, shipped rows and packages."""
    base = settings.BASE_DIR
    files = [
        *base.glob("*/migrations/**/*"),
        *base.glob("mirec/*/migrations/**/*"),
        *base.glob("*/rules/shipped*.py"),
        *base.glob("requirements/runtime.txt"),
        Path(__file__),
    ]
    found = hashlib.sha256()
    for path in sorted(f for f in files if f.is_file() and f.suffix != ".pyc"):
        found.update(str(path.relative_to(base)).encode() + path.read_bytes())
    return found.hexdigest()[:16]
