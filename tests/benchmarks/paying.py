"""One monthly run of the allowances, measured in the process that does it.

The parent fills the ledger in a process of its own, so that its memory does not count here.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from tempfile import NamedTemporaryFile

from django.test import Client
from django.urls import reverse

from mirec.accounts.enums import Role
from mirec.accounts.models import User
from mirec.core.periods import today
from tests.benchmarks.measuring import clocks, database_process
from tests.benchmarks.population import settle
from tests.benchmarks.schooling import fill_ledger
from training.models import PaymentRun
from training.services import prepare_run, validate_run

KB_PER_MB = 1024


def fill(lines: int) -> None:
    fill_ledger(lines, until=today().replace(day=1))
    settle()


def measure() -> None:
    """Prints, as JSON, of each step the seconds, those of both processors, and the peak in MB.

    The peak is that of the process since its start, Django included.
    """
    found = []
    roles = (Role.COORDINATOR, Role.MANAGER)
    clerk, manager = (User.objects.with_role(role).latest("pk") for role in roles)
    on = today()
    month = (on.replace(day=1) - timedelta(days=1)).replace(day=1)

    def step(label: str, act: Callable[[], object]) -> None:
        start = time.perf_counter()
        with clocks(database_process()) as passed:
            act()
        found.append((label, time.perf_counter() - start, sum(passed), peak_mb()))

    step("préparer", partial(prepare_run, month=month, execution_on=on, by=clerk, on=on))
    run = PaymentRun.objects.latest("pk")
    step("valider", partial(validate_run, run=run, by=manager, on=on))
    client = Client()
    client.force_login(manager)
    for label, name, of in (
        ("pain.001 écrit", "run-file", run),
        ("XLSX", "run-sheet", run),
        ("un relevé PDF", "statement", run.payments.first()),
    ):
        path = reverse(f"training:{name}", args=[of.pk])
        step(label, partial(written, client, path))
    sys.stdout.write(json.dumps(found))


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB_PER_MB


def written(client: Client, path: str) -> None:
    """The file as the browser would keep it."""
    response = client.get(path)
    assert response.status_code == 200, path
    with NamedTemporaryFile() as file:
        file.write(response.content)
