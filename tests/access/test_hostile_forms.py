"""Whatever is typed into a form, an answer comes back, and what was typed is not lost."""

from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client

from tests.access.forms import SentForm, forms_of
from tests.access.table import DOORS

pytestmark = pytest.mark.django_db
BREAKING = {
    "a NUL": "a\0b",
    "sixty thousand letters": "é" * 60_000,
    "a number beyond measure": "9" * 25,
    "a negative number": "-1",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "a day that is none": "2026-02-30",
    "a superscript": "²",
    "markup": "<script>alert(1)</script>",
    "nothing": "",
}
FORGIVEN = {200, 302, 303, 404, 405, 422}
NOT_TRIED = {"csrfmiddlewaretoken"}


@pytest.fixture
def cast(
    coach, colleague, stranger_coach, prospector, coordinator, manager, administrator,
    beneficiary, other_beneficiary,
):  # fmt: skip
    return SimpleNamespace(**locals())


def sent(client: Client, address: str, fields: dict[str, str]) -> int:
    with transaction.atomic():
        status = client.post(address, fields).status_code
        transaction.set_rollback(True)
    return status


def trials(form: SentForm) -> list[tuple[str, dict[str, str]]]:
    """Every value in all the fields at once; then each field alone with a value of its turn."""
    names = sorted(form.fields.keys() - NOT_TRIED)
    kinds = list(BREAKING)
    all_at_once = [(kind, dict.fromkeys(names, BREAKING[kind])) for kind in kinds]
    one_by_one = [
        (f"{kind} in {name}", {name: BREAKING[kind]})
        for turn, name in enumerate(names)
        for kind in [kinds[(turn + len(names)) % len(kinds)]]
    ]
    return all_at_once + one_by_one


def broken_by(client: Client, address: str, form: SentForm) -> list[tuple[str, int]]:
    answers = [
        (what, sent(client, form.action or address, form.fields | typed))
        for what, typed in trials(form)
    ]
    return [(what, status) for what, status in answers if status not in FORGIVEN]


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    content = response.getvalue()  # to the end: a file is closed then
    is_page = response.get("Content-Type", "").startswith("text/html")
    return content.decode() if response.status_code == 200 and is_page else ""


ROOMS = sorted({name.partition(":")[0] for name in DOORS} - {"home", "core"})


@pytest.mark.parametrize("room", ROOMS)
def test_no_value_of_any_field_breaks_a_form(room, cast, client_of):
    broken, tried = {}, set()
    for name, door in DOORS.items():
        if name.partition(":")[0] != room or door.method != "GET":
            continue
        (who,) = door.audience.first()
        member = getattr(cast, who)
        client = client_of(getattr(member, "user", member))
        client.raise_request_exception = False
        with transaction.atomic():
            address = door.address(cast).of(name)
            for form in forms_of(page_of(client, address)):
                key = (form.action.rstrip("0123456789/"), frozenset(form.fields))
                if key in tried:
                    continue
                tried.add(key)
                if found := broken_by(client, address, form):
                    broken[name, form.action] = found
            transaction.set_rollback(True)
    assert tried
    assert broken == {}
