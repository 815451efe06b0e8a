"""Two tabs on the same file, and what a colleague may not read, in a real browser."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from coaching.models import FollowUp
from tests.browser.visits import complaints, enter, send
from tests.factories import BeneficiaryFactory, FollowUpFactory

STALE = "a modifié ces données entre-temps"


@pytest.fixture
def person(coach):
    return BeneficiaryFactory(
        team=coach.team, coach=coach, first_name="Samira", last_name="Benali", studies="Aucune"
    )


def two_tabs(page: Page, address: str) -> tuple[Page, Page]:
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(address)
    return page, other


def test_two_tabs_on_a_person_do_not_overwrite_each_other_silently(
    page, client, live_app, coach, person
):
    enter(page, client, live_app.url, coach)
    first, second = two_tabs(page, live_app.url + reverse("beneficiaries:edit", args=[person.pk]))
    first.get_by_label("Études").last.fill("Deux ans de comptabilité au Maroc")
    send(first, "Enregistrer")
    expect(first.get_by_text("L'identité est à jour.")).to_be_visible()
    second.get_by_label("Prénom").fill("Samira-Lina")
    second.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(second.locator("main")).to_contain_text(STALE)
    expect(second.get_by_label("Prénom")).to_have_value("Samira-Lina")
    person.refresh_from_db()
    assert (person.first_name, person.studies) == ("Samira", "Deux ans de comptabilité au Maroc")


def test_two_tabs_on_a_sealed_part_do_not_overwrite_each_other_silently(
    page, client, live_app, coach, person
):
    written = FollowUpFactory(beneficiary=person, created_by=coach, sealed_text="Première version")
    enter(page, client, live_app.url, coach)
    address = live_app.url + reverse("coaching:followup-edit", args=[written.pk])
    first, second = two_tabs(page, address)
    for tab, words in ((first, "Écrit ici"), (second, "Écrit là-bas")):
        tab.get_by_text("Partie scellée et pièces jointes").click()
        tab.get_by_label("Remplacer la partie scellée").fill(words)
        tab.get_by_role("button", name="Enregistrer", exact=True).click()
        expect(tab).not_to_have_url(address) if tab is first else expect(
            tab.locator("main")
        ).to_contain_text(STALE)
    written.refresh_from_db()
    assert written.sealed_text == "Écrit ici"
    second.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(second.get_by_text("Suivi corrigé.")).to_be_visible()
    written.refresh_from_db()
    assert written.sealed_text == "Écrit là-bas"


def test_private_and_sealed_words_stay_with_who_may_read_them(
    page, open_page, client, live_app, coach, colleague, manager, prospector, person
):
    FollowUpFactory(beneficiary=person, created_by=coach, private=True, text="Secret-Privé")
    FollowUpFactory(
        beneficiary=person, created_by=coach, text="Point social", sealed_text="Secret-Scellé"
    )
    enter(page, client, live_app.url, coach)
    page.goto(live_app.url + reverse("coaching:panel-followups", args=[person.pk]))
    expect(page.locator("#fil")).to_contain_text("Secret-Privé")
    assert "Secret-Scellé" not in page.content()
    rooms = {
        colleague: (reverse("coaching:panel-followups", args=[person.pk]),),
        manager: (f"{reverse('coaching:followup-list')}?mots=Secret",),
        prospector: (reverse("employers:profile", args=[person.pk]),),
    }
    for reader, addresses in rooms.items():
        other = open_page()
        enter(other, Client(), live_app.url, reader)
        for address in addresses:
            other.goto(live_app.url + address)
            assert "Secret-" not in other.locator("main").inner_html()
    reading = open_page()
    enter(reading, Client(), live_app.url, colleague)
    reading.goto(live_app.url + reverse("coaching:panel-followups", args=[person.pk]))
    reading.get_by_role("button", name="Ouvrir").click()
    expect(reading.locator("#fil")).to_contain_text("Secret-Scellé")
    assert complaints(reading) == {}
    opening = person.openings.get(part="Partie scellée d'un suivi")
    assert opening.opened_by == colleague
    assert FollowUp.objects.count() == 2
