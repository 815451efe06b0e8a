"""The aids beside a person's file and a vacancy; who sees them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beneficiaries.enums import Diploma, HandicapProof, SituationKind
from beneficiaries.models import FileOpening
from employers.enums import AidOutcome, ContractType
from employers.models import HiringAid
from employers.queries.aids import aids_for, aids_in_force, aids_of_vacancy, job_facts, person_facts
from mirec.core.periods import today
from tests.factories import (
    HandicapRecognitionFactory,
    HiringAidFactory,
    LocalityFactory,
    ProposalFactory,
    SituationFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def text_of(response) -> str:
    text = response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")
    return " ".join(text.split())


@pytest.fixture
def young(beneficiary):
    """Twenty-two, without a diploma, registered for fourteen months, with integration income."""
    beneficiary.born_on = date(2003, 5, 1)
    beneficiary.diploma = Diploma.LOWER_SECONDARY
    beneficiary.locality = LocalityFactory(postal_code="6000", name="Charleroi")
    beneficiary.save()
    for kind in (SituationKind.REGISTERED, SituationKind.INTEGRATION_INCOME):
        SituationFactory(
            beneficiary=beneficiary, kind=kind, starts_on=date(2025, 1, 1), ends_on=None
        )
    return beneficiary


def outcomes(person, vacancy=None, on=ON, months=None) -> dict[str, AidOutcome]:
    judged = aids_for(person, job_facts(vacancy, months=months), on)
    return {each.aid.code: each.answer.outcome for each in judged}


# The facts of the file


def test_the_file_says_what_it_knows_on_the_eve(young):
    facts = person_facts(young, ON)
    assert (facts.registered, facts.unoccupied_since) == (True, date(2025, 1, 1))
    assert (facts.diploma, facts.postal_code) == (Diploma.LOWER_SECONDARY, "6000")
    assert facts.handicap is None


def test_work_lived_through_starts_the_count_again(young):
    SituationFactory(
        beneficiary=young,
        kind=SituationKind.WORK,
        starts_on=date(2025, 6, 1),
        ends_on=date(2025, 8, 31),
    )
    facts = person_facts(young, ON)
    assert facts.unoccupied_since == facts.idle_since == date(2025, 9, 1)


def test_the_first_day_of_work_itself_does_not_spoil_the_eve(young):
    SituationFactory(beneficiary=young, kind=SituationKind.WORK, starts_on=ON, ends_on=None)
    young.situations.filter(kind=SituationKind.REGISTERED).update(ends_on=ON - timedelta(days=1))
    facts = person_facts(young, ON)
    assert (facts.registered, facts.unoccupied_since) == (True, date(2025, 1, 1))


def test_an_empty_file_answers_nothing(beneficiary):
    facts = person_facts(beneficiary, ON)
    assert (facts.registered, facts.unoccupied_since, facts.idle_since) == (None, None, None)


# Person, vacancy and day


def test_person_vacancy_and_day_answer_together(young):
    vacancy = VacancyFactory(contract_type=ContractType.CDI, hours_per_week=Decimal(38))
    found = outcomes(young, vacancy)
    assert found["impulsion-25"] == found["impulsion-12"] == AidOutcome.TO_CHECK
    assert found["sesam"] == AidOutcome.TO_CHECK
    assert found["tremplin-24"] == found["impulsion-55"] == AidOutcome.CLOSED
    assert found["art-60"] == AidOutcome.CLOSED
    assert found["pfi"] == found["aviq-integration"] == AidOutcome.UNKNOWN


def test_the_length_of_the_contract_opens_or_closes(young):
    vacancy = VacancyFactory(contract_type=ContractType.CDD, hours_per_week=Decimal(38))
    asked = [outcomes(young, vacancy, months=months)["impulsion-12"] for months in (None, 1, 2)]
    assert asked == [AidOutcome.UNKNOWN, AidOutcome.CLOSED, AidOutcome.TO_CHECK]


def test_a_recognition_of_the_aviq_opens_its_aids(young):
    HandicapRecognitionFactory(
        beneficiary=young,
        kind=HandicapProof.RECOGNITION,
        valid_from=date(2025, 1, 1),
        valid_until=None,
    )
    assert outcomes(young)["aviq-integration"] == AidOutcome.OPEN


def test_two_days_of_hire_are_judged_by_the_row_of_each(young):
    young.situations.filter(kind=SituationKind.REGISTERED).update(starts_on=date(2025, 12, 1))
    vacancy = VacancyFactory(contract_type=ContractType.CDI, hours_per_week=Decimal(38))
    days = (date(2025, 12, 31), date(2026, 1, 1))
    asked = [outcomes(young, vacancy, on=day)["sesam"] for day in days]
    assert asked == [AidOutcome.TO_CHECK, AidOutcome.CLOSED]


def test_the_last_day_of_validity_counts():
    HiringAid.objects.all().delete()
    aid = HiringAidFactory(valid_from=date(2026, 1, 1), valid_to=ON)
    assert list(aids_in_force(ON)) == [aid]
    assert not aids_in_force(ON + timedelta(days=1)).exists()


# The coach's page


def test_the_coach_reads_why_and_the_opening_is_noted(client_of, coach, young):
    vacancy = ProposalFactory(beneficiary=young, vacancy__hours_per_week=38).vacancy
    url = reverse("coaching:possible-aids", args=[young.pk])
    query = {"offre": vacancy.pk, "jour": "2026-03-02", "mois": "6"}
    page = text_of(client_of(coach).get(url, query))
    assert "14 mois d'inoccupation sur plus de 12 demandés" in page
    assert "inconnu : une reconnaissance par l'AViQ" in page
    assert "À confirmer" in page
    opening = FileOpening.objects.get(beneficiary=young)
    assert (opening.opened_by, opening.part) == (coach, "Aides à l'embauche")


@pytest.mark.parametrize(
    "query", [{"jour": "x"}, {"jour": "1900-01-01"}, {"mois": "-1"}, {"offre": "9"}]
)
def test_junk_in_the_address_is_said_beside_its_field(client_of, coach, young, query):
    url = reverse("coaching:possible-aids", args=[young.pk])
    response = client_of(coach).get(url, query)
    assert response.status_code == 200
    assert "h-aide-" not in text_of(response)


def test_the_file_leads_to_the_aids_of_each_proposal_on_its_first_day(client_of, coach, young):
    start = today() + timedelta(days=20)
    vacancy = ProposalFactory(beneficiary=young, vacancy__starts_on=start).vacancy
    browser = client_of(coach)
    link = reverse("coaching:possible-aids", args=[young.pk], query={"offre": vacancy.pk})
    assert link in text_of(browser.get(reverse("employers:panel", args=[young.pk])))
    assert f'value="{start.isoformat()}"' in text_of(browser.get(link))


def test_a_vacancy_of_another_person_is_not_offered(client_of, coach, young):
    other = ProposalFactory().vacancy
    url = reverse("coaching:possible-aids", args=[young.pk])
    assert other.title not in text_of(client_of(coach).get(url))


def test_the_page_asks_no_more_queries_for_a_longer_file(client_of, coach, young):
    browser, url = client_of(coach), reverse("coaching:possible-aids", args=[young.pk])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url).status_code == 200
        return len(queries)

    def more(count: int) -> None:
        for _ in range(count):
            ProposalFactory(beneficiary=young)
            HiringAidFactory()
            HandicapRecognitionFactory(beneficiary=young)

    more(2)
    few = asked()
    more(15)
    assert asked() == few
    assert few <= 14


# The prospector's side


def test_a_vacancy_shows_the_aids_its_contract_does_not_exclude():
    vacancy = VacancyFactory(contract_type=ContractType.CDI, hours_per_week=Decimal(10))
    codes = {each.aid.code for each in aids_of_vacancy(vacancy, ON)}
    assert {"impulsion-25", "art-61"} <= codes
    assert codes.isdisjoint({"sesam", "art-60", "tremplin-24"})


def test_a_contract_of_the_cpas_leaves_the_aids_of_private_employers_aside():
    vacancy = VacancyFactory(contract_type=ContractType.ARTICLE_60, hours_per_week=Decimal(38))
    codes = {each.aid.code for each in aids_of_vacancy(vacancy, ON)}
    assert "art-60" in codes
    assert codes.isdisjoint({"impulsion-25", "impulsion-12", "sesam", "art-61"})


def test_a_prospector_reads_conditions_in_general_and_nothing_of_anybody(
    client_of, prospector, young
):
    proposal = ProposalFactory(beneficiary=young, vacancy__prospector=prospector)
    HandicapRecognitionFactory(beneficiary=young, kind=HandicapProof.RECOGNITION)
    browser = client_of(prospector)
    page = text_of(browser.get(proposal.vacancy.get_absolute_url()))
    assert "être inoccupé·e et inscrit·e au Forem" in page
    assert "mois d'inoccupation sur" not in page
    assert reverse("coaching:possible-aids", args=[young.pk]) not in page
    refused = browser.get(reverse("coaching:possible-aids", args=[young.pk]))
    assert refused.status_code == 403


def test_the_page_of_a_vacancy_asks_no_more_queries_with_more_aids(client_of, prospector):
    browser, url = client_of(prospector), VacancyFactory().get_absolute_url()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url).status_code == 200
        return len(queries)

    few = asked()
    HiringAidFactory.create_batch(10)
    assert asked() == few
