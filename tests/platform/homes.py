"""Throw-away homes for tests that start servers of their own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mirec.embedded.places import Home, folder_of_run, socket_folder
from mirec.embedded.servers import Servers


@contextmanager
def throwaway_home(run: int | None = None) -> Iterator[Home]:
    """A folder of this run (or of another one's pid): swept by a later run if it is killed."""
    home = Home(folder_of_run(run or os.getpid()))
    try:
        yield home
    finally:
        Servers(home, throwaway=True).remove()
        shutil.rmtree(socket_folder(home.path), ignore_errors=True)


def modes(folders) -> dict[Path, int]:
    """The mode of every folder, and of every folder above it."""
    every = {parent for folder in folders for parent in (folder, *folder.parents)}
    return {folder: folder.stat().st_mode for folder in every if folder.exists()}
