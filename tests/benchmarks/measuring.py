"""What does one answer cost? Processor time of the web and of the database, queries, weight."""

import gzip
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

import psutil
from django.db import connection
from django.test.utils import CaptureQueriesContext

ROUNDS = 15


@dataclass(frozen=True)
class Cost:
    """Milliseconds of processor (median of the rounds, and the least), queries, kilobytes sent."""

    web_ms: float
    least_web_ms: float
    database_ms: float
    query_count: int
    kilobytes: float
    gzip_kilobytes: float

    @property
    def total_ms(self) -> float:
        return self.web_ms + self.database_ms


def database_process() -> psutil.Process:
    """The server process that answers this connection: it works for nobody else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return psutil.Process(cursor.fetchone()[0])


def seconds_of(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


@contextmanager
def clocks(process: psutil.Process) -> Iterator[list[float]]:
    """Adds what passed on both clocks: this process, then the database's."""
    found: list[float] = []
    web, database = time.process_time(), seconds_of(process)
    yield found
    found += [time.process_time() - web, seconds_of(process) - database]


def cost_of(answer: Callable[[], bytes]) -> Cost:
    """The first answer warms templates and caches and counts the queries; the others are timed.

    The kernel counts a process's time in hundredths of a second: the database's is the mean.
    """
    with CaptureQueriesContext(connection) as captured:
        content = answer()
        query_count = len(captured)
    process = database_process()
    rounds = []
    for _ in range(ROUNDS):
        with clocks(process) as passed:
            answer()
        rounds.append(passed)
    return Cost(
        web_ms=1000 * median(web for web, _ in rounds),
        least_web_ms=1000 * min(web for web, _ in rounds),
        database_ms=1000 * sum(database for _, database in rounds) / ROUNDS,
        query_count=query_count,
        kilobytes=len(content) / 1000,
        gzip_kilobytes=len(gzip.compress(content, 6)) / 1000,
    )
