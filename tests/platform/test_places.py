"""Where the servers keep their things: short, apart, and never by opening someone's folder."""

import os
from pathlib import Path

import pytest

from mirec.embedded.errors import EmbeddedError
from mirec.embedded.places import (
    LONGEST_SOCKET_NAME,
    SOCKET_PATH_MAX,
    Home,
    clone_key,
    data_folder,
    make_folder,
    socket_folder,
)


@pytest.mark.parametrize("depth", [1, 4, 12, 40])
def test_a_socket_path_stays_short_however_deep_the_clone_lies(depth):
    home = Home(Path("/" + "/".join(["un-dossier-profond"] * depth)) / ".data")
    for socket in (home.postgres_sockets / LONGEST_SOCKET_NAME, home.valkey_socket):
        assert len(os.fsencode(socket)) <= SOCKET_PATH_MAX + len("/pg")


def test_two_deep_clones_do_not_share_their_sockets():
    deep = Path("/" + "x" * 200)
    assert socket_folder(deep / "a") != socket_folder(deep / "b")


def test_two_clones_of_one_name_keep_their_data_apart(monkeypatch):
    monkeypatch.delenv("MIREC_DATA_DIR", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert clone_key(Path("/a/mirec")) != clone_key(Path("/b/mirec"))
    assert data_folder(Path("/a/mirec")) != data_folder(Path("/b/mirec"))


def test_root_keeps_its_data_outside_the_clone_and_a_user_inside(monkeypatch):
    monkeypatch.delenv("MIREC_DATA_DIR", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert data_folder(Path("/root/mirec")).is_relative_to("/var/lib/mirec")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert data_folder(Path("/home/a/mirec")) == Path("/home/a/mirec/.data")


def test_the_data_folder_can_be_chosen(monkeypatch):
    monkeypatch.setenv("MIREC_DATA_DIR", "/srv/essai")
    assert data_folder() == Path("/srv/essai")


def test_making_a_folder_changes_nothing_above_it(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    make_folder(closed / "ours", mode=0o711)
    assert closed.stat().st_mode & 0o777 == 0o700
    assert (closed / "ours").stat().st_mode & 0o777 == 0o711


def test_a_link_in_place_of_our_folder_is_refused_with_a_way_out(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "ours").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(EmbeddedError, match="MIREC_DATA_DIR=/chemin make demo"):
        make_folder(tmp_path / "ours", mode=0o711)
