"""The network is closed in tests: only this machine can be reached."""

import ipaddress
import socket

import pytest

open_connect = socket.socket.connect


class NetworkClosedError(AssertionError):
    """A test tried to leave this machine."""


def is_local(address) -> bool:
    """A Unix socket, or a loopback address or name."""
    if not isinstance(address, tuple):
        return True
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return address[0] == "localhost"


def connect_locally(self, address):
    if not is_local(address):
        raise NetworkClosedError(f"Tests may not reach {address[0]}")
    return open_connect(self, address)


@pytest.fixture(autouse=True, scope="session")
def closed_network():
    """For the whole run, session fixtures included."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_locally)
        yield
