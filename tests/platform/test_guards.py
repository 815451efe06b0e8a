"""The guards of the suite: each must be seen to bite."""

import socket

import pytest
from django.conf import settings
from django.template import Context, Engine
from django.template.base import Origin, Template

from tests.browsers import find_chromium
from tests.network import NetworkClosedError
from tests.template_variables import UndefinedVariableError

OURS = str(settings.BASE_DIR / "templates" / "guard.html")
THEIRS = "/site-packages/library/templates/guard.html"


def render(source, written_in=OURS, **context):
    template = Template(source, Origin(written_in), engine=Engine())
    return template.render(Context(context))


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80), ("example.be", 80)])
def test_a_test_that_leaves_this_machine_fails(address):
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as probe, pytest.raises(NetworkClosedError):
        probe.connect(address)


def test_a_test_may_talk_to_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as probe:
        probe.connect(server.getsockname())


@pytest.mark.parametrize("source", ["{{ absent }}", "{{ person.absent }}", "{{ absent|upper }}"])
def test_an_undefined_variable_in_our_template_fails_and_is_named(source):
    with pytest.raises(UndefinedVariableError, match=r"guard\.html: « .*absent » is undefined"):
        render(source, person={"name": "Ada"})


@pytest.mark.parametrize(
    "source",
    [
        "{% if absent %}x{% endif %}",
        '{{ absent|default:"" }}',
        '{{ absent|default_if_none:"" }}',
        "{% firstof absent name %}",
        "{% with other=name %}{{ other }}{% endwith %}",
    ],
)
def test_a_template_may_ask_whether_a_variable_is_there(source):
    assert render(source, name="") is not None


def test_a_template_of_a_library_keeps_its_ways():
    assert render("[{{ absent }}]", written_in=THEIRS) == "[]"


def test_the_browser_can_be_named(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chrome")
    assert find_chromium() is None
    monkeypatch.setenv("CHROMIUM", "/bin/sh")
    assert find_chromium() == "/bin/sh"
