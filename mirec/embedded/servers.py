"""Who still needs the embedded servers? The first process starts them, the last one stops them.

Each user holds a shared lock for as long as it lives; the system lets go of it even after a
`kill -9`, so nothing has to be counted or repaired.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psutil

from mirec.embedded.places import TEST_PREFIX, Home, short_temp, socket_folder
from mirec.embedded.postgres import Postgres
from mirec.embedded.valkey import Valkey


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    with path.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class Servers:
    """PostgreSQL and Valkey of one home, shared by every process of this clone."""

    def __init__(self, home: Home, *, throwaway: bool = False):
        self.home = home
        self.postgres = Postgres(home, throwaway=throwaway)
        self.valkey = Valkey(home)
        self._mark: IO[str] | None = None

    def acquire(self) -> None:
        """Both servers answer when this returns; they do so until the last `release`."""
        self.home.prepare()
        try:
            with exclusive(self.home.path / "starting.lock"):
                self._mark = (self.home.path / "users.lock").open("a")
                fcntl.flock(self._mark, fcntl.LOCK_SH)
                self.postgres.start()
                self.valkey.start()
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Stop both servers, unless someone else still holds them."""
        if self._mark is None:
            return
        with exclusive(self.home.path / "starting.lock"):
            try:
                fcntl.flock(self._mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.stop()
            except BlockingIOError:
                pass
            finally:
                self._mark.close()
                self._mark = None

    def is_used(self) -> bool:
        """Does any living process hold these servers?"""
        path = self.home.path / "users.lock"
        if not path.exists():
            return False
        with path.open("a") as mark:
            try:
                fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def stop(self) -> None:
        self.valkey.stop()
        self.postgres.stop()

    def remove(self) -> None:
        """Stop, and leave no file behind."""
        self.stop()
        for folder in (self.home.path, socket_folder(self.home.path)):
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def session(self) -> Iterator["Servers"]:
        self.acquire()
        try:
            yield self
        finally:
            self.release()


def sweep_test_runs() -> None:
    """Remove what test runs killed with `kill -9` left: their process is gone, nobody uses it."""
    for folder in short_temp().glob(f"{TEST_PREFIX}{os.geteuid()}-*-*"):
        left = Servers(Home(folder), throwaway=True)
        run = int(folder.name.split("-")[3])
        if not psutil.pid_exists(run) and not left.is_used():
            left.remove()
