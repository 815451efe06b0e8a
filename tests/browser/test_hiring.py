"""In a real browser: a hire from a proposal, its first day moved, « et si » answered."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from coaching.models import HireCheck, Journey
from employers.models import Placement
from mirec.core.periods import last_day_of, today
from mirec.core.wording import day_full
from mirec.core.working_days import working_day_from
from tests.browser.visits import remarks
from tests.browsers import DESKTOP, PHONE
from tests.factories import (
    ContractExtensionFactory,
    EmployerFactory,
    JourneyFactory,
    PlacementFactory,
    ProposalFactory,
    VacancyFactory,
    WorkBreakFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
SCREENS = {"desktop": DESKTOP, "phone": PHONE}


@pytest.fixture
def visit(live_server, client, coach):
    def go(page: Page, path: str) -> Page:
        client.force_login(coach)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        page.context.add_cookies([{**cookie, "url": live_server.url}])
        page.goto(f"{live_server.url}{path}")
        return page

    return go


def test_a_person_is_hired_from_a_proposal_and_the_first_day_moves(
    open_page, visit, coach, beneficiary
):
    JourneyFactory(beneficiary=beneficiary, towards_employment=True)
    vacancy = VacancyFactory(title="Commis de cuisine", contract_type="cdi", hours_per_week=38)
    ProposalFactory(beneficiary=beneficiary, vacancy=vacancy, trial=True)
    page = visit(open_page(**DESKTOP), f"/emploi/personnes/{beneficiary.pk}/")
    page.get_by_role("link", name="Engager").click()
    expect(page.get_by_label("Fonction")).to_have_value("Commis de cuisine")
    first = today() + 3 * DAY
    page.get_by_label("Premier jour").fill(first.isoformat())
    page.get_by_label("Tuteur ou tutrice").fill("Anne Delvaux")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status").filter(has_text="enregistrée")).to_be_visible()
    placement = Placement.objects.get()
    assert (placement.tutor, placement.starts_on) == ("Anne Delvaux", first)
    before = dict(HireCheck.objects.values_list("mark", "due_on"))
    assert len(before) >= 5

    visit(page, placement.get_absolute_url())
    page.get_by_role("link", name="Corriger").click()
    later = first + 7 * DAY
    page.get_by_label("Premier jour").fill(later.isoformat())
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("main")).to_contain_text(day_full(later).replace("\u00a0", " "))
    after = dict(HireCheck.objects.values_list("mark", "due_on"))
    assert before["day_2"] < after["day_2"] == working_day_from(later + DAY)
    assert Journey.objects.get().sustained_on == last_day_of(later, 3)


@pytest.fixture
def worked(beneficiary) -> Placement:
    """Two months with a break and an extension, interim weeks after them."""
    start = today() - 120 * DAY
    JourneyFactory(beneficiary=beneficiary, towards_employment=True, agreed_on=start)
    term = last_day_of(start, 2)
    placement = PlacementFactory(
        beneficiary=beneficiary,
        employer=EmployerFactory(name="Brasserie du Parc et Traiteur Delacroix-Vanderbeke"),
        contract_type="cdd",
        starts_on=start,
        planned_end_on=term,
    )
    ContractExtensionFactory(placement=placement, former_end_on=term - 20 * DAY, new_end_on=term)
    WorkBreakFactory(placement=placement)
    agency = EmployerFactory(name="Agence Intérim")
    for week in range(3):
        PlacementFactory(
            beneficiary=beneficiary,
            employer=agency,
            interim=True,
            user_company="Sambre Logistique",
            starts_on=term + (5 + 7 * week) * DAY,
        )
    return placement


def test_what_would_change_the_objective_is_answered_in_place(open_page, visit, worked):
    page = visit(open_page(**DESKTOP), f"/personnes/{worked.beneficiary_id}/insertion/")
    page.get_by_label("Et si un contrat chez").fill("Ville de Charleroi")
    begins = today() + DAY
    page.get_by_label("commençait le").fill(begins.isoformat())
    page.get_by_role("button", name="Calculer").click()
    expect(page.locator("#reponse")).to_contain_text("À ce rythme, objectif atteint le")
    assert Placement.objects.count() == 4


def test_missions_open_on_the_line_of_time(open_page, visit, worked):
    page = visit(open_page(**DESKTOP), worked.get_absolute_url())
    page.get_by_text("Intérim, Agence Intérim").click()
    expect(page.locator(".jobs-missions a")).to_have_count(3)


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_to_say_and_nothing_scrolls_sideways(open_page, visit, worked, screen):
    page = open_page(**SCREENS[screen])
    pages = (
        worked.get_absolute_url(),
        f"/personnes/{worked.beneficiary_id}/insertion/?employeur=X&des_le=2030-01-01",
        f"/mises-a-l-emploi/{worked.pk}/modifier/",
        f"/mises-a-l-emploi/{worked.pk}/prolonger/",
        f"/mises-a-l-emploi/{worked.pk}/interruption/",
        f"/mises-a-l-emploi/nouvelle/?personne={worked.beneficiary_id}",
    )
    said = {}
    for path in pages:
        visit(page, path)
        found = remarks(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        said[path] = (found, max(0, wide))
    assert said == dict.fromkeys(pages, ({}, 0))
