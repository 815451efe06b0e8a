"""Every URL, asked by each of the cast, answers what the table says."""

from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from mirec.accounts.enums import Role
from mirec.home import HOME_PAGES
from tests.access.addresses import year
from tests.access.answers import (
    CAST,
    EVERYONE,
    OPENS,
    REFUSED,
    SIGN_IN,
    SIGNED_IN,
    UNKNOWN,
    answer_of,
)
from tests.access.table import DOORS, LIBRARY_DOORS, Door


def takes_a_row(name: str) -> bool:
    """The key of a row is all that the URL asks."""
    try:
        reverse(name, args=[MISSING_ROW])
    except NoReverseMatch:
        return False
    return DOORS[name].address is not year


pytestmark = pytest.mark.django_db
MISSING_ROW = 2**31 - 1
ENTRIES = {**DOORS, **LIBRARY_DOORS}
ROWS = [name for name in DOORS if takes_a_row(name)]


def url_names(resolver: URLResolver, namespace: str = "") -> set[str]:
    names = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            names |= url_names(pattern, inner)
        else:
            names.add(f"{namespace}{pattern.name}")
    return names


@pytest.fixture
def cast(
    coach, colleague, stranger_coach, prospector, coordinator, manager, administrator,
    beneficiary, other_beneficiary,
):  # fmt: skip
    """Everyone by name; `beneficiary` is the person, whose account signs in as one of the cast."""
    return SimpleNamespace(**locals())


@pytest.fixture
def clients(cast):
    """A browser for each of the cast; `anonymous` has not signed in."""
    found = {}
    for who in CAST:
        found[who] = Client()
        if who != "anonymous":
            member = getattr(cast, who)
            found[who].force_login(getattr(member, "user", member))
    return found


def asked(client: Client, method: str, address: str) -> HttpResponse:
    """One request, whose writes are undone so that the next finds the same house."""
    with transaction.atomic():
        response = client.generic(method, address)
        transaction.set_rollback(True)
    if response.streaming:
        response.getvalue()  # to the end, so that its file is closed
    return response


def test_the_table_has_every_url_and_no_other():
    assert url_names(get_resolver()) == set(ENTRIES)


def answers(door: Door, address: str, clients: dict[str, Client]) -> dict[str, str]:
    """What each of the cast gets, by the method of the door; the other method lets in no more."""
    found = {who: answer_of(asked(client, door.method, address)) for who, client in clients.items()}
    other = "POST" if door.method == "GET" else "GET"
    kept_out = [who for who, answer in found.items() if answer != OPENS]
    for who in [*kept_out, *door.audience.first()]:
        answer = answer_of(asked(clients[who], other, address))
        if answer not in {found[who], "error 405"}:
            found[who] += f", but with a {other} {answer}"
    return found


@pytest.mark.parametrize("room", sorted({name.partition(":")[0] for name in ENTRIES}))
def test_each_of_the_cast_gets_what_the_table_says(room, cast, clients):
    otherwise = {}
    for name, door in ENTRIES.items():
        if name.partition(":")[0] == room:
            with transaction.atomic():
                found = answers(door, door.address(cast).of(name), clients)
                transaction.set_rollback(True)
            said = door.audience.answers()
            otherwise |= {(name, who): found[who] for who in CAST if found[who] != said[who]}
    assert otherwise == {}


def test_what_does_not_exist_is_not_found_by_whoever_may_ask(clients):
    found = {}
    for name in ROWS:
        (who,) = DOORS[name].audience.first()
        address = reverse(name, args=[MISSING_ROW])
        found[name] = answer_of(asked(clients[who], DOORS[name].method, address))
    assert found == dict.fromkeys(ROWS, UNKNOWN)


HOSTILE = [
    "?q=%00&page=abc&sort=zzz&per_page=x&personne=%C2%B2&offre=%C2%B2&proposition=%C2%B2",
    "?q=%27%22%3Cscript%3E&page=-1&sort=-name_key,-pk&semaine=%00&annee=%00&employeur=%00",
    "?page=99999999999999999999&semaine=2026-W99&q=" + "a" * 3000,
    "?personne=99999999999999999999&proposition=99999999999999999999&offre=99999999999999999999"
    "&employeur=99999999999999999999&annee=99999999999999999999&type=%00&sort=-pk",
]


def test_a_hostile_query_gets_an_answer_of_every_page(cast, clients):
    found = {}
    for name, door in DOORS.items():
        (who,) = door.audience.first()
        clients[who].raise_request_exception = False
        with transaction.atomic():
            address = door.address(cast).of(name).partition("?")[0]
            for query in HOSTILE:
                found[name, query] = answer_of(asked(clients[who], "GET", address + query))
            transaction.set_rollback(True)
    assert {name: answer for name, answer in found.items() if answer.startswith("error 5")} == {}


@pytest.mark.parametrize("who", [who for who in CAST if who != "anonymous"])
def test_the_day_of_each_begins_on_a_page_that_opens(who, clients):
    response = clients[who].get(reverse("home"), follow=True)
    assert response.status_code == 200
    assert len(response.redirect_chain) == 1


def test_each_role_has_a_page_of_its_own():
    assert set(HOME_PAGES) == set(Role)


def test_somebody_without_a_role_is_refused_everywhere(client_of, cast):
    """An account whose roles were taken away still has its password to change, nothing else."""
    cast.coach.roles = []
    cast.coach.save()
    client = client_of(cast.coach)
    for name, door in DOORS.items():
        if door.audience not in {EVERYONE, SIGNED_IN}:
            with transaction.atomic():
                answer = answer_of(asked(client, door.method, door.address(cast).of(name)))
                transaction.set_rollback(True)
            assert answer == REFUSED, name


def test_an_account_that_was_closed_no_longer_opens_anything(client_of, cast):
    client = client_of(cast.coach)
    assert client.get(reverse("coaching:home")).status_code == 200
    cast.coach.is_active = False
    cast.coach.save()
    assert answer_of(client.get(reverse("coaching:home"))) == SIGN_IN
