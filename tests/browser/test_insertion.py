"""From the gap to a plan signed by three with the pointer, on a wide screen and on a telephone."""

import pytest
from playwright.sync_api import expect

from beneficiaries.enums import SkillKind
from coaching.models import InsertionPlan, Step
from employers.enums import Need
from tests.browser.test_plan_and_potential import SMALL_PHONE, draw
from tests.browser.visits import complaints, send, sign_in
from tests.factories import (
    BeneficiarySkillFactory,
    CohortFactory,
    ProposalFactory,
    RequirementFactory,
)


@pytest.fixture
def proposal(live_app, beneficiary):
    found = ProposalFactory(beneficiary=beneficiary, vacancy__title="Cariste, magasinier·ère")
    chariot = RequirementFactory(
        vacancy=found.vacancy,
        need=Need.MUST,
        level=3,
        skill__label="Conduire un chariot élévateur frontal",
        skill__kind=SkillKind.TECHNICAL,
    )
    RequirementFactory(vacancy=found.vacancy, need=Need.TRAINABLE, skill__label="Tenir un stock")
    team = RequirementFactory(vacancy=found.vacancy, need=Need.NICE, skill__label="Travailler à 2")
    BeneficiarySkillFactory(beneficiary=beneficiary, skill=team.skill, level=3)
    BeneficiarySkillFactory(
        beneficiary=beneficiary, skill=chariot.skill, level=1, evidence="Vu au dépôt de Gosselies"
    )
    cohort = CohortFactory(coming=True, programme__title="Cariste")
    cohort.programme.skills.add(chariot.skill)
    return found


def test_a_gap_becomes_steps_and_a_plan_that_three_sign(open_page, live_app, coach, proposal):
    page = open_page()
    sign_in(page, live_app.url, coach)
    page.goto(f"{live_app.url}{proposal.vacancy.get_absolute_url()}")
    expect(page.get_by_role("heading", name="Plans d'insertion")).to_be_visible()
    page.get_by_role("link", name="Exigences et acquis de Noah Petit").click()
    titles = page.locator(".gap-l h3").all_inner_texts()
    assert titles == ["Conduire un chariot élévateur frontal", "Tenir un stock", "Travailler à 2"]
    assert complaints(page) == {}
    send(page, "Choisir : Suivre la formation : Cariste, " + str(proposal_cohort()))
    expect(page.get_by_text("Étape ajoutée")).to_be_visible()
    page.get_by_text("Comment combler ?").nth(1).click()
    send(page, "Choisir : Apprendre au poste avec un tuteur : Tenir un stock")
    page.get_by_role("link", name="Modifier : Apprendre au poste").click()
    page.get_by_label("Étape", exact=True).fill("Dix jours avec un tuteur")
    assert complaints(page) == {}
    send(page, "Enregistrer")
    send(page, "Établir le plan à signer")
    assert complaints(page) == {}
    for party in ("la personne", "l'employeur", "la mission régionale"):
        expect(page.get_by_role("heading", name=f"Signature : {party}")).to_be_visible()
        name = page.get_by_label("Nom de qui signe")
        name.fill(name.input_value() or "Anne Delvaux")
        draw(page)
        send(page, "Signer le plan")
    expect(page.get_by_text("Les étapes sont au plan d'action")).to_be_visible()
    assert complaints(page) == {}
    assert InsertionPlan.objects.get().applied_by == coach
    page.get_by_role("link", name="Ouvrir le plan").click()
    expect(page.get_by_text("Dix jours avec un tuteur").first).to_be_visible()
    expect(page.get_by_role("link", name="Plan d'insertion : Cariste").first).to_be_visible()
    assert Step.objects.count() == 2
    assert proposal_cohort().enrolments.get().beneficiary == proposal.beneficiary


def proposal_cohort():
    return CohortFactory._meta.model.objects.get()


def test_the_gap_reads_on_a_telephone(open_page, live_app, prospector, proposal):
    page = open_page(**SMALL_PHONE)
    sign_in(page, live_app.url, prospector)
    page.goto(f"{live_app.url}/propositions/{proposal.pk}/insertion/")
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    expect(page.get_by_text("Vu au dépôt")).to_have_count(0)
    page.get_by_role("button", name="Choisir : Apprendre au poste").first.tap()
    send(page, "Établir le plan à signer")
    expect(page.get_by_role("heading", name="Signature : l'employeur")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    assert complaints(page) == {}
