"""The page of the insertion objective: the sentence, the proofs, and « et si… »."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from beneficiaries.enums import DocumentKind
from beneficiaries.models import FileOpening
from employers.enums import ContractType
from employers.models import Placement
from mirec.core.periods import last_day_of, months_before, today
from mirec.core.wording import day_full
from tests.factories import (
    DocumentFactory,
    EmployerFactory,
    JourneyFactory,
    PlacementFactory,
    WorkBreakFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def start() -> date:
    return months_before(today(), 2)


@pytest.fixture
def job(beneficiary, start) -> Placement:
    """Two months with « Maison A », whose term comes a month too soon."""
    JourneyFactory(beneficiary=beneficiary, towards_employment=True, agreed_on=start - 10 * DAY)
    return PlacementFactory(
        beneficiary=beneficiary,
        employer=EmployerFactory(name="Maison A"),
        contract_type=ContractType.CDD,
        starts_on=start,
        planned_end_on=last_day_of(start, 2) + 3 * DAY,
    )


@pytest.fixture
def page(client_of, coach, beneficiary):
    def get(**asked):
        url = reverse("coaching:objective", args=[beneficiary.pk])
        return client_of(coach).get(url, asked)

    return get


def text(response) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_the_page_says_what_is_missing_and_draws_the_contracts(page, job):
    shown = text(page())
    assert "il manque" in shown
    assert "Maison A" in shown
    assert "jobs-past" in shown
    assert "Pièce manquante : contrat ou fiche de paie" in shown


def test_a_kept_paper_proves_and_a_withdrawn_one_does_not(page, coach, job):
    paper = DocumentFactory(beneficiary=job.beneficiary, kind=DocumentKind.EMPLOYMENT)
    Placement.objects.update(proof=paper)
    assert "Chaque contrat compté a sa pièce" in text(page())
    paper.withdrawn_on, paper.withdrawn_by, paper.withdrawal_reason = today(), coach, "Illisible"
    paper.save()
    assert "Pièce manquante" in text(page())


def test_a_longer_contract_is_recomputed_and_nothing_is_kept(page, job, start):
    reached = last_day_of(start, 3)
    response = page(contrat=job.pk, jusqu_au=reached.isoformat())
    assert response.context["answer"].reached_on == reached
    assert day_full(reached) in response.content.decode()
    job.refresh_from_db()
    assert job.planned_end_on < reached


def test_a_new_contract_with_a_known_employer_adds_up(page, job):
    begins = job.planned_end_on + DAY
    same = page(employeur=" maison a ", des_le=begins.isoformat()).context["answer"]
    other = page(employeur="Maison B", des_le=begins.isoformat()).context["answer"]
    assert same.reached_on < other.reached_on
    assert other.reached_on == last_day_of(begins, 3)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        pytest.param({"jusqu_au": "2030-01-01"}, "Indiquez le contrat", id="half"),
        pytest.param({"employeur": "X"}, "Indiquez le contrat", id="no day"),
        pytest.param({"contrat": "999999", "jusqu_au": "2030-01-01"}, "choix valide", id="foreign"),
        pytest.param({"employeur": "X", "des_le": "demain"}, "date valide", id="junk"),
        pytest.param({"employeur": "X", "des_le": "9999-12-31"}, "de 1900 à 2100", id="far"),
        pytest.param(
            {"employeur": "X", "des_le": "2030-01-02", "jusqu": "2030-01-01"},
            "ne peut pas précéder",
            id="backwards",
        ),
    ],
)
def test_a_question_that_makes_no_sense_says_why(page, job, asked, sentence):
    response = page(**asked)
    assert response.context["answer"] is None
    assert sentence in " ".join(str(each) for each in response.context["form"].errors.values())


def test_a_term_before_the_contract_is_refused(page, job):
    response = page(contrat=job.pk, jusqu_au=(job.starts_on - DAY).isoformat())
    assert "commence après" in str(response.context["form"].errors)


def test_a_question_is_no_new_opening_of_the_file(page, job):
    page()
    page(employeur="X", des_le=today().isoformat())
    assert FileOpening.objects.filter(part__startswith="Insertion").count() == 1


def test_without_an_agreement_there_is_nothing_to_count(page, beneficiary):
    assert "Pas encore de convention" in text(page())


def test_a_stranger_finds_no_page(client_of, stranger_coach, beneficiary):
    url = reverse("coaching:objective", args=[beneficiary.pk])
    assert client_of(stranger_coach).get(url).status_code == 404


def test_the_page_asks_the_same_for_three_contracts_and_thirty(
    page, job, django_assert_num_queries, django_assert_max_num_queries
):
    def fill(count: int) -> None:
        for index in range(count):
            more = PlacementFactory(
                beneficiary=job.beneficiary, interim=True, starts_on=job.starts_on + index * DAY
            )
            WorkBreakFactory(placement=more, starts_on=more.starts_on, ends_on=more.starts_on)

    fill(3)
    page()
    with django_assert_max_num_queries(30) as few:
        page()
    fill(27)
    with django_assert_num_queries(len(few)):
        page()
