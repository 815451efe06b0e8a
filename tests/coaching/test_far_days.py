"""Days of another age in the forms of a contract: refused with a sentence, never an error page."""

import pytest
from django.db import transaction
from django.urls import reverse

from mirec.core.periods import today
from tests.coaching.test_contracts import DAY, job, shown
from tests.factories import ProposalFactory, WorkBreakFactory

__all__ = ["job"]
pytestmark = pytest.mark.django_db
FAR = ["9999-12-31", "2100-12-31", "0001-01-01"]
OPEN_ENDED = {"contract_type": "cdi", "planned_end_on": ""}


def doors(job):
    """Each form with the days that may be typed in it, and what goes well with them."""
    pause = WorkBreakFactory(placement=job, starts_on=job.starts_on + DAY, ends_on=None)
    edit = reverse("coaching:placement-edit", args=[job.pk])
    proposal = ProposalFactory(beneficiary=job.beneficiary, trial=True)
    address = f"{reverse('coaching:hire')}?proposition={proposal.pk}"
    yield address, ("starts_on", "planned_end_on"), {}
    yield address, ("starts_on",), OPEN_ENDED
    yield edit, ("starts_on", "planned_end_on", "ended_on"), {}
    yield edit, ("starts_on", "ended_on"), OPEN_ENDED
    extend = reverse("coaching:placement-extend", args=[job.pk])
    agreed = {"new_end_on": (job.planned_end_on + DAY).isoformat(), "agreed_on": str(today())}
    yield extend, ("new_end_on", "agreed_on"), agreed
    yield reverse("coaching:work-break-create", args=[job.pk]), ("starts_on", "ends_on"), {}
    yield reverse("coaching:work-break-edit", args=[pause.pk]), ("starts_on", "ends_on"), {}


def test_a_day_beyond_the_age_is_a_slip_that_is_said(client_of, coach, job):
    path = reverse("coaching:placement-extend", args=[job.pk])
    for day in ("2101-01-01", "1899-12-31"):
        form = client_of(coach).post(path, {"new_end_on": day, "agreed_on": day}).context["form"]
        assert list(form.errors) == ["new_end_on", "agreed_on"]
        assert "de 1900 à 2100" in str(form.errors)


def test_a_far_day_gets_an_answer_on_every_form_of_a_contract(client_of, coach, job):
    client = client_of(coach)
    client.raise_request_exception = False
    broken, tried = [], 0
    for path, names, also in list(doors(job)):
        form = client.get(path).context["form"]
        base = {name: value for name, value in (shown(form) | also).items() if value != ""}
        for day in FAR:
            for typed in [{name: day} for name in names] + [dict.fromkeys(names, day)]:
                with transaction.atomic():
                    answer = client.post(path, base | typed)
                    if answer.status_code == 302:
                        answer = client.get(answer["Location"])
                    transaction.set_rollback(True)
                tried += 1
                if answer.status_code != 200:
                    broken.append((path, typed, answer.status_code))
    assert tried > 40
    assert broken == []
