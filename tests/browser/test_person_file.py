"""A person's file in a real browser: suggestions, tabs, the number on request, twins, answers."""

from datetime import date

from playwright.sync_api import expect

from beneficiaries.models import Beneficiary
from beneficiaries.niss import formatted
from tests.browser.visits import complaints, enter, send, tab
from tests.factories import BeneficiaryFactory, LocalityFactory

BORN = date(1990, 5, 7)


def test_a_locality_is_chosen_among_suggestions(page, client, live_app, coach):
    LocalityFactory(postal_code="6001", name="Marcinelle", commune="Charleroi")
    enter(page, client, live_app.url, coach)
    page.goto(f"{live_app.url}/personnes/inscrire/")
    page.get_by_label("Prénom").fill("Zoé")
    page.get_by_label("Nom", exact=True).fill("Lambert")
    page.get_by_label("Code postal et localité").press_sequentially("marci")
    page.get_by_role("option", name="6001 Marcinelle").click()
    send(page, "Inscrire la personne")
    expect(page.get_by_role("heading", level=1, name="Zoé Lambert")).to_be_visible()
    assert Beneficiary.objects.get().locality.name == "Marcinelle"


def test_a_twin_is_compared_before_a_second_file_is_opened(page, client, live_app, coach):
    BeneficiaryFactory(coach=coach, first_name="Zoé", last_name="Lambert")
    enter(page, client, live_app.url, coach)
    page.goto(f"{live_app.url}/personnes/inscrire/")
    page.get_by_label("Prénom").fill("zoe")
    page.get_by_label("Nom", exact=True).fill("LAMBERT")
    send(page, "Inscrire la personne")
    twins = page.get_by_role("region", name="Peut-être la même personne")
    expect(twins).to_contain_text("Zoé Lambert")
    assert complaints(page) == {}
    send(page, "Inscrire quand même")
    expect(page.get_by_role("heading", level=1, name="zoe LAMBERT")).to_be_visible()


def test_tabs_have_addresses_and_the_back_button_returns(page, client, live_app, coach):
    person = BeneficiaryFactory(coach=coach)
    enter(page, client, live_app.url, coach)
    page.goto(f"{live_app.url}/personnes/{person.pk}/identite/")
    tab(page, "Compétences")
    expect(page).to_have_url(f"{live_app.url}/personnes/{person.pk}/competences/")
    page.go_back()
    expect(page.get_by_role("heading", name="Contact et adresse")).to_be_visible()


def test_the_national_number_is_shown_in_its_place_and_noted(page, client, live_app, coach):
    person = BeneficiaryFactory(coach=coach)
    enter(page, client, live_app.url, coach)
    page.goto(f"{live_app.url}/personnes/{person.pk}/identite/")
    expect(page.locator("#niss")).to_contain_text(person.niss_masked)
    send(page, "Afficher le numéro")
    expect(page.locator("#niss")).to_contain_text(formatted(person.niss))
    assert person.openings.filter(part="Numéro national").count() == 1
    assert complaints(page) == {}


def test_two_files_of_one_person_become_one_and_two_again(page, client, live_app, coach):
    kept = BeneficiaryFactory(
        coach=coach, first_name="Samira", last_name="Benali", phone="", born_on=BORN, niss=None
    )
    BeneficiaryFactory(coach=coach, first_name="Samyra", last_name="Benalli", born_on=BORN)
    enter(page, client, live_app.url, coach)
    page.goto(f"{live_app.url}{kept.get_absolute_url()}identite/")
    page.get_by_role("link", name="Chercher un double").click()
    twins = page.get_by_role("region", name="Peut-être la même personne")
    expect(twins).to_contain_text("nom qui sonne pareil, né·e le même jour")
    assert complaints(page) == {}
    page.get_by_role("link", name="Comparer et fusionner").click()
    expect(page.get_by_role("heading", level=1, name="Fusionner deux dossiers")).to_be_visible()
    names = page.get_by_role("group", name="Nom", exact=True)
    expect(names.get_by_role("radio", name="Benali (")).to_be_checked()
    names.get_by_role("radio", name="Benalli (").check()
    assert complaints(page) == {}
    send(page, "Fusionner les deux dossiers")
    expect(page.get_by_role("region", name="Dossiers fusionnés dans celui-ci")).to_contain_text(
        "Samyra Benalli"
    )
    kept.refresh_from_db()
    assert (kept.last_name, kept.phone.as_e164) == ("Benalli", "+32470123456")
    page.get_by_role("link", name="Défaire").click()
    send(page, "Défaire la fusion")
    expect(page.get_by_role("link", name="Comparer et fusionner")).to_be_visible()
    kept.refresh_from_db()
    assert (kept.last_name, kept.phone) == ("Benali", "")
