"""Throw-away homes for tests that start servers of their own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from mirec.embedded.places import TEST_PREFIX, Home, short_temp, socket_folder
from mirec.embedded.servers import Servers


@contextmanager
def throwaway_home() -> Iterator[Home]:
    """A folder of this run's own name in /tmp: swept by a later run if this one is killed."""
    name = f"{TEST_PREFIX}{os.geteuid()}-{os.getpid()}-{token_hex(4)}"
    home = Home(short_temp() / name)
    try:
        yield home
    finally:
        Servers(home, throwaway=True).remove()
        shutil.rmtree(socket_folder(home.path), ignore_errors=True)


def modes(folders) -> dict[Path, int]:
    """The mode of every folder, and of every folder above it."""
    every = {parent for folder in folders for parent in (folder, *folder.parents)}
    return {folder: folder.stat().st_mode for folder in every if folder.exists()}
