"""The component sheet in a real browser: nothing for axe to say, lists that answer in place."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.visits import remarks
from tests.browsers import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"desktop": DESKTOP, "phone": PHONE}
NARROWEST = {"viewport": {"width": 320, "height": 700}}


@pytest.fixture
def visit(live_server, client, coach):
    """`visit(page, url_name)`: the page as the coach sees it."""
    client.force_login(coach)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}

    def go(page: Page, url_name: str = "core:components") -> Page:
        page.context.add_cookies([{**cookie, "url": live_server.url}])
        page.goto(f"{live_server.url}{reverse(url_name)}")
        return page

    return go


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_to_say(open_page, visit, screen, scheme):
    page = visit(open_page(**SCREENS[screen], color_scheme=scheme))
    assert remarks(page) == {}


def test_nothing_scrolls_sideways_at_320_pixels(open_page, visit):
    page = visit(open_page(**NARROWEST))
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_filter_answers_in_place_and_tells_the_count(page, visit):
    visit(page)
    search = page.get_by_role("searchbox", name="Chercher", exact=True)
    search.press_sequentially("el")
    expect(page.locator("#announce")).to_have_text("2\u00a0personnes")
    expect(search).to_be_focused()
    assert "q=el" in page.url


def test_an_order_chosen_by_keyboard_keeps_the_focus(page, visit):
    visit(page)
    link = page.get_by_role("link", name="Personne", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Personne")
    expect(link).to_be_focused()


def test_the_dark_look_is_kept_from_page_to_page(page, visit):
    visit(page)
    page.locator("summary", has_text="Nadia Ferrero").click()
    page.get_by_role("button", name="Sombre").click()
    visit(page)
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_the_navigation_opens_in_a_panel_on_a_telephone(phone, visit):
    visit(phone)
    navigation = phone.get_by_role("navigation", name="Principale")
    expect(navigation).to_be_hidden()
    phone.get_by_role("button", name="Ouvrir le menu").click()
    expect(navigation.get_by_role("link", name="Ma journée")).to_be_visible()
    phone.keyboard.press("Escape")
    expect(navigation).to_be_hidden()


def test_targets_are_large_enough_for_a_finger(phone, visit):
    visit(phone)
    small = phone.evaluate(
        """[...document.querySelectorAll("button, summary, .btn, select, .sort, .pages a")]
           .filter((e) => e.getClientRects().length && e.getBoundingClientRect().height < 43.5)
           .map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert small == []
