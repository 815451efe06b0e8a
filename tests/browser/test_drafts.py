"""Nothing typed is lost: the session ends while one types, and the text comes back."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Page, expect

from coaching.models import FollowUp
from mirec.accounts.models import Draft
from tests.browser.visits import complaints, enter, send, sign_in, tab
from tests.factories import PASSWORD, BeneficiaryFactory

SAID = "Elle a trouvé une place à la crèche pour le mercredi."
MORE = " Reste le mardi."


@pytest.fixture
def person(coach):
    return BeneficiaryFactory(team=coach.team, coach=coach)


def text_of(page: Page):
    return page.get_by_label("ce qui s'est dit")


def open_thread(page: Page, site: str, person) -> None:
    page.goto(f"{site}/personnes/{person.pk}/suivis/")


def type_and_keep(page: Page, words: str) -> None:
    text_of(page).press_sequentially(words)
    expect(page.locator(".draft-kept")).to_contain_text("Brouillon gardé à")


def test_the_session_ends_while_typing_and_the_text_comes_back(page, live_app, coach, person):
    sign_in(page, live_app.url, coach)
    open_thread(page, live_app.url, person)
    type_and_keep(page, SAID)
    Session.objects.all().delete()
    text_of(page).press_sequentially(MORE)
    warning = page.get_by_role("alert").filter(has_text="Votre session est terminée")
    expect(warning).to_be_visible()
    send(page, "Enregistrer le suivi")
    expect(text_of(page)).to_have_value(SAID + MORE)
    page.goto(live_app.url)
    page.get_by_label("Adresse e-mail").fill(coach.email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    send(page, "Se connecter")
    expect(page.get_by_role("button", name="Se connecter")).to_have_count(0)
    open_thread(page, live_app.url, person)
    expect(page.locator(".draft-offer")).to_contain_text("Elle a trouvé une place")
    assert complaints(page) == {}
    send(page, "Reprendre")
    expect(text_of(page)).to_have_value(SAID)
    send(page, "Enregistrer le suivi")
    expect(page.locator("#panneau .tl")).to_contain_text("crèche")
    assert FollowUp.objects.get().text == SAID
    assert Draft.objects.count() == 0


def test_signing_in_again_in_another_tab_keeps_what_the_first_one_holds(
    page, live_app, coach, person
):
    sign_in(page, live_app.url, coach)
    open_thread(page, live_app.url, person)
    Session.objects.all().delete()
    text_of(page).press_sequentially(SAID)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Se connecter dans un autre onglet").click()
    other = opened.value
    other.get_by_label("Adresse e-mail").fill(coach.email)
    other.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="Se connecter").click()
    expect(other.get_by_role("heading", level=1, name="Mes brouillons")).to_be_visible()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator(".draft-kept")).to_contain_text("Brouillon gardé à")
    send(page, "Enregistrer le suivi")
    expect(page.locator("#panneau .tl")).to_contain_text("crèche")
    assert FollowUp.objects.get().created_by == coach
    assert Draft.objects.count() == 0


def test_a_closed_tab_and_another_machine_lose_nothing(
    page, open_page, client, live_app, coach, person
):
    enter(page, client, live_app.url, coach)
    open_thread(page, live_app.url, person)
    text_of(page).press_sequentially(SAID)
    tab(page, "Parcours")
    page.goto(f"{live_app.url}/ma-journee/")
    elsewhere = open_page()
    enter(elsewhere, Client(), live_app.url, coach)
    open_thread(elsewhere, live_app.url, person)
    elsewhere.get_by_role("button", name="Reprendre").click()
    expect(text_of(elsewhere)).to_have_value(SAID)
    text_of(elsewhere).fill("")
    expect(elsewhere.locator(".draft-kept")).to_have_count(1)
    elsewhere.goto(f"{live_app.url}/comptes/brouillons/")
    elsewhere.get_by_role("button", name="Effacer").click()
    expect(elsewhere.get_by_text("Aucun brouillon")).to_be_visible()
