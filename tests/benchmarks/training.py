"""The calendar of forty cohorts, beside bare SQL and Django's admin of the same rows."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from beneficiaries.models import Beneficiary
from mirec.accounts.enums import Role
from mirec.core.periods import months_before, today
from tests.benchmarks.compare import show, table
from tests.benchmarks.pages import Page
from tests.benchmarks.population import settle
from tests.benchmarks.schooling import fill_school
from training.models import CalendarFeed, Cohort, Enrolment, Programme, Session
from training.rules.weeks import Week, instant
from training.views.feeds import MONTHS_BACK

BUDGET = "60 ms, 8, 60 kB"
OWN_BUDGET = "50 ms, 10"
WEEK_SQL = """
    SELECT s.id, s.title, s.kind, s.starts_at, s.ends_at, s.place, s.room, s.trainer,
        s.cancelled_at, c.id, c.name, p.title, u.first_name, u.last_name,
        EXISTS (SELECT FROM training_attendance a WHERE a.session_id = s.id)
    FROM training_session s JOIN training_cohort c ON c.id = s.cohort_id
    JOIN training_programme p ON p.id = c.programme_id
    JOIN accounts_user u ON u.id = c.coordinator_id
    WHERE s.starts_at >= '{start}' AND s.starts_at < '{end}' ORDER BY s.starts_at, s.id;
    SELECT id, title FROM training_programme ORDER BY title_key;
    SELECT DISTINCT u.id, u.first_name, u.last_name FROM accounts_user u
        JOIN training_cohort c ON c.coordinator_id = u.id;
    SELECT * FROM training_schoolholiday
"""
COHORTS_SQL = """
    SELECT c.id, c.name, c.starts_on, c.ends_on, c.places, c.site, p.title, u.first_name,
        u.last_name, count(e.id) FILTER (WHERE e.status IN ('enrolled', 'completed')),
        count(e.id) FILTER (WHERE e.status = 'waiting')
    FROM training_cohort c JOIN training_programme p ON p.id = c.programme_id
    JOIN accounts_user u ON u.id = c.coordinator_id
    LEFT JOIN training_enrolment e ON e.cohort_id = c.id
    {where} GROUP BY c.id, p.id, u.id ORDER BY c.starts_on DESC, c.id DESC
"""
PROGRAMMES_SQL = """
    SELECT p.id, p.title, o.label, r.name, p.theory_hours, p.practice_hours, p.is_offered,
        count(DISTINCT c.id) FILTER (WHERE c.ends_on >= current_date),
        count(e.id) FILTER (WHERE c.ends_on >= current_date AND e.status <> 'waiting'),
        min(c.starts_on) FILTER (WHERE c.starts_on > current_date)
    FROM training_programme p JOIN beneficiaries_occupation o ON o.id = p.occupation_id
    JOIN partners_partner r ON r.id = p.operator_id
    LEFT JOIN training_cohort c ON c.programme_id = p.id
    LEFT JOIN training_enrolment e ON e.cohort_id = c.id
    GROUP BY p.id, o.id, r.id ORDER BY p.title_key LIMIT 25
"""
COHORT_SQL = """
    SELECT s.id, s.title, s.kind, s.starts_at, s.ends_at, s.place, s.room, s.cancelled_at,
        count(a.id)
    FROM training_session s LEFT JOIN training_attendance a ON a.session_id = s.id
    WHERE s.cohort_id = {cohort} GROUP BY s.id ORDER BY s.starts_at;
    SELECT e.id, e.status, e.enrolled_on, b.first_name, b.last_name, b.file_number
    FROM training_enrolment e JOIN beneficiaries_beneficiary b ON b.id = e.beneficiary_id
    WHERE e.cohort_id = {cohort} ORDER BY b.name_key
"""
OWN_SQL = """
    SELECT s.id, s.title, s.kind, s.starts_at, s.ends_at, s.place, s.room, s.trainer, s.to_bring,
        s.directions, s.cancelled_at, s.revision, p.title, a.state, a.minutes, n.is_coming
    FROM training_enrolment e JOIN training_session s ON s.cohort_id = e.cohort_id
    JOIN training_cohort c ON c.id = s.cohort_id
    JOIN training_programme p ON p.id = c.programme_id
    LEFT JOIN training_attendance a ON a.session_id = s.id AND a.enrolment_id = e.id
    LEFT JOIN training_sessionanswer n ON n.session_id = s.id AND n.enrolment_id = e.id
    WHERE e.beneficiary_id = {person} AND s.starts_at >= '{start}' AND s.starts_at < '{end}'
    ORDER BY s.starts_at
"""


def week_pages() -> list[Page]:
    week = Week.of(today())
    bounds = {"start": week.starts_at.isoformat(), "end": week.ends_at.isoformat()}
    rows, calendar = WEEK_SQL.format(**bounds), reverse("training:calendar")
    asked = urlencode({"starts_at__gte": bounds["start"], "starts_at__lt": bounds["end"]})
    admin = reverse("admin:training_session_changelist")
    one = Programme.objects.earliest("pk").pk
    return [
        Page("calendrier, une semaine", Role.COORDINATOR, (calendar,), rows, BUDGET),
        Page("idem, admin de Django", Role.COORDINATOR, (f"{admin}?{asked}",), rows),
        Page("idem, une formation", Role.COORDINATOR, (f"{calendar}?programme={one}",)),
    ]


def other_pages() -> list[Page]:
    programme, cohort = Programme.objects.earliest("pk"), Cohort.objects.earliest("pk")
    feed = CalendarFeed.objects.latest("pk")
    person, week = feed.beneficiary, Week.of(today())
    bounds = [week.starts_at, week.next.ends_at]
    admin = reverse("admin:training_cohort_changelist")
    of_one = COHORTS_SQL.format(where=f"WHERE p.id = {programme.pk}")
    return [
        Page("formations", Role.COORDINATOR, (reverse("training:programme-list"),),
             PROGRAMMES_SQL, BUDGET),
        Page("groupes d'une formation", Role.COORDINATOR, (programme.get_absolute_url(),), of_one,
             OWN_BUDGET),
        Page("tous les groupes, admin de Django", Role.COORDINATOR, (admin,),
             COHORTS_SQL.format(where="")),
        Page("un groupe (100 séances)", Role.COORDINATOR, (cohort.get_absolute_url(),),
             COHORT_SQL.format(cohort=cohort.pk), OWN_BUDGET),
        Page("ma semaine", person.user, (reverse("training:my-week"),),
             own_sql(person, *bounds), OWN_BUDGET),
        Page("abonnement iCal", None, (reverse("training:feed", args=[feed.token]),),
             own_sql(person, instant(months_before(today(), MONTHS_BACK)), bounds[1])),
    ]  # fmt: skip


def own_sql(person: Beneficiary, start: datetime, end: datetime) -> str:
    return OWN_SQL.format(person=person.pk, start=start.isoformat(), end=end.isoformat())


def measured(a_week: int) -> Iterator[str]:
    fill_school(a_week)
    settle()
    week = Week.of(today())
    of_week = Session.objects.between(week.starts_at, week.ends_at).count()
    counts = (Cohort.objects.count(), Session.objects.count(), Enrolment.objects.count(), of_week)
    yield "\n{} groupes, {} séances, {} inscriptions ; {} séances cette semaine\n\n".format(*counts)


def compare() -> None:
    """Fills anew: the week measured is the current one."""
    show(measured(4))
    show(table([*week_pages(), *other_pages()]))
    show(measured(10))
    show(table(week_pages()))
