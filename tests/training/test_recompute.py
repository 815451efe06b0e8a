"""Random months over two rates, corrected, given up and run twice: both computations agree."""

import random
from contextlib import suppress
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.factories import (
    AttendanceFactory,
    BankAccountFactory,
    CohortFactory,
    EnrolmentFactory,
    SessionFactory,
)
from tests.training import recompute
from training.enums import AttendanceState
from training.rules.allowances import month_end
from training.rules.weeks import instant
from training.services import (
    close_session,
    correct_hours,
    discard_run,
    prepare_run,
    validate_run,
)

pytestmark = pytest.mark.django_db
MONTHS = [date(2022, 11, 1), date(2022, 12, 1), date(2023, 1, 1), date(2023, 2, 1),
          date(2023, 3, 1)]  # fmt: skip
EMPTY = date(2023, 2, 1)
"""Nobody is taught anything in that month."""


def _asked(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def _presence(rng):
    state = rng.choice([*AttendanceState] + [AttendanceState.PRESENT] * 3)
    partial = state in {AttendanceState.LATE, AttendanceState.LEFT_EARLY}
    minutes = rng.randint(1, 179) if partial else 180 if state.has_hours else 0
    return state, minutes


def _taught(cohort, enrolments, month, rng):
    """Some closed mornings of the month, with presences as they come."""
    sessions = []
    for day in sorted(rng.sample(range(28), 3)) if month != EMPTY else []:
        starts = instant(month + timedelta(days=day), time(9))
        session = SessionFactory(
            cohort=cohort, starts_at=starts, ends_at=starts + timedelta(hours=3)
        )
        for enrolment in enrolments:
            state, minutes = _presence(rng)
            AttendanceFactory(
                session=session, enrolment=enrolment, state=state, minutes=minutes,
                recorded_by=cohort.coordinator,
            )  # fmt: skip
        close_session(session=session, by=cohort.coordinator, at=session.ends_at)
        sessions.append(session)
    return sessions


def _corrected(sessions, enrolments, rng, by):
    for _ in range(4):
        state, minutes = _presence(rng)
        with suppress(ValidationError):  # the same as before: nothing to write
            correct_hours(
                session=rng.choice(sessions), enrolment=rng.choice(enrolments), state=state,
                minutes=minutes, reason="Relu avec la feuille", by=by,
            )  # fmt: skip


def _paid(month, coordinator, manager, rng):
    """Prepared, sometimes given up and prepared anew, validated; a second run finds nothing."""
    on = month_end(month) + timedelta(days=3)
    given = {"month": month, "execution_on": on, "by": coordinator, "on": on}
    try:
        run = prepare_run(**given)
        if rng.random() < 0.5:
            discard_run(run=run, by=coordinator)
            run = prepare_run(**given)
    except ValidationError:
        return  # nobody is owed more than was paid
    validate_run(run=run, by=manager, on=on)
    with pytest.raises(ValidationError, match="rien à payer"):
        prepare_run(**given)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_paid_is_what_the_raw_presences_give_to_the_cent(coordinator, manager, seed):
    rng = random.Random(seed)  # noqa: S311 - not a secret: cases that come back
    cohort = CohortFactory(
        coordinator=coordinator, starts_on=MONTHS[0], ends_on=date(2023, 6, 30), places=9
    )
    enrolments = EnrolmentFactory.create_batch(3, cohort=cohort, enrolled_on=MONTHS[0])
    for enrolment in enrolments:
        BankAccountFactory(beneficiary=enrolment.beneficiary)
    sessions = []
    for month in MONTHS:
        sessions += _taught(cohort, enrolments, month, rng)
        _corrected(sessions, enrolments, rng, coordinator)
        _paid(month, coordinator, manager, rng)
        _check(month_end(month))
    assert len(_asked(recompute.PAID)) == len(enrolments), "something was paid to each"


def _euros(until):
    return recompute.euros_of(_asked(recompute.PRESENCES), _asked(recompute.RATES), until)


def _check(until):
    """Paid is owed for each; who was paid too much waits, with the ledger's own difference."""
    owed, paid = _euros(until), {key: (e, m) for key, e, m in _asked(recompute.PAID)}
    ledger = {}
    for enrolment, _, done, settled in _asked(recompute.LEDGER):
        total = ledger.setdefault(enrolment, [0, 0])
        total[0], total[1] = total[0] + (done or 0), total[1] + (settled or 0)
    for enrolment, (done, settled) in ledger.items():
        euros, minutes = paid.get(enrolment, (Decimal(0), 0))
        assert settled == minutes, "the ledger's paid minutes are those of the payments"
        if settled == done:
            assert euros == owed.get(enrolment, Decimal(0))
        else:
            assert euros >= owed.get(enrolment, Decimal(0)), "only too much may wait"
