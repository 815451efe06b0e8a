"""Both pages of matching beside bare SQL of the same question, with the plans of the order."""

from collections.abc import Iterator

from django.db import connection
from django.urls import reverse

from beneficiaries.models import Beneficiary
from employers.models import Vacancy
from employers.queries import Narrowed, persons_for, vacancies_for
from mirec.accounts.enums import Role
from mirec.accounts.models import User
from mirec.core.periods import today
from tests.benchmarks.compare import show, table
from tests.benchmarks.pages import Page
from tests.benchmarks.population import fill, settle

BUDGET = "150 ms (20 000), 600 ms (200 000)"
PERSONS_SQL = """
    SELECT s.beneficiary_id, count(*) FILTER (WHERE r.need = 'must') AS musts
    FROM employers_requirement r JOIN beneficiaries_beneficiaryskill s
        ON s.skill_id = r.skill_id AND s.level >= r.level
    WHERE r.vacancy_id = {vacancy} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 25;
    SELECT count(*) FROM coaching_journey WHERE closed_on IS NULL AND phase <> 'in_employment'
"""
VACANCIES_SQL = """
    SELECT r.vacancy_id, count(*) FILTER (WHERE r.need = 'must' AND s.level IS NULL) AS missing
    FROM employers_requirement r JOIN employers_vacancy v ON v.id = r.vacancy_id
    LEFT JOIN beneficiaries_beneficiaryskill s ON s.skill_id = r.skill_id
        AND s.level >= r.level AND s.beneficiary_id = {person}
    WHERE v.status = 'open' GROUP BY 1 ORDER BY 2, 1 LIMIT 25;
    SELECT count(*) FROM employers_vacancy WHERE status = 'open'
"""
REACHABLE_SQL = """
    SELECT count(*) FROM (
        SELECT s.beneficiary_id FROM employers_requirement r
        JOIN beneficiaries_beneficiaryskill s ON s.skill_id = r.skill_id AND s.level >= r.level
        WHERE r.vacancy_id = {vacancy} AND r.need = 'must' GROUP BY 1
        HAVING count(*) = (SELECT count(*) FROM employers_requirement
            WHERE vacancy_id = {vacancy} AND need = 'must')
    ) holders JOIN coaching_journey j ON j.beneficiary_id = holders.beneficiary_id
    WHERE j.closed_on IS NULL AND j.phase <> 'in_employment'
"""


def matching_pages() -> list[Page]:
    vacancy, person = Vacancy.objects.open().latest("pk"), Beneficiary.objects.latest("pk")
    url = reverse("employers:proposal-create")
    far = Beneficiary.objects.count() // 25
    one, other = f"{url}?offre={vacancy.pk}", f"{url}?personne={person.pk}"
    persons, vacancies = (
        PERSONS_SQL.format(vacancy=vacancy.pk),
        VACANCIES_SQL.format(person=person.pk),
    )
    talks = reverse("employers:negotiations", args=[vacancy.pk])
    reached = REACHABLE_SQL.format(vacancy=vacancy.pk)
    return [
        Page("négociation et personnes atteignables", Role.PROSPECTOR, (talks,), reached),
        Page("personnes pour une offre", Role.PROSPECTOR, (one,), persons, BUDGET),
        Page("idem, tout le monde", Role.PROSPECTOR, (f"{one}&tous=on",), persons, BUDGET),
        Page("idem, dernière page", Role.PROSPECTOR, (f"{one}&page={far}",), persons),
        Page("idem, écart comblable", Role.PROSPECTOR, (f"{one}&comblable=on",), persons),
        Page("offres pour une personne", Role.PROSPECTOR, (other,), vacancies, BUDGET),
        Page("idem, écart comblable", Role.PROSPECTOR, (f"{other}&comblable=on",), vacancies),
    ]


def plans() -> Iterator[str]:
    """What the database does for the first page of each list."""
    user = User.objects.with_role(Role.PROSPECTOR).order_by("pk").first()
    vacancy, person = Vacancy.objects.open().latest("pk"), Beneficiary.objects.latest("pk")
    for title, ranking in (
        ("Personnes pour une offre", persons_for(vacancy, user, Narrowed(), today())),
        ("Offres pour une personne", vacancies_for(person, user, Narrowed(), today())),
    ):
        statement, parameters = ranking.question.statement(0, 25)
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, BUFFERS OFF) {statement}", parameters)
            yield f"\n{title}\n" + "\n".join(row for (row,) in cursor.fetchall()) + "\n"


def compare(persons: int) -> None:
    """Fills an empty database first."""
    if not Beneficiary.objects.exists():
        fill(persons)
        settle()
    counts = f"{Beneficiary.objects.count()} personnes, {Vacancy.objects.count()} offres\n\n"
    show([counts], table(matching_pages()), plans())
