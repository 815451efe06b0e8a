"""The demo's papers: most files are complete, a few lack something, and all are true to the law."""

from io import BytesIO

import pytest
from django.db.models import F
from pypdf import PdfReader

from beneficiaries.enums import DocumentKind, Verdict
from beneficiaries.models import Document
from coaching.models import Journey
from coaching.queries.proofs import proofs_of, without_proof
from mirec.demo.writers.proofs import pdf
from reporting.models import Inspection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mire")]


def test_most_open_parcours_are_proved_and_some_are_not(mire):
    journeys = Journey.objects.open().filter(agreed_on__isnull=False)
    lacking = without_proof(journeys, mire).count()
    assert 0.05 < lacking / journeys.count() < 0.6


def test_sealed_papers_are_sealed_and_all_were_checked():
    by_the_house = Document.objects.exclude(created_by=F("beneficiary__user"))
    assert not by_the_house.filter(checked_on__isnull=True).exists()
    sealed = [kind.value for kind in DocumentKind if kind.is_sealed]
    assert not Document.objects.filter(kind__in=sealed, is_sealed=False).exists()


def test_some_papers_end_about_now(mire):
    assert Document.objects.ending(mire, 40).exists()


def test_only_who_was_found_eligible_or_derogated_has_proofs_asked(mire):
    asked = proofs_of(Journey.objects.open(), mire).values()
    verdicts = {each.assessment.verdict for each in asked if each.missing}
    assert verdicts <= {Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE}


def test_an_inspection_waits_to_be_printed():
    drawn = Inspection.objects.get()
    assert len(drawn.journeys) == drawn.size
    assert drawn.message


def test_the_shared_paper_is_a_pdf_that_opens():
    (page,) = PdfReader(BytesIO(pdf())).pages
    assert page.extract_text() == "Document de demonstration"
