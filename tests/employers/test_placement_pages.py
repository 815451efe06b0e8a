"""The list of contracts, an employer's own, and the page of one, by who reads it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from beneficiaries.enums import DocumentKind
from mirec.core.periods import today
from tests.factories import (
    BeneficiaryFactory,
    ContractExtensionFactory,
    DocumentFactory,
    EmployerFactory,
    HiringAidFactory,
    PlacementFactory,
    WorkBreakFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def listed(client, **asked) -> list[int]:
    response = client.get(reverse("employers:placement-list"), asked)
    return sorted(row.record.pk for row in response.context["table"].rows)


@pytest.fixture
def contracts(beneficiary) -> dict[str, int]:
    """One running, one to come, one ended; three missions of the same person."""
    agency = EmployerFactory(name="Agence du Nord")
    missions = [
        PlacementFactory(
            beneficiary=beneficiary, employer=agency, interim=True,
            starts_on=today() - (60 - 7 * week) * DAY,
        ).pk
        for week in range(3)
    ]  # fmt: skip
    aid = HiringAidFactory(code="impulsion", label="Impulsion")
    return {
        "running": PlacementFactory(beneficiary=beneficiary, aid=aid, is_aided=True).pk,
        "coming": PlacementFactory(starts_on=today() + DAY).pk,
        "ended": PlacementFactory(ended=True).pk,
        "missions": missions,
        "agency": agency.pk,
    }


def test_the_list_narrows_to_a_state(client_of, manager, contracts):
    client = client_of(manager)
    assert listed(client, state="running") == [contracts["running"]]
    assert listed(client, state="coming") == [contracts["coming"]]
    assert listed(client, state="ended") == sorted([contracts["ended"], *contracts["missions"]])


def test_missions_with_one_agency_make_one_line_when_asked(client_of, manager, contracts):
    alone = [contracts[name] for name in ("running", "coming", "ended")]
    assert listed(client_of(manager), grouped="on") == sorted([*alone, contracts["missions"][-1]])


def test_the_list_narrows_to_an_employer_and_says_so(client_of, manager, contracts):
    client = client_of(manager)
    assert listed(client, employer=contracts["agency"]) == contracts["missions"]
    page = client.get(reverse("employers:placement-list"), {"employer": contracts["agency"]})
    assert "chez Agence du Nord" in page.content.decode()


def test_the_counts_are_those_of_the_rows_shown(client_of, manager, contracts):
    page = client_of(manager).get(reverse("employers:placement-list"))
    said = page.context["table"].count_sentence.replace("\u00a0", " ")
    assert said == "6 contrats de 3 personnes : 1 en cours, 1 à venir, 4 terminés"


def test_an_aid_is_looked_for_by_who_opens_files_only(
    client_of, coach, stranger_coach, prospector, contracts
):
    assert listed(client_of(coach), aid="impulsion") == [contracts["running"]]
    assert listed(client_of(stranger_coach), aid="impulsion") == []
    response = client_of(prospector).get(reverse("employers:placement-list"), {"aid": "impulsion"})
    assert "aid" not in response.context["filter"].form.fields


def test_an_employer_shows_the_missions_of_a_person_on_one_line(client_of, manager, contracts):
    url = reverse("employers:employer-detail", args=[contracts["agency"]])
    page = client_of(manager).get(url)
    assert len(page.context["placements"]) == 1
    assert "3 missions" in page.content.decode()


SECRETS = ("Impulsion", "contrat-scan.pdf", "15,20", "Force majeure", "suspendu", "Interruptions")


@pytest.fixture
def told(beneficiary):
    placement = PlacementFactory(
        beneficiary=beneficiary,
        aid=HiringAidFactory(label="Impulsion"),
        is_aided=True,
        pay_eur=Decimal("15.20"),
        pay_unit="hour",
        tutor="Anne Delvaux",
        proof=DocumentFactory(
            beneficiary=beneficiary, kind=DocumentKind.EMPLOYMENT, name="contrat-scan.pdf"
        ),
        ended_on=today(),
        end_reason="health",
    )
    WorkBreakFactory(placement=placement)
    return placement


def test_the_coach_reads_all_of_a_contract(client_of, coach, told):
    page = client_of(coach).get(told.get_absolute_url()).content.decode()
    assert [word for word in (*SECRETS, "Anne Delvaux") if word not in page] == []


def test_a_prospector_reads_neither_pay_nor_proof_nor_reasons(client_of, prospector, told):
    page = client_of(prospector).get(told.get_absolute_url()).content.decode()
    assert [word for word in SECRETS if word.lower() in page.lower()] == []
    assert "Anne Delvaux" in page
    assert "Corriger" not in page


def test_the_page_of_a_contract_asks_the_same_for_three_and_thirty(
    client_of, coach, beneficiary, django_assert_num_queries, django_assert_max_num_queries
):
    placement = PlacementFactory(beneficiary=beneficiary, fixed_term=True)
    client = client_of(coach)

    def fill(count: int) -> None:
        for _ in range(count):
            other = PlacementFactory(beneficiary=beneficiary, fixed_term=True)
            ContractExtensionFactory(placement=other)
            WorkBreakFactory(placement=other)

    fill(3)
    client.get(placement.get_absolute_url())
    with django_assert_max_num_queries(16) as few:
        client.get(placement.get_absolute_url())
    fill(27)
    with django_assert_num_queries(len(few)):
        client.get(placement.get_absolute_url())


def test_the_contracts_of_somebody_else_stay_out_of_the_line(client_of, coach, beneficiary):
    placement = PlacementFactory(beneficiary=beneficiary)
    PlacementFactory(beneficiary=BeneficiaryFactory(), job_title="Grutier ailleurs")
    page = client_of(coach).get(placement.get_absolute_url()).content.decode()
    assert "Grutier ailleurs" not in page
