"""Forty cohorts that learn at the same time: 4 000 sessions, 600 enrolments, presences, hours.

The few rows come from the factories of the tests, the many from SQL; triggers rest meanwhile.
"""

from datetime import date, timedelta

from django.db import connection, transaction

from mirec.core.periods import today
from tests.benchmarks.population import write
from tests.factories import (
    BankAccountFactory,
    BeneficiaryFactory,
    ClaimFactory,
    CohortFactory,
    EnrolmentFactory,
    PartnerFactory,
    ProgrammeFactory,
    UserFactory,
)
from tests.factories.accounts import TeamFactory
from training.models import CalendarFeed, Enrolment

PROGRAMMES, COHORTS, PERSONS_EACH, SESSIONS_EACH = 10, 40, 15, 100
WEEKS_TO_COME = 2
"""Of all that a cohort is taught, after the week of the day."""
EMPTIED = (
    "beneficiaries_beneficiary, beneficiaries_occupation, partners_partner, training_paymentrun"
)

SESSIONS = """
    INSERT INTO training_session (cohort_id, kind, title, starts_at, ends_at, place, room, trainer,
        directions, to_bring, revision, told_revision, changed_at, created_at)
    SELECT c.id, (ARRAY['theory', 'theory', 'workshop', 'practice'])[1 + s %% 4],
        'Hygiène et sécurité ' || s, slot.at, slot.at + interval '3 hours', c.site,
        'Local ' || c.n, 'Formatrice ' || c.n, 'Bus depuis la gare de Charleroi-Central.',
        'De quoi écrire', 0, 0, now(), now()
    FROM (SELECT id, site, row_number() OVER (ORDER BY id) AS n FROM training_cohort) c,
        generate_series(0, %(sessions)s - 1) s,
        LATERAL (SELECT (c.n + s %% %(a_week)s * 10 / %(a_week)s) %% 10 AS half_day) week,
        LATERAL (SELECT (%(monday)s::date + (s / %(a_week)s * 7 + week.half_day / 2)::int
            + make_time(9 + 4 * (week.half_day %% 2)::int, 0, 0)) AT TIME ZONE 'Europe/Brussels'
            AS at) slot
"""
PRESENCES = """
    INSERT INTO training_attendance (session_id, enrolment_id, state, minutes, recorded_by_id,
        recorded_at, source)
    SELECT s.id, e.id, 'present', 180, c.coordinator_id, now(), 'staff'
    FROM training_session s JOIN training_cohort c ON c.id = s.cohort_id
    JOIN training_enrolment e ON e.cohort_id = c.id WHERE s.ends_at < now()
"""
LEDGER = """
    INSERT INTO training_ledgerline (session_id, enrolment_id, measure, minutes, worked_on, reason,
        created_by_id, created_at)
    SELECT h.session_id, h.enrolment_id, m.measure, 180, h.worked_on, '', h.by_id, now()
    FROM (
        SELECT s.id AS session_id, e.id AS enrolment_id, c.coordinator_id AS by_id,
            (s.starts_at AT TIME ZONE 'Europe/Brussels')::date AS worked_on,
            row_number() OVER (PARTITION BY e.id ORDER BY s.starts_at DESC) AS back
        FROM training_session s JOIN training_cohort c ON c.id = s.cohort_id
        JOIN training_enrolment e ON e.cohort_id = c.id
        WHERE s.ends_at < %(until)s
        ORDER BY back, e.id LIMIT %(lines)s / 2
    ) h, (VALUES ('planned'), ('done')) m (measure)
"""
CLOSED = """
    UPDATE training_session s SET closed_at = now(), closed_by_id = c.coordinator_id
    FROM training_cohort c WHERE c.id = s.cohort_id
        AND s.id IN (SELECT session_id FROM training_ledgerline)
"""


@transaction.atomic
def fill_school(a_week: int) -> None:
    """`a_week`: how many sessions each cohort has in a week, at most ten, one per half-day."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {EMPTIED} CASCADE")
    for each in (UserFactory, TeamFactory):  # what stays keeps its name
        each.reset_sequence(each._meta.model.objects.count(), force=True)
    weeks = -(-SESSIONS_EACH // a_week)
    monday = today() - timedelta(days=today().weekday(), weeks=weeks - 1 - WEEKS_TO_COME)
    _write_few(monday, monday + timedelta(weeks=weeks))
    numbers = {"sessions": SESSIONS_EACH, "a_week": a_week, "monday": monday}
    write((SESSIONS, PRESENCES), numbers)


def _write_few(starts_on: date, ends_on: date) -> None:
    coach, coordinator = UserFactory(coach=True), UserFactory(coordinator=True)
    operator = PartnerFactory(operator=True)
    programmes = ProgrammeFactory.create_batch(PROGRAMMES, operator=operator)
    for number in range(COHORTS):
        cohort = CohortFactory(
            programme=programmes[number % PROGRAMMES], coordinator=coordinator,
            starts_on=starts_on, ends_on=ends_on, places=PERSONS_EACH,
        )  # fmt: skip
        for _ in range(PERSONS_EACH):
            person = BeneficiaryFactory(coach=coach, team=coach.team)
            EnrolmentFactory(cohort=cohort, beneficiary=person, enrolled_on=starts_on)
    person.user = UserFactory(beneficiary=True)
    person.save(update_fields=["user"])
    CalendarFeed.objects.create(beneficiary=person)


@transaction.atomic
def fill_ledger(lines: int, until: date) -> None:
    """As many lines as said before the day, half planned and half followed, none of them paid.

    Each person has an account and a granted cost.
    """
    fill_school(a_week=4)
    clerk, manager = UserFactory(coordinator=True), UserFactory(manager=True)
    for enrolment in Enrolment.objects.select_related("beneficiary"):
        BankAccountFactory(beneficiary=enrolment.beneficiary)
        ClaimFactory(
            enrolment=enrolment, on=until - timedelta(days=1), granted=True, decided_by=manager,
            created_by=clerk,
        )  # fmt: skip
    write((LEDGER, CLOSED), {"lines": lines, "until": until})
