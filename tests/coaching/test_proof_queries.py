"""The proofs of parcours: the rule in Python and its SQL agree, in a constant number of queries."""

from datetime import date, timedelta

import pytest

from beneficiaries.enums import DocumentKind
from beneficiaries.models import Document, RegimeCriterion
from coaching.models import Journey
from coaching.queries.proofs import proofs_of, without_proof
from tests.factories import AssessmentFactory, DocumentFactory, JourneyFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 18)
GENERAL = (DocumentKind.IDENTITY, DocumentKind.FOREM_REGISTRATION)


def give(person, *kinds, **fields) -> None:
    """Papers that the house had from the first day of 2025 on."""
    for kind in kinds:
        DocumentFactory(
            beneficiary=person,
            kind=kind,
            checked_on=date(2025, 1, 2),
            checked_by=person.coach,
            **fields,
        )


def candidate(**traits):
    journey = JourneyFactory(on=ON, **traits)
    if not journey.agreed_on:
        AssessmentFactory(beneficiary=journey.beneficiary, assessed_on=journey.opened_on)
    return journey


def test_a_candidate_lacks_papers_until_each_has_come():
    journey = candidate()
    lacking = without_proof(Journey.objects.all(), ON)
    assert list(lacking) == [journey]
    give(journey.beneficiary, *GENERAL)
    found = proofs_of([journey], ON)[journey.pk]
    assert list(lacking.all()) == [journey]
    assert found.tail.startswith("il manque le diplôme ou la déclaration sur l'honneur, à recevoir")
    give(journey.beneficiary, DocumentKind.DIPLOMA)
    assert not lacking.all().exists()
    assert proofs_of([journey], ON)[journey.pk].tail == ""


def test_a_person_under_agreement_is_judged_on_the_day_of_the_agreement():
    journey = candidate(towards_employment=True)
    give(journey.beneficiary, *GENERAL, DocumentKind.DIPLOMA, valid_until=journey.agreed_on)
    assert not without_proof(Journey.objects.all(), ON).exists()
    Document.objects.filter(kind=DocumentKind.DIPLOMA).update(
        valid_until=journey.agreed_on - timedelta(days=1)
    )
    assert without_proof(Journey.objects.all(), ON).exists()
    today = proofs_of([journey], ON, ON)[journey.pk]
    assert {proof.state.value for proof in today.missing} == {"expired"}


def test_a_derogation_is_proved_by_the_general_conditions():
    journey = candidate(derogated=True)
    assert without_proof(Journey.objects.all(), ON).exists()
    give(journey.beneficiary, *GENERAL)
    assert not without_proof(Journey.objects.all(), ON).exists()


def test_who_is_not_eligible_or_not_decided_owes_nothing():
    for trait in ("not_eligible", "undecided"):
        journey = JourneyFactory(on=ON)
        AssessmentFactory(beneficiary=journey.beneficiary, **{trait: True})
    JourneyFactory(on=ON)
    assert not without_proof(Journey.objects.all(), ON).exists()


def test_a_withdrawn_paper_proves_nothing():
    journey = candidate()
    give(journey.beneficiary, *GENERAL)
    DocumentFactory(beneficiary=journey.beneficiary, kind=DocumentKind.DIPLOMA, withdrawn=True)
    assert without_proof(Journey.objects.all(), ON).exists()


SETS = [
    (),
    GENERAL,
    (*GENERAL, DocumentKind.DIPLOMA),
    (DocumentKind.RESIDENCE, DocumentKind.FOREM_HISTORY, DocumentKind.DIPLOMA),
    (DocumentKind.DIPLOMA, DocumentKind.IDENTITY),
    (*GENERAL, DocumentKind.SOCIAL_AID),
]
DATES = [
    {},
    {"valid_until": ON},
    {"valid_until": ON - timedelta(days=1)},
    {"issued_on": date(2025, 12, 18)},
    {"issued_on": date(2025, 12, 17)},
    {"issued_on": date(2025, 9, 17), "valid_until": date(2025, 12, 9)},
]


@pytest.mark.parametrize("months", [None, 3])
def test_the_rule_in_sql_answers_what_the_rule_in_python_answers(months):
    """The same cases through both, with and without a validity set by the text."""
    if months:
        AssessmentFactory()
        RegimeCriterion.objects.filter(regime__code="R2024").update(proof_validity_months=months)
    for kinds in SETS:
        for dates in DATES:
            for traits in ({}, {"towards_employment": True}, {"derogated": True}):
                give(candidate(**traits).beneficiary, *kinds, **dates)
    journeys = list(Journey.objects.all())
    by_python = {pk for pk, found in proofs_of(journeys, ON).items() if found.missing}
    by_sql = set(without_proof(Journey.objects.all(), ON).values_list("pk", flat=True))
    assert by_sql == by_python
    assert 0 < len(by_sql) < len(journeys)


@pytest.mark.parametrize("count", [1, 12])
def test_many_parcours_ask_as_many_questions_as_one(count, django_assert_num_queries):
    for _ in range(count):
        give(candidate().beneficiary, *GENERAL)
        candidate(towards_employment=True)
    journeys = list(Journey.objects.all())
    with django_assert_num_queries(5):
        assert len(proofs_of(journeys, ON)) == 2 * count
    with django_assert_num_queries(3):
        assert len(without_proof(Journey.objects.all(), ON)) == 2 * count


def test_a_paper_that_ends_is_listed_until_a_newer_one_replaces_it():
    ending = DocumentFactory(valid_until=ON + timedelta(days=30))
    gone = DocumentFactory(valid_until=ON - timedelta(days=1))
    DocumentFactory(valid_until=ON + timedelta(days=31))
    DocumentFactory(valid_until=ON, withdrawn=True)
    old = DocumentFactory(valid_until=ON)
    assert list(Document.objects.ending(ON, 30)) == [gone, old, ending]
    DocumentFactory(beneficiary=old.beneficiary, kind=old.kind)
    assert list(Document.objects.ending(ON, 30)) == [gone, ending]
