"""One fictional Mire of 400 persons, made once for all the tests of this folder."""

from datetime import date

import pytest
from django.db import transaction

from mirec.demo.seeding import seed_demo

ON = date(2026, 3, 18)


@pytest.fixture(scope="package")
def mire(django_db_setup, django_db_blocker):
    """The demo as `manage.py seed` makes it; gives the day it was made for."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed_demo(count=400, seed=1, on=ON)
        yield ON
        transaction.set_rollback(True)
