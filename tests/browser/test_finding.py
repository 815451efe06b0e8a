"""Ctrl K in a real browser, by the keyboard alone; suggestions that forgive the spelling."""

from playwright.sync_api import expect

from tests.browser.visits import complaints, enter
from tests.factories import BeneficiaryFactory, OccupationFactory, VacancyFactory


def test_a_misspelt_person_is_found_and_opened_without_the_mouse(page, client, live_app, coach):
    person = BeneficiaryFactory(coach=coach, first_name="Samira", last_name="Benali")
    VacancyFactory(title="Samaritain de jour")
    enter(page, client, live_app.url, coach)
    page.goto(f"{live_app.url}/emploi/offres/")
    page.keyboard.press("Control+k")
    page.keyboard.type("smaira benaly")
    box = page.get_by_role("combobox", name="Chercher")
    option = page.get_by_role("option", name="Samira Benali")
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    assert complaints(page) == {}
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Samira Benali")).to_be_visible()
    assert page.url == f"{live_app.url}{person.get_absolute_url()}"


def test_escape_closes_the_answers_and_enter_opens_the_page_of_results(
    page, client, live_app, coach
):
    BeneficiaryFactory(coach=coach, first_name="Samira", last_name="Benali")
    enter(page, client, live_app.url, coach)
    page.goto(f"{live_app.url}/emploi/offres/")
    page.keyboard.press("Control+k")
    page.keyboard.type("benalli")
    options = page.get_by_role("listbox", name="Résultats")
    expect(options).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.type("qqzzw")
    expect(options).to_contain_text("Rien ne ressemble")
    assert complaints(page) == {}
    page.keyboard.press("Control+a")
    page.keyboard.type("benalli")
    expect(options).to_contain_text("Samira Benali")
    page.keyboard.press("Escape")
    expect(options).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Résultats pour « benalli »")
    expect(page.get_by_role("link", name="Samira Benali")).to_be_visible()
    assert "benalli" not in page.url
    assert complaints(page) == {}


def test_on_a_telephone_the_answers_fit_the_screen(phone, client, live_app, coach):
    BeneficiaryFactory(coach=coach, first_name="Samira", last_name="Benali")
    enter(phone, client, live_app.url, coach)
    phone.goto(f"{live_app.url}/emploi/offres/")
    phone.locator("#recherche").focus()
    phone.keyboard.type("benali")
    option = phone.get_by_role("option", name="Samira Benali")
    expect(option).to_be_visible()
    assert option.bounding_box()["height"] >= 44
    assert phone.evaluate("document.documentElement.scrollWidth") == phone.viewport_size["width"]
    option.click()
    expect(phone.get_by_role("heading", level=1, name="Samira Benali")).to_be_visible()


def test_a_misspelt_occupation_is_offered_and_chosen_by_the_keyboard(page, client, live_app, coach):
    OccupationFactory(label="Plombier / Plombière")
    OccupationFactory(label="Boulanger / Boulangère")
    enter(page, client, live_app.url, coach)
    page.goto(f"{live_app.url}/personnes/inscrire/")
    field = page.get_by_label("Métier visé")
    field.press_sequentially("plonbier")
    expect(page.get_by_role("option", name="Plombier / Plombière")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Plombier / Plombière")
    assert complaints(page) == {}
