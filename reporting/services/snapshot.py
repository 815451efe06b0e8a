"""One state of the database for a whole report, and nothing written while reading it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

REPORT_LOCK, INSPECTION_LOCK = 20_231_213, 20_231_214
"""The classes of the advisory locks (any numbers, used nowhere else)."""

Progress = Callable[[str, int], None]
"""Called with the step in words and the part done, in per cent."""


def quiet(step: str, percent: int) -> None:
    """For who does not watch."""


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Every query inside sees the same moment: a colleague's change cannot split the figures.

    Must not be opened inside another transaction, which would have its own moment.
    """
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def side_connection() -> Iterator[Callable[[str, list], None]]:
    """Writes that others see at once, while the snapshot of the main connection only reads."""
    aside = connections.create_connection(DEFAULT_DB_ALIAS)

    def execute(sql: str, parameters: list) -> None:
        with aside.cursor() as cursor:
            cursor.execute(sql, parameters)

    try:
        yield execute
    finally:
        aside.close()


@contextmanager
def only_one(key: int, lock: int = REPORT_LOCK) -> Iterator[bool]:
    """Whether this process alone works on the key; the lock dies with its connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [lock, key])
        alone = cursor.fetchone()[0]
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [lock, key])
