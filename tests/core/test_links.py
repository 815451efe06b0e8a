"""A link of one use: its purpose and row only, once, until its last instant."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from mirec.core import links
from mirec.core.models import OneUseLink

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def token():
    return links.issue_link(purpose="vacancy", target=7, at=AT, days=14, by=None)


def test_it_leads_to_its_row_until_its_last_instant(token):
    assert links.find_link(token, "vacancy", AT).target == 7
    assert links.find_link(token, "vacancy", AT + timedelta(days=14)).target == 7
    late = links.find_link(token, "vacancy", AT + timedelta(days=14, seconds=1))
    assert late == links.FoundLink(None, links.EXPIRED)


def test_it_serves_once(token):
    assert links.use_link(token, "vacancy", AT).target == 7
    assert links.use_link(token, "vacancy", AT) == links.FoundLink(None, links.USED)
    assert links.find_link(token, "vacancy", AT).refusal == links.USED


def test_it_cannot_be_turned_to_another_purpose_nor_forged(token):
    for wrong, purpose in [(token, "opinion"), (token[:-1], "vacancy"), ("7", "vacancy"),
                           ("\ud800", "vacancy"), ("", "vacancy")]:  # fmt: skip
        assert links.use_link(wrong, purpose, AT) == links.FoundLink(None, links.UNKNOWN)
    assert links.use_link(token, "vacancy", AT).target == 7


def test_the_database_does_not_know_the_token(token):
    assert token not in str(OneUseLink.objects.values_list().get())


def test_a_newer_link_replaces_the_one_before(token):
    newer = links.issue_link(purpose="vacancy", target=7, at=AT, days=14, by=None)
    assert links.use_link(token, "vacancy", AT).refusal == links.REVOKED
    assert links.use_link(newer, "vacancy", AT).target == 7


def test_what_is_used_is_not_revoked_afterwards(token):
    links.use_link(token, "vacancy", AT)
    assert links.revoke_links(purpose="vacancy", target=7, at=AT) == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_served():
    token = links.issue_link(purpose="vacancy", target=7, at=AT, days=14, by=None)

    def use(_):
        try:
            return links.use_link(token, "vacancy", AT).target
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(use, range(4)), key=str) == [7, None, None, None]
