"""Real servers started by hand, on TCP with a password as in production, and its environment."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.conf import settings

from mirec.embedded.places import Home
from mirec.embedded.postgres import THROWAWAY, Postgres
from mirec.embedded.valkey import packaged_program

BASE = settings.BASE_DIR
PASSWORD = "un-mot-de-passe"
COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "mirec.settings.production",
    "DATABASE_URL": "postgres://mirec_app:x@127.0.0.1:5432/mirec_app",
    "REDIS_URL": "redis://127.0.0.1:6379",
    "SECRET_KEY": "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOP",
    "FIELD_KEYS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "NISS_PEPPER": "tests-only-0123456789",
    "ALLOWED_HOSTS": "mirec.example.be",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "DEFAULT_FROM_EMAIL": "mirec@example.be",
    "MEDIA_ROOT": "/srv/media",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(values: Mapping[str, str]) -> dict[str, str]:
    """What a container gets: none of ours but the path, with the packages' programs on it."""
    programs = str(Path(sys.executable).parent)
    return {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": "/nonexistent", **values}


def manage(*words: str, **values: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=BASE,
        env=environment(values),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def compose() -> dict:
    return yaml.safe_load((BASE / "docker-compose.yml").read_text())


@contextmanager
def postgres_on_tcp(home: Home) -> Iterator[str]:
    """The address of a database whose owner is no superuser."""
    port = free_port()
    home.prepare()
    server = Postgres(home, throwaway=True)
    server.options = THROWAWAY | {"listen_addresses": "127.0.0.1"}
    server.port = port
    server.start()
    try:
        server.psql("postgres", f"CREATE ROLE mirec_app LOGIN PASSWORD '{PASSWORD}'")
        server.psql("postgres", "CREATE DATABASE mirec_app OWNER mirec_app")
        require_password(server)
        yield f"postgres://mirec_app:{PASSWORD}@127.0.0.1:{port}/mirec_app"
    finally:
        server.stop()


def require_password(server: Postgres) -> None:
    """By TCP, as in production: `trust` stays for the Unix socket alone."""
    rules = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
    (server.home.cluster / "pg_hba.conf").write_text(rules)
    server.psql("postgres", "SELECT pg_reload_conf()")


@contextmanager
def redis_on_tcp(home: Home) -> Iterator[str]:
    port = free_port()
    command = [str(packaged_program()), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with (home.path / "redis.log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--requirepass", PASSWORD], stdout=log, stderr=log, cwd=home.path
        )
    try:
        wait_for(lambda: accepts(port), "Redis does not answer")
        yield f"redis://:{PASSWORD}@127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(60)


def accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(happens, failure, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, failure() if callable(failure) else failure
        time.sleep(0.1)


@dataclass(frozen=True)
class Site:
    """One production site without Docker: its environment and its services."""

    values: Mapping[str, str]
    folder: Path

    def manage(self, *words: str) -> str:
        done = manage(*words, **self.values)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def service(self, name: str, **changes: str) -> Iterator[subprocess.Popen]:
        """The command of docker-compose.yml, word for word but for what `changes` replaces."""
        log = self.folder / f"{name}.log"
        words = [replaced(word, changes) for word in compose()["services"][name]["command"]]
        with log.open("w") as output:
            process = subprocess.Popen(
                words, cwd=BASE, env=environment(self.values), stdout=output, stderr=output
            )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(120)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def is_healthy(self, name: str, *more: str, **changes: str) -> bool:
        """The health check of docker-compose.yml."""
        kind, *words = compose()["services"][name]["healthcheck"]["test"]
        assert kind == "CMD"
        command = [replaced(word, changes) for word in words]
        done = subprocess.run(
            [*command, *more], cwd=BASE, env=environment(self.values), check=False, timeout=120
        )
        return done.returncode == 0


def replaced(word: str, changes: Mapping[str, str]) -> str:
    for name, value in changes.items():
        word = word.replace({"bind": "0.0.0.0:8000", "schedule": "/srv/beat/schedule"}[name], value)
    return word
