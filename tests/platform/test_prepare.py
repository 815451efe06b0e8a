"""Does the preparation say what a machine lacks, and do the locks hold what they must?"""

import os
import re
import shutil
import subprocess
import tomllib

import pytest
from django.conf import settings

from mirec.embedded import prepare

BASE = settings.BASE_DIR
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


@pytest.fixture
def bare_clone(tmp_path, monkeypatch):
    """A clone whose `.venv` does not exist yet."""
    monkeypatch.setattr(prepare, "CLONE", tmp_path)
    monkeypatch.setattr(prepare, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(prepare, "STAMP", tmp_path / ".venv" / ".installed.json")
    (tmp_path / "requirements").mkdir()
    for lock in prepare.LOCKS.values():
        (tmp_path / lock).write_text("")
    return tmp_path


def pins(name):
    return dict(PIN.findall((BASE / "requirements" / name).read_text()))


def test_this_machine_lacks_nothing():
    assert prepare.blocking_faults() == []


def test_an_old_python_is_named_with_a_way_out(monkeypatch):
    monkeypatch.setattr(prepare.sys, "version_info", (3, 9))
    assert "PYTHON=python3.12 make demo" in prepare.blocking_faults()[0]


def test_a_python_without_venv_gets_the_line_that_installs_it(bare_clone, monkeypatch):
    monkeypatch.setattr(prepare.importlib.util, "find_spec", lambda name: None)
    (fault,) = prepare.blocking_faults()
    assert prepare.APT_PYTHON in fault
    assert "macOS : brew install python" in fault


def test_a_machine_without_wheels_is_told_so(monkeypatch):
    monkeypatch.setattr(prepare.platform, "machine", lambda: "riscv64")
    assert "riscv64" in prepare.blocking_faults()[0]
    monkeypatch.undo()
    monkeypatch.setattr(prepare, "is_musl", lambda: True)
    assert "glibc" in prepare.blocking_faults()[0]


def test_missing_pango_is_named_with_both_lines_and_blocks_nothing(monkeypatch, capsys):
    monkeypatch.setattr(prepare, "loads", lambda name: False)
    assert prepare.blocking_faults() == []
    prepare.warn_about_pango()
    said = capsys.readouterr().out
    assert "libpango-1.0, libpangoft2-1.0, libharfbuzz-subset" in said
    assert prepare.APT_PANGO in said
    assert prepare.BREW_PANGO in said


def test_the_environment_is_made_and_its_packages_installed_once(bare_clone, monkeypatch):
    ran = []
    monkeypatch.setattr(prepare, "run", ran.append)
    (bare_clone / ".venv").mkdir()
    for _ in range(2):
        prepare.install("demo")
    assert len(ran) == 1
    assert "--require-hashes" in ran[0]
    (bare_clone / prepare.LOCKS["demo"]).write_text("changed")
    prepare.install("demo")
    assert len(ran) == 2


def test_the_test_lock_serves_the_demo_too(bare_clone, monkeypatch):
    ran = []
    monkeypatch.setattr(prepare, "run", ran.append)
    (bare_clone / ".venv").mkdir()
    prepare.install("test")
    prepare.install("demo")
    assert len(ran) == 1


def test_an_environment_that_was_broken_is_made_again(bare_clone, monkeypatch):
    ran = []
    monkeypatch.setattr(prepare, "run", ran.append)
    (bare_clone / ".venv" / "bin").mkdir(parents=True)
    (bare_clone / ".venv" / "bin" / "python").symlink_to("/bin/false")
    prepare.make_environment()
    assert "--clear" in ran[0]


def test_an_install_that_fails_ends_with_one_sentence(capsys):
    with pytest.raises(SystemExit, match="a échoué .* relancez"):
        prepare.run(["/bin/false"])


def test_the_test_lock_holds_every_pin_of_the_runtime_lock():
    assert pins("runtime.txt").items() <= pins("dev.txt").items()


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt"])
def test_every_locked_package_has_its_hashes_and_names_no_host(name):
    text = (BASE / "requirements" / name).read_text()
    entries = re.split(r"\n(?=[a-z0-9-]+==)", text)[1:]
    assert len(entries) > 40
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text


def test_the_locks_follow_pyproject():
    project = tomllib.loads((BASE / "pyproject.toml").read_text())
    for lock, wanted in (
        ("runtime.txt", project["project"]["dependencies"]),
        ("dev.txt", project["dependency-groups"]["dev"]),
    ):
        names = {re.match(r"[\w-]+", each)[0].lower() for each in wanted}
        assert names <= set(pins(lock))


def test_every_dependency_says_what_uses_it():
    lines = (BASE / "pyproject.toml").read_text().splitlines()
    declared = [line for line in lines if re.match(r'    "[\w\[\]-]+[~>=]', line)]
    assert len(declared) > 30
    assert all(re.search(r'",\s+# \w', line) for line in declared)


@pytest.mark.parametrize("target", ["lint", "test"])
def test_ci_fails_when_a_step_fails(tmp_path, target):
    """A `make` that fails on one target stands in for the real one."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(BASE / ".ci" / "run", tmp_path / ".ci" / "run")
    fake = tmp_path / "bin"
    fake.mkdir()
    stand_in(fake / "make", f'[ "$1" != {target} ]')
    for name in ("apt-get", "chromium-headless-shell"):
        stand_in(fake / name, "true")
    environment = {"PATH": f"{fake}:{os.environ['PATH']}"}
    command = ["bash", str(tmp_path / ".ci" / "run")]
    assert subprocess.run(command, env=environment, check=False).returncode != 0
    stand_in(fake / "make", "true")
    assert subprocess.run(command, env=environment, check=False).returncode == 0


def stand_in(path, body):
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
