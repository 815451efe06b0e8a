"""Closed sessions in the hours ledger, accounts and costs, and the payments of the last months."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.core.exceptions import ValidationError
from django.db import connection

from beneficiaries.models import Beneficiary
from mirec.core.periods import months_after
from mirec.demo.chance import days, rng_for
from mirec.demo.writers.market import BATCH
from mirec.demo.writers.staff import Staff
from training.enums import ClaimKind
from training.models import BankAccount, Claim, Enrolment
from training.rules.allowances import month_end
from training.services import prepare_run, validate_run
from training.services.claims import correct_claim

OPEN_DAYS = 4
"""The sessions of the last days are not closed yet."""
WITH_ACCOUNT, WITH_COSTS, DECIDED = 0.94, 0.6, 0.7
PAID_MONTHS = 3
TICKET_COUNT = 5
WRONG_TICKET = "Ticket d'une autre personne"
TICKETS = (Decimal("8.40"), Decimal("12.50"), Decimal("25.00"), Decimal("39.50"))
CLOSE = """
    UPDATE training_session s SET closed_at = s.ends_at + interval '18 hours',
        closed_by_id = c.coordinator_id
    FROM training_cohort c
    WHERE c.id = s.cohort_id AND s.cancelled_at IS NULL AND s.ends_at < %(until)s
        AND EXISTS (SELECT FROM training_attendance a WHERE a.session_id = s.id)
"""
LINES = """
    INSERT INTO training_ledgerline
        (created_at, created_by_id, enrolment_id, session_id, measure, minutes, worked_on, reason)
    SELECT s.closed_at, s.closed_by_id, a.enrolment_id, s.id, m.measure, m.minutes,
        (s.starts_at AT TIME ZONE 'Europe/Brussels')::date, ''
    FROM training_attendance a
    JOIN training_session s ON s.id = a.session_id AND s.closed_at IS NOT NULL
    CROSS JOIN LATERAL (SELECT extract(epoch FROM s.ends_at - s.starts_at)::int / 60 AS length) l
    CROSS JOIN LATERAL (VALUES ('planned', l.length), ('done', a.minutes),
        ('justified', CASE a.state WHEN 'excused' THEN l.length ELSE 0 END)) m(measure, minutes)
    WHERE m.minutes > 0
    ORDER BY s.starts_at, s.id, a.id, m.measure
"""
"""What `close_session` writes, for all of them at once."""


def write_hours(on: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(CLOSE, {"until": on - timedelta(days=OPEN_DAYS)})
        cursor.execute(LINES)


def write_allowances(staff: Staff, seed: int, on: date) -> None:
    _write_accounts(staff, seed, on)
    _write_claims(staff, seed, on)
    _write_runs(staff, on)


def _write_accounts(staff: Staff, seed: int, on: date) -> None:
    learners = (
        Beneficiary.objects.filter(enrolments__isnull=False)
        .distinct()
        .order_by("pk")
        .values_list("pk", "file_number", "first_name", "last_name")
    )
    BankAccount.objects.bulk_create(
        [
            BankAccount(
                beneficiary_id=pk,
                iban=belgian_iban(rng.randrange(10**7)),
                holder=f"{first_name} {last_name}"[:70],
                valid_from=on - days(900),
                created_by=staff.coordinators[0],
            )
            for pk, number, first_name, last_name in learners
            if (rng := rng_for(seed, "account", number)).random() < WITH_ACCOUNT
        ],
        batch_size=BATCH,
    )


def belgian_iban(serial: int) -> str:
    """An account that no bank gave, with its check digits right."""
    stem = f"999{serial:07d}"
    account = f"{stem}{int(stem) % 97 or 97:02d}"
    return f"BE{98 - int(f'{account}111400') % 97:02d}{account}"


def _write_claims(staff: Staff, seed: int, on: date) -> None:
    """Bus and tram tickets of the last months; most are decided."""
    rows = (
        Enrolment.objects.filter(
            cohort__ends_on__gte=months_after(on, -PAID_MONTHS), cohort__starts_on__lte=on
        )
        .select_related("cohort")
        .order_by("pk")
    )
    claims = []
    for index, row in enumerate(rows):
        rng = rng_for(seed, "costs", index)
        if rng.random() >= WITH_COSTS:
            continue
        for ago in sorted(rng.sample(range(6, 110), TICKET_COUNT), reverse=True):
            spent_on = on - days(ago)
            if row.enrolled_on <= spent_on <= (row.ended_on or row.cohort.ends_on):
                claims.append(_ticket(row, spent_on, rng, staff))
    Claim.objects.bulk_create(claims, batch_size=BATCH)


def _ticket(row: Enrolment, spent_on: date, rng: Random, staff: Staff) -> Claim:
    asked = rng.choice(TICKETS)
    decided = rng.random() < DECIDED
    return Claim(
        enrolment=row,
        kind=ClaimKind.TRANSIT,
        spent_on=spent_on,
        asked_eur=asked,
        granted_eur=asked if decided else None,
        decided_on=spent_on + days(4) if decided else None,
        decided_by=staff.managers[0] if decided else None,
        created_by=staff.coordinators[0],
    )


def _correct_costs(staff: Staff) -> None:
    """One ticket, paid already, was of somebody else."""
    claim = Claim.objects.filter(payment__isnull=False).order_by("pk").first()
    if claim:
        correct_claim(
            claim=claim, corrected_eur=Decimal(0), reason=WRONG_TICKET, by=staff.managers[0]
        )


def _write_runs(staff: Staff, on: date) -> None:
    """The last months by the real service; the very last one waits for a second person."""
    first = on.replace(day=1)
    for back in range(PAID_MONTHS, 0, -1):
        month = months_after(first, -back)
        day = min(month_end(month) + timedelta(days=6), on)
        wait = timedelta(days=7) if back == 1 else timedelta()
        if back == 1:
            day = on
            _correct_costs(staff)
        try:
            run = prepare_run(
                month=month, execution_on=day + wait, by=staff.coordinators[0], on=day
            )
        except ValidationError:
            continue  # nothing was followed yet
        if back > 1:
            validate_run(run=run, by=staff.managers[0], on=day)
