"""Does this `manage.py` command need the embedded servers? If so they run while it runs."""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from mirec.embedded.errors import EmbeddedError
from mirec.embedded.places import Home, data_folder
from mirec.embedded.servers import Servers

SETTINGS = {"mirec.settings.dev", "mirec.settings.demo"}
WITHOUT_SERVERS = {"help", "version", "--help", "-h", "--version", "collectstatic", "findstatic",
                   "diffsettings", "startapp", "compilemessages", "makemessages"}  # fmt: skip


def needs_servers(argv: Sequence[str]) -> bool:
    """Not with other settings, not when both servers are given, not for a word of help."""
    chosen = [word.removeprefix("--settings=") for word in argv if word.startswith("--settings=")]
    settings = chosen[0] if chosen else os.environ.get("DJANGO_SETTINGS_MODULE", "")
    given = "DATABASE_URL" in os.environ and "REDIS_URL" in os.environ
    helping = len(argv) < 2 or argv[1] in WITHOUT_SERVERS or "--help" in argv or "-h" in argv
    return settings in SETTINGS and not given and not helping


@contextmanager
def servers_for(argv: Sequence[str]) -> Iterator[None]:
    """A termination signal ends the command like Ctrl-C does, so that the servers stop too."""
    if not needs_servers(argv):
        yield
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with Servers(Home(data_folder())).session():
            yield
    except EmbeddedError as error:
        sys.exit(str(error))
