"""The entry over any page: a follow-up in at most four gestures, alone or for a group."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from coaching.enums import Outcome
from coaching.models import FollowUp
from coaching.rules.tries import next_try
from mirec.accounts.models import Draft
from mirec.core.periods import today
from tests.browser.visits import complaints, enter
from tests.factories import BeneficiaryFactory, FollowUpFactory

FEW_WORDS = "CV relu, elle l'envoie demain."


class Hands:
    """Counts every gesture: a key, a click, a field filled in."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, key: str) -> None:
        self.count += 1
        self.page.keyboard.press(key)

    def fill(self, field: Locator, words: str) -> None:
        self.count += 1
        field.fill(words)

    def click(self, target: Locator) -> None:
        self.count += 1
        target.click()


@pytest.fixture
def samira(coach):
    return BeneficiaryFactory(team=coach.team, coach=coach, first_name="Samira", last_name="Bénali")


@pytest.fixture
def noah(coach):
    return BeneficiaryFactory(team=coach.team, coach=coach, first_name="Noah", last_name="Petit")


@pytest.fixture
def at_work(page, client, live_app, coach, samira, noah):
    """On a page that has nothing to do with either."""
    enter(page, client, live_app.url, coach)
    page.goto(f"{live_app.url}/personnes/?q=abc")
    return page


def dialog_of(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Nouveau suivi")


def options(page: Page, which: str = "") -> Locator:
    return page.locator(f"#entree_persons [role=option]{which}")


def save(page: Page) -> Locator:
    return dialog_of(page).get_by_role("button", name="Enregistrer le suivi")


def test_a_follow_up_takes_four_gestures_and_one_stays_where_one_was(at_work, samira, coach):
    page, hands = at_work, Hands(at_work)
    hands.press("a")
    hands.fill(dialog_of(page).get_by_role("combobox", name="Personne"), "benali")
    hands.fill(dialog_of(page).get_by_label("ce qui s'est dit"), FEW_WORDS)
    hands.click(save(page))
    expect(page.get_by_text("Suivi de Samira Bénali enregistré.")).to_be_visible()
    assert hands.count <= 4
    assert page.url.endswith("/personnes/?q=abc")
    expect(dialog_of(page)).to_have_count(0)
    kept = FollowUp.objects.get()
    assert (kept.beneficiary, kept.text, kept.created_by) == (samira, FEW_WORDS, coach)
    assert Draft.objects.count() == 0


def test_on_the_page_of_a_person_the_entry_is_about_that_person(page, client, live_app, samira):
    enter(page, client, live_app.url, samira.coach)
    page.goto(f"{live_app.url}/personnes/{samira.pk}/suivis/")
    hands = Hands(page)
    hands.click(page.get_by_role("link", name="Suivi", exact=True).first)
    hands.fill(dialog_of(page).get_by_label("ce qui s'est dit"), FEW_WORDS)
    hands.press("Control+Enter")
    expect(page.locator("#fil")).to_contain_text(FEW_WORDS)
    assert hands.count == 3


def test_the_person_is_chosen_with_the_keyboard_alone(at_work, samira):
    page = at_work
    BeneficiaryFactory(team=samira.team, coach=samira.coach, last_name="Benali", first_name="Zoé")
    page.keyboard.press("a")
    field = dialog_of(page).get_by_role("combobox", name="Personne")
    expect(field).to_be_focused()
    page.keyboard.type("benali")
    expect(options(page).filter(has_text="Zoé")).to_be_visible()
    assert complaints(page) == {}
    field.focus()
    page.keyboard.press("ArrowDown")
    expect(options(page, "[aria-selected=true]")).to_contain_text("Zoé")
    page.keyboard.press("Enter")
    expect(dialog_of(page).locator(".who-line")).to_contain_text("Zoé Benali")
    expect(dialog_of(page).get_by_label("ce qui s'est dit")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog_of(page)).to_have_count(0)


def test_the_key_waits_while_one_types_and_can_be_switched_off(at_work):
    page = at_work
    page.locator("#recherche").focus()
    page.keyboard.press("a")
    expect(page.locator("#recherche")).to_have_value("a")
    expect(dialog_of(page)).to_have_count(0)
    page.locator("summary", has_text="Compte de").click()
    page.get_by_role("group", name="Raccourcis d'une touche").get_by_role(
        "button", name="Inactifs"
    ).click()
    page.locator("main").click()
    page.keyboard.press("a")
    expect(dialog_of(page)).to_have_count(0)


def test_one_entry_for_two_persons_with_a_line_of_their_own(at_work, samira, noah):
    page = at_work
    page.keyboard.press("a")
    field = dialog_of(page).get_by_role("combobox", name="Personne")
    for letters in ("Bénali", "Petit"):
        field.fill(letters)
        options(page).filter(has_text=letters).click()
    noahs = dialog_of(page).locator(f"[data-person='{noah.pk}']")
    noahs.get_by_label("Résultat").select_option("no_show")
    noahs.get_by_label("Pour cette personne seulement").fill("Train supprimé.")
    dialog_of(page).get_by_label("ce qui s'est dit").fill("Atelier téléphone.")
    assert complaints(page) == {}
    save(page).click()
    expect(page.get_by_text("2 suivis enregistrés")).to_be_visible()
    hers, his = samira.follow_ups.get(), noah.follow_ups.get()
    assert hers.batch == his.batch is not None
    assert (hers.outcome, hers.remark) == (Outcome.DONE, "")
    assert (his.outcome, his.remark) == (Outcome.NO_SHOW, "Train supprimé.")


def test_not_reached_proposes_the_next_try_and_a_quick_day_replaces_it(at_work, samira):
    page = at_work
    for days in (1, 2):
        FollowUpFactory(
            beneficiary=samira,
            created_by=samira.coach,
            not_reached=True,
            happened_on=today() - timedelta(days=days),
        )
    page.keyboard.press("a")
    dialog_of(page).get_by_role("combobox", name="Personne").fill("benali")
    page.keyboard.press("Enter")
    dialog_of(page).get_by_label("Résultat").first.select_option("not_reached")
    step = dialog_of(page).get_by_label("prochaine étape")
    expect(step).to_have_value(next_try(3, today()).text)
    expect(dialog_of(page).locator("[name=next_step_on]")).to_have_value(
        next_try(3, today()).on.isoformat()
    )
    dialog_of(page).get_by_role("button", name="Dans une semaine").click()
    save(page).click()
    expect(page.get_by_text("Suivi de Samira Bénali enregistré.")).to_be_visible()
    kept = samira.follow_ups.first()
    assert kept.next_step_on == today() + timedelta(days=7)


def test_a_text_to_start_from_fills_and_never_overwrites_without_asking(at_work):
    page = at_work
    page.keyboard.press("a")
    text = dialog_of(page).get_by_label("ce qui s'est dit")
    prompts = dialog_of(page).get_by_label("Modèle")
    prompts.select_option(label="Point de jobcoaching")
    expect(text).to_have_value(
        "Depuis la dernière fois :\nTravaillé aujourd'hui :\nCe qui avance :\nCe qui bloque :"
    )
    text.fill("Mes propres mots.")
    prompts.select_option(label="Ce que le réseau a permis")
    expect(text).to_have_value("Mes propres mots.")
    dialog_of(page).get_by_role("button", name="Ajouter le modèle à la suite").click()
    expect(text).to_have_value("Mes propres mots.\n\nPartenaire :\nDémarche :\nRésultat :")


def test_the_draft_of_an_entry_brings_its_persons_back(at_work, live_app, samira, noah):
    page = at_work
    page.keyboard.press("a")
    field = dialog_of(page).get_by_role("combobox", name="Personne")
    for letters in ("Bénali", "Petit"):
        field.fill(letters)
        options(page).filter(has_text=letters).click()
    dialog_of(page).get_by_label("ce qui s'est dit").fill("Atelier télé")
    expect(dialog_of(page).locator(".draft-kept")).to_contain_text("Brouillon gardé à")
    page.goto(f"{live_app.url}/comptes/brouillons/")
    page.get_by_role("link", name="Reprendre").click()
    dialog_of(page).get_by_role("button", name="Reprendre").click()
    expect(dialog_of(page).locator(".who-line")).to_have_count(2)
    expect(dialog_of(page).get_by_label("ce qui s'est dit")).to_have_value("Atelier télé")


def test_the_entry_fits_a_telephone(phone, client, live_app, coach, samira):
    enter(phone, client, live_app.url, coach)
    phone.goto(f"{live_app.url}/ma-journee/")
    phone.get_by_role("link", name="Suivi", exact=True).first.tap()
    dialog_of(phone).get_by_role("combobox", name="Personne").fill("benali")
    options(phone).tap()
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    assert complaints(phone) == {}
