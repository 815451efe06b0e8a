"""The board of proposals: a card moved by keyboard, by mouse, on a telephone, by two at once."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from employers.enums import ProposalStage, RefusalKind, RefusalSide
from employers.models import Proposal
from employers.services.proposals import move_proposal
from mirec.core.periods import today
from tests.browser.visits import complaints, enter
from tests.factories import BeneficiaryFactory, ProposalFactory, VacancyFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def proposals(coach, prospector) -> dict[str, Proposal]:
    """Amina and Bruno are proposed, Chloé's profile was sent three weeks ago."""
    vacancy = VacancyFactory(title="Cariste", prospector=prospector)
    made = {}
    for name in ("Amina", "Bruno", "Chloé"):
        person = BeneficiaryFactory(
            first_name=name, last_name="Lambert", team=coach.team, coach=coach
        )
        made[name] = ProposalFactory(vacancy=vacancy, beneficiary=person)
    Proposal.objects.filter(pk=made["Chloé"].pk).update(
        stage="sent",
        proposed_on=today() - timedelta(days=21),
        stage_on=today() - timedelta(days=21),
    )
    ProposalFactory(vacancy=vacancy, refused=True, stage_on=today())
    return made


@pytest.fixture
def visit(client, live_server):
    def go(page: Page, user) -> Page:
        enter(page, client, live_server.url, user)
        page.goto(f"{live_server.url}/emploi/propositions/")
        return page

    return go


def column(page: Page, stage: str):
    return page.locator(f"[data-column={stage}]")


def card(page: Page, name: str):
    return page.locator("[data-card]").filter(has_text=name)


def stage_of(proposal: Proposal) -> str:
    proposal.refresh_from_db()
    return proposal.stage


def test_a_card_goes_by_keyboard_keeps_the_focus_and_comes_back(page, visit, coach, proposals):
    visit(page, coach)
    assert complaints(page) == {}
    page.get_by_role("link", name="Amina Lambert", exact=True).focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Bruno Lambert", exact=True)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("link", name="Chloé Lambert", exact=True)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("link", name="Amina Lambert", exact=True)).to_be_focused()
    page.keyboard.press("Alt+ArrowRight")
    expect(
        column(page, "sent").get_by_role("link", name="Amina Lambert", exact=True)
    ).to_be_focused()
    expect(page.get_by_role("status").first).to_contain_text("Amina Lambert passe à « Envoyée »")
    assert stage_of(proposals["Amina"]) == ProposalStage.SENT
    page.locator(".toast").get_by_role("button", name="Annuler").press("Enter")
    expect(
        column(page, "proposed").get_by_role("link", name="Amina Lambert", exact=True)
    ).to_be_focused()
    assert stage_of(proposals["Amina"]) == ProposalStage.PROPOSED


def test_a_card_is_dragged_and_a_refusal_asks_why(page, visit, coach, proposals):
    visit(page, coach)
    card(page, "Bruno").drag_to(column(page, "interview"))
    expect(column(page, "interview")).to_contain_text("Bruno Lambert")
    expect(card(page, "Chloé")).to_contain_text("tarde")
    card(page, "Bruno").drag_to(column(page, "refused"))
    dialog = page.get_by_role("dialog", name="Bruno Lambert : l'employeur dit non")
    assert complaints(page) == {}
    dialog.get_by_role("button", name="Noter le refus").click()
    expect(dialog.locator(".field-errors")).to_be_visible()
    dialog.get_by_label("Raison").select_option("Horaire")
    dialog.get_by_role("button", name="Noter le refus").click()
    expect(dialog).to_be_hidden()
    expect(
        column(page, "refused").get_by_role("link", name="Bruno Lambert", exact=True)
    ).to_be_focused()
    expect(card(page, "Bruno")).to_contain_text("L'employeur : horaire")
    refused = Proposal.objects.get(pk=proposals["Bruno"].pk)
    said = (refused.stage, refused.refusal_side, refused.refusal_kind)
    assert said == (ProposalStage.REFUSED, RefusalSide.EMPLOYER, RefusalKind.SCHEDULE)


def test_engaging_opens_the_contract_and_a_prospector_hears_whose_it_is(
    page, visit, coach, stranger_coach, proposals
):
    visit(page, coach)
    card(page, "Chloé").drag_to(column(page, "hired"))
    expect(page).to_have_url(re.compile("proposition="))
    visit(page, stranger_coach)
    card(page, "Chloé").drag_to(column(page, "hired"))
    expect(page.locator("#announce")).to_contain_text("c'est à l'équipe de la personne")


def test_a_card_moved_by_a_colleague_shows_where_it_is(page, visit, coach, prospector, proposals):
    visit(page, coach)
    move_proposal(
        proposal=proposals["Amina"], stage="interview", on=today(), by=prospector, seen="proposed"
    )
    card(page, "Amina").get_by_text("Déplacer").click()
    card(page, "Amina").get_by_role("button", name="Envoyée").click()
    expect(
        column(page, "interview").get_by_role("link", name="Amina Lambert", exact=True)
    ).to_be_focused()
    expect(card(page, "Amina")).to_contain_text("Thomas Gillard a changé cette proposition")
    assert stage_of(proposals["Amina"]) == ProposalStage.INTERVIEW


def test_on_a_telephone_one_column_shows_and_a_card_moves_by_its_menu(
    open_page, visit, coach, proposals
):
    page = open_page(viewport={"width": 320, "height": 700}, has_touch=True, is_mobile=True)
    visit(page, coach)
    assert complaints(page) == {}
    expect(column(page, "proposed")).to_be_visible()
    expect(column(page, "sent")).to_be_hidden()
    card(page, "Amina").get_by_text("Déplacer").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    card(page, "Amina").get_by_role("button", name="Entretien").click()
    expect(column(page, "interview")).to_be_visible()
    expect(column(page, "proposed")).to_be_hidden()
    expect(page.get_by_role("link", name="Amina Lambert", exact=True)).to_be_focused()
    page.get_by_role("navigation", name="Étapes").get_by_role("link", name="Envoyée").click()
    expect(column(page, "sent")).to_be_visible()
    assert "colonne=sent" in page.url
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert stage_of(proposals["Amina"]) == ProposalStage.INTERVIEW


def test_without_script_the_menu_of_a_card_moves_it_and_takes_it_back(
    open_page, visit, coach, proposals
):
    page = open_page(java_script_enabled=False)
    visit(page, coach)
    card(page, "Amina").get_by_text("Déplacer").click()
    card(page, "Amina").get_by_role("button", name="Envoyée").click()
    expect(column(page, "sent")).to_contain_text("Amina Lambert")
    page.locator("#toasts").get_by_role("button", name="Annuler").click()
    expect(column(page, "proposed")).to_contain_text("Amina Lambert")
