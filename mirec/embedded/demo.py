"""`make demo`: the whole house in one terminal, until Ctrl-C.

`python -m mirec.embedded.demo run` or `reset`; the packages are there (see prepare.py).
"""

import fcntl
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mirec.embedded.children import Children
from mirec.embedded.errors import EmbeddedError
from mirec.embedded.places import Home, data_folder
from mirec.embedded.servers import Servers

DEFAULT_PORT = "8000"
READY_SECONDS = 180
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
NAMES = {"web": "le serveur web", "worker": "le worker Celery", "beat": "Celery beat"}


class StopRequested(Exception):  # noqa: N818 - a wish, not an error
    """Someone asked the demo to stop."""


def say(text: str) -> None:
    print(text, flush=True)


def wanted_port() -> int:
    given = os.environ.get("PORT") or DEFAULT_PORT
    if not (given.isdecimal() and 1 <= int(given) <= 65535):
        raise EmbeddedError(
            f"« {given} » n'est pas un port : donnez un nombre de 1 à 65535, par exemple "
            "PORT=8123 make demo"
        )
    return int(given)


def refuse_taken_port(port: int) -> None:
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
    except OSError as error:
        reason = "déjà pris" if error.errno != 13 else "réservé à l'administrateur"
        other = 8123 if port != 8123 else 8124
        raise EmbeddedError(
            f"Le port {port} est {reason}. Choisissez-en un autre : PORT={other} make demo"
        ) from error


@contextmanager
def only_demo(home: Home) -> Iterator[None]:
    """One demo per clone; the lock goes with the process that holds it, even killed."""
    home.prepare()
    path = home.path / "demo.lock"
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise EmbeddedError(
                f"Une démo tourne déjà pour ce dossier ({lock.read().strip()}). Arrêtez-la par "
                "Ctrl-C dans son terminal, puis relancez."
            ) from error
        lock.truncate(0)
        lock.write(f"processus {os.getpid()}, port {os.environ.get('PORT') or DEFAULT_PORT}")
        lock.flush()
        yield


def commands(port: int, folder: Path) -> dict[str, list[str]]:
    """Every service as the production file runs it, on loopback and smaller."""
    python = sys.executable
    celery = [python, "-m", "celery", "-A", "mirec"]
    web = [python, "-m", "gunicorn", "mirec.wsgi", "--bind", f"127.0.0.1:{port}"]
    return {
        "web": [*web, "--workers", "2", "--timeout", "120", "--preload", "--no-control-socket"],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "info"],
        "beat": [*celery, "beat", "--schedule", str(folder / "celerybeat-schedule"),
                 "--pidfile", "", "--loglevel", "info"],
    }  # fmt: skip


def service_environment(servers: Servers) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "mirec.settings.demo",
        "DATABASE_URL": servers.postgres.url,
        "REDIS_URL": servers.valkey.url,
        "PYTHONUNBUFFERED": "1",
    }


def load_data(children: Children, environment: dict[str, str]) -> str:
    """Migrate, fill an empty database, and give back the table of accounts."""
    say("Mise à jour de la base (la première fois, les données de démonstration s'y ajoutent)")
    accounts = children.folder / "accounts.txt"
    children.start(
        "data", [sys.executable, "-m", "mirec.embedded.load_demo", str(accounts)], environment
    )
    if children.finish("data"):
        raise EmbeddedError(
            f"Les données n'ont pas pu être préparées ; le journal est dans {children.log('data')}"
            f" :\n{children.last_words('data')}\nPour repartir de zéro : make demo-reset"
        )
    return accounts.read_text()


def answers(address: str) -> bool:
    """The sign-in page, to which the home page leads; no proxy is asked for this machine."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=5) as answer:
            return answer.status == 200
    except (OSError, urllib.error.URLError):
        return False


def wait_for_web(children: Children, address: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not answers(address):
        refuse_dead(children)
        if time.monotonic() > deadline:
            raise EmbeddedError(
                f"{address} ne répond pas ; le journal est dans {children.log('web')} :\n"
                + children.last_words("web")
            )
        time.sleep(0.1)


def refuse_dead(children: Children) -> None:
    name = children.dead()
    if name:
        raise EmbeddedError(
            f"La démo s'arrête : {NAMES[name]} s'est arrêté tout seul. Son journal est dans "
            f"{children.log(name)} :\n{children.last_words(name)}"
        )


def watch(children: Children, servers: Servers, parent: int) -> None:
    """Until a signal, until a process dies, or until the `make` that started us is gone."""
    while os.getppid() == parent:
        refuse_dead(children)
        for server, name in ((servers.postgres, "PostgreSQL"), (servers.valkey, "Valkey")):
            if not server.is_running():
                raise EmbeddedError(
                    f"La démo s'arrête : {name} s'est arrêté tout seul. Son journal est dans "
                    f"{server.log}. Relancez : make demo"
                )
        time.sleep(0.5)


def serve(home: Home, port: int, began: float) -> None:
    parent = os.getppid()
    children = Children(home.path)
    children.end_leftovers()
    refuse_taken_port(port)
    say("Démarrage de PostgreSQL et de Valkey")
    with Servers(home).session() as servers:
        environment = service_environment(servers)
        try:
            accounts = load_data(children, environment)
            services = commands(port, home.path)
            children.start("web", services.pop("web"), environment)
            address = f"http://127.0.0.1:{port}/"
            wait_for_web(children, address)
            for name, command in services.items():
                children.start(name, command, environment)
            say(f"\nMIREC est prêt en {time.monotonic() - began:.0f} s : {address}\n")
            say(accounts)
            say(f"Journaux et données : {home.path}. Ctrl-C pour tout arrêter.")
            watch(children, servers, parent)
        finally:
            ignore_signals()
            say("\nArrêt en cours")
            children.stop()


def stop_on_signals() -> None:
    """Also where the shell made them ignored, as it does for a job in the background."""

    def stop(number: int, frame: object) -> None:
        raise StopRequested

    for number in STOP_SIGNALS:
        signal.signal(number, stop)


def ignore_signals() -> None:
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def run() -> None:
    began = time.monotonic()
    stop_on_signals()
    home = Home(data_folder())
    port = wanted_port()
    try:
        with only_demo(home):
            serve(home, port, began)
    except StopRequested:
        ignore_signals()
    say("Tout est arrêté, les données sont gardées.")


def reset() -> None:
    home = Home(data_folder())
    with only_demo(home):
        Children(home.path).end_leftovers()
        if Servers(home).is_used():
            raise EmbeddedError(
                "Une commande manage.py se sert encore de la base de ce dossier : attendez qu'elle "
                "finisse, puis relancez make demo-reset."
            )
        Servers(home).remove()
    say(f"Les données de la démo ({home.path}) sont effacées. Lancez : make demo")


if __name__ == "__main__":
    try:
        {"run": run, "reset": reset}[sys.argv[1]]()
    except EmbeddedError as error:
        sys.exit(f"\n{error}")
