"""`make demo` as a person meets it: ready, one at a time, stopped whole, back after a kill."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from mirec.embedded.places import Home
from mirec.embedded.servers import Servers
from tests.platform.homes import throwaway_home
from tests.platform.production import free_port, wait_for
from tests.servers import TEMPLATE

ACCOUNT = "coach@demo.example.be"
MAKE_ACCOUNT = f"""
from django.contrib.auth import get_user_model
get_user_model().objects.create_user(email={ACCOUNT!r}, password="un-mot-de-passe-long")
"""


@dataclass(frozen=True)
class Clone:
    """One data folder and one port."""

    home: Home
    port: int

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "MIREC"))}
        return kept | {"MIREC_DATA_DIR": str(self.home.path), "PORT": str(self.port)}

    def demo(self, word: str, **changes: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "mirec.embedded.demo", word],
            cwd=settings.BASE_DIR,
            env=self.environment | changes,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def refused(self, word: str = "run", **changes: str) -> str:
        demo = self.demo(word, **changes)
        said, _ = demo.communicate(timeout=180)
        assert demo.returncode == 1
        return said

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=60) as answer:
                return answer.status == 200
        except OSError:
            return False

    def processes(self) -> list[str]:
        """Every living process that works on this data folder."""
        return [
            " ".join(process.info["cmdline"] or [])
            for process in psutil.process_iter(["cmdline", "environ", "status"])
            if process.info["status"] != psutil.STATUS_ZOMBIE
            and process.pid != os.getpid()
            and self.is_ours(process.info)
        ]

    def is_ours(self, info: dict) -> bool:
        words = [*(info["cmdline"] or []), *(info["environ"] or {}).values()]
        return any(str(self.home.path) in word for word in words)

    def is_silent(self) -> bool:
        return self.processes() == []


@pytest.fixture(scope="module")
def clone(django_db_setup, servers):
    """A folder as a first run leaves it: migrated, with one account."""
    with throwaway_home() as home:
        own = Clone(home, free_port())
        with Servers(home).session() as started:
            started.postgres.load("mirec", servers.postgres.dump(TEMPLATE))
            command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", MAKE_ACCOUNT]
            subprocess.run(command, cwd=settings.BASE_DIR, env=own.environment, check=True)
        yield own


def read_until(demo: subprocess.Popen, word: str) -> str:
    said = ""
    while word not in said:
        line = demo.stdout.readline()
        assert line, said
        said += line
    return said


def ready(clone: Clone) -> subprocess.Popen:
    demo = clone.demo("run")
    demo.said = read_until(demo, "Ctrl-C")
    return demo


def finish(demo: subprocess.Popen, number: signal.Signals) -> str:
    demo.send_signal(number)
    said, _ = demo.communicate(timeout=180)
    return said


def test_one_demo_runs_at_a_time_and_ctrl_c_stops_it_whole(clone):
    demo = ready(clone)
    assert f"http://127.0.0.1:{clone.port}/" in demo.said
    assert "Une démo tourne déjà pour ce dossier" in clone.refused(PORT=str(free_port()))
    assert "Arrêtez-la par Ctrl-C" in clone.refused("reset")
    assert clone.answers()
    said = finish(demo, signal.SIGINT)
    assert demo.returncode == 0
    assert "Tout est arrêté, les données sont gardées." in said
    wait_for(clone.is_silent, clone.processes)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_the_demo_starts_leaves_nothing_running(clone, number):
    demo = clone.demo("run")
    read_until(demo, "Mise à jour de la base")
    assert "Tout est arrêté" in finish(demo, number)
    wait_for(clone.is_silent, clone.processes)


def test_a_service_that_dies_stops_the_demo_which_names_it(clone):
    demo = ready(clone)
    started = psutil.Process(demo.pid).children()
    next(process for process in started if "worker" in process.cmdline()).kill()
    said, _ = demo.communicate(timeout=180)
    assert demo.returncode == 1
    assert "le worker Celery s'est arrêté tout seul" in said
    assert str(clone.home.path / "worker.log") in said
    wait_for(clone.is_silent, clone.processes)


def test_what_a_killed_demo_leaves_is_ended_by_the_next_one(clone):
    killed = ready(clone)
    killed.kill()
    killed.communicate(timeout=180)
    assert clone.processes()
    demo = ready(clone)
    assert clone.answers()
    finish(demo, signal.SIGINT)
    wait_for(clone.is_silent, clone.processes)


def test_the_demo_ends_with_the_make_that_started_it(clone):
    launch = (
        "import subprocess, sys, time;"
        "subprocess.Popen([sys.executable, '-m', 'mirec.embedded.demo', 'run']); time.sleep(600)"
    )
    make = subprocess.Popen(
        [sys.executable, "-c", launch],
        cwd=settings.BASE_DIR,
        env=clone.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    read_until(make, "Ctrl-C")
    make.kill()
    make.wait()
    read_until(make, "Tout est arrêté")
    make.stdout.close()
    wait_for(clone.is_silent, clone.processes)


def test_a_taken_port_gives_one_sentence_and_starts_nothing(clone):
    with socket.create_server(("127.0.0.1", clone.port)):
        said = clone.refused()
    assert f"Le port {clone.port} est déjà pris." in said
    assert "make demo" in said
    wait_for(clone.is_silent, clone.processes)


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_a_port_that_is_none_gives_one_sentence(clone, port):
    assert "n'est pas un port" in clone.refused(PORT=port)


def test_a_reset_erases_the_data(django_db_setup, servers):
    with throwaway_home() as home:
        own = Clone(home, free_port())
        with Servers(home).session():
            pass
        assert "sont effacées" in own.demo("reset").communicate(timeout=180)[0]
        assert not Path(home.path).exists()


def test_a_command_run_by_hand_leaves_no_server_behind(clone):
    command = [sys.executable, "manage.py", "migrate", "--check"]
    subprocess.run(command, cwd=settings.BASE_DIR, env=clone.environment, check=True)
    wait_for(clone.is_silent, clone.processes)
