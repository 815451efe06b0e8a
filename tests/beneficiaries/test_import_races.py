"""Two imports of one sheet at the same moment, on two connections, make no twins."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from beneficiaries.models import Beneficiary, ImportRun
from beneficiaries.services.imports import import_people, stage_import
from mirec.accounts.models import Team
from mirec.core.periods import today
from tests.beneficiaries import messy

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_imports_at_the_same_moment_create_each_person_once(manager):
    team = Team.objects.create(name="Accueil")
    runs = [
        stage_import(content=messy.office(), name="a.xlsx", by=manager, team=team, mapping=None)
        for _ in range(2)
    ]
    both = Barrier(2)

    def import_one(run: ImportRun) -> int:
        both.wait(timeout=10)
        try:
            done = import_people(run=run, by=manager, on=today(), at=timezone.now())
            return done.run.created_count
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        created = sorted(threads.map(import_one, runs))
    assert created == [0, 3]
    assert Beneficiary.objects.count() == 3
