"""The demo's negotiations end in what the vacancies ask, one after another."""

from datetime import date

import pytest

from employers.models import Negotiation, Vacancy
from employers.queries.negotiations import talks_of
from employers.queries.reachable import musts_of, reachable
from mirec.accounts.models import User
from mirec.demo.seeding import seed_demo

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 18)


def test_each_log_ends_in_what_stands_and_counts_without_a_gap():
    seed_demo(count=60, seed=3, on=ON)
    negotiated = Vacancy.objects.filter(negotiations__isnull=False).distinct()
    assert negotiated
    for vacancy in negotiated:
        rows = list(vacancy.negotiations.order_by("pk"))
        stands = {row.skill_id: (row.need, row.level) for row in vacancy.requirements.all()}
        for row in rows:
            assert stands[row.skill_id] == (row.need_after, row.level_after)
            assert vacancy.received_on <= row.agreed_on <= ON
            assert row.reachable_before <= row.reachable_after
        assert [row.agreed_on for row in rows] == sorted(row.agreed_on for row in rows)
        counts = [row.reachable_before for row in rows[1:]]
        assert counts == [row.reachable_after for row in rows[:-1]]
        assert rows[-1].reachable_after == reachable(musts_of(vacancy)).count()
        manager = User.objects.filter(roles__contains=["manager"]).first()
        assert talks_of(vacancy, manager).has_changes
    assert Negotiation.objects.filter(contact__isnull=False).exists()
