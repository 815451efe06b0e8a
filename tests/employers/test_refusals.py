"""What refusals say of a person over a year, and the step that each of them suggests."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from employers.enums import RefusalKind
from employers.queries.sendings import refusals_of
from mirec.core.periods import months_before, today
from tests.factories import ProposalFactory

pytestmark = pytest.mark.django_db


def said(beneficiary, kind, on, **traits):
    trait = traits or {"refused": True}
    return ProposalFactory(
        beneficiary=beneficiary, refusal_kind=kind, proposed_on=on, stage_on=on, **trait
    )


def test_refusals_are_counted_by_kind_and_side_over_a_year(beneficiary, other_beneficiary):
    on = today()
    year = months_before(on, 12)
    for kind in (RefusalKind.MOBILITY, RefusalKind.MOBILITY, RefusalKind.FILLED):
        said(beneficiary, kind, on)
    said(beneficiary, RefusalKind.MOBILITY, on, withdrawn=True)
    said(beneficiary, RefusalKind.PAY, year + timedelta(days=1))
    said(beneficiary, RefusalKind.SKILLS, year)
    said(other_beneficiary, RefusalKind.LANGUAGE, on)
    ProposalFactory(beneficiary=beneficiary, sent=True)
    found = refusals_of(beneficiary, on)
    counted = [(each.kind, each.by_employers, each.by_person) for each in found]
    assert counted == [("mobility", 2, 1), ("filled", 1, 0), ("pay", 1, 0)]


@pytest.mark.parametrize("tab", ["coaching:panel-plan", "employers:panel"])
def test_a_refusal_leads_to_a_step_of_the_plan_already_worded(client_of, coach, beneficiary, tab):
    said(beneficiary, RefusalKind.MOBILITY, today())
    browser = client_of(coach)
    page = unescape(browser.get(reverse(tab, args=[beneficiary.pk])).text)
    assert "Ce que disent les refus" in page
    link = page.split("?action=")[1].split('"')[0]
    plan = reverse("coaching:panel-plan", args=[beneficiary.pk])
    form = browser.get(f"{plan}?action={link}").text
    assert 'value="Chercher une solution de transport"' in form


def test_a_person_whom_nobody_refused_reads_no_title(client_of, coach, beneficiary):
    page = client_of(coach).get(reverse("employers:panel", args=[beneficiary.pk])).text
    assert "Ce que disent les refus" not in page
