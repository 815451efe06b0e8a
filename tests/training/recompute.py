"""Every total of the allowances from the raw rows: no rule, service or query of the house is used.

`python -m tests.training.recompute presences.csv rates.csv` reads two dumps with the columns of
`PRESENCES` and `RATES` and prints each enrolment with its euros; the tests ask the same statements
of the database.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

PRESENCES = """
    SELECT a.enrolment_id, (s.starts_at AT TIME ZONE 'Europe/Brussels')::date, a.minutes
    FROM training_attendance a JOIN training_session s ON s.id = a.session_id
    WHERE s.closed_at IS NOT NULL AND s.cancelled_at IS NULL
"""
RATES = """
    SELECT valid_from, valid_to, value FROM training_rate WHERE code = 'hour' AND is_certain
"""
PAID = """
    SELECT p.enrolment_id, sum(p.hours_eur), sum(p.minutes)
    FROM training_payment p JOIN training_paymentrun r ON r.id = p.run_id
    WHERE r.status = 'validated' GROUP BY p.enrolment_id
"""
COSTS = """
    SELECT e.id,
        (SELECT coalesce(sum(granted_eur), 0) FROM training_claim WHERE enrolment_id = e.id)
        + (SELECT coalesce(sum(k.eur), 0) FROM training_claimcorrection k
            JOIN training_claim c ON c.id = k.claim_id WHERE c.enrolment_id = e.id),
        (SELECT coalesce(sum(claims_eur), 0) FROM training_payment p
            JOIN training_paymentrun r ON r.id = p.run_id
            WHERE p.enrolment_id = e.id AND r.status = 'validated')
    FROM training_enrolment e
"""
LEDGER = """
    SELECT enrolment_id, session_id, sum(minutes) FILTER (WHERE measure = 'done'),
        sum(minutes) FILTER (WHERE measure = 'paid')
    FROM training_ledgerline GROUP BY enrolment_id, session_id
"""

Presence = tuple[int, date, int]
Rate = tuple[date, date | None, Decimal]


def euros_of(presences: Iterable[Presence], rates: list[Rate], until: date) -> dict[int, Decimal]:
    """Minutes at the rate of their day up to `until` (included), to the cent, half up."""
    sixtieths: dict[int, Decimal] = defaultdict(Decimal)
    for enrolment, day, minutes in presences:
        if day > until or not minutes:
            continue
        (value,) = [v for since, last, v in rates if since <= day and (not last or day <= last)]
        sixtieths[enrolment] += minutes * Decimal(value)
    return {
        enrolment: (total / 60).quantize(Decimal("0.01"), ROUND_HALF_UP)
        for enrolment, total in sixtieths.items()
    }


def _rows(path: str) -> list[list[str]]:
    with Path(path).open(newline="") as file:
        return list(csv.reader(file))[1:]


def main(presences_path: str, rates_path: str) -> None:
    presences = [(int(e), date.fromisoformat(d), int(m)) for e, d, m in _rows(presences_path)]
    rates = [
        (date.fromisoformat(since), date.fromisoformat(last) if last else None, Decimal(value))
        for since, last, value in _rows(rates_path)
    ]
    found = euros_of(presences, rates, date.max)
    for enrolment, euros in sorted(found.items()):
        sys.stdout.write(f"{enrolment};{euros}\n")
    sys.stdout.write(f"total;{sum(found.values(), Decimal(0))}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
