"""The servers of one test run: started when first needed, shared by xdist's workers, removed."""

import os

import pytest
from django.conf import settings

from mirec.embedded.servers import Servers


@pytest.fixture(scope="session")
def servers():
    """The embedded PostgreSQL and Valkey of this run, both answering."""
    with Servers(settings.EMBEDDED_HOME, throwaway=True).session() as running:
        yield running


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, servers):
    """pytest-django asks for this before it makes the test database."""


def pytest_unconfigure(config):
    """The run's controller leaves nothing behind; its workers share the folder till then."""
    if not hasattr(config, "workerinput") and "MIREC_TEST_HOME" in os.environ:
        Servers(settings.EMBEDDED_HOME, throwaway=True).remove()
