"""A requirement negotiated in a real browser, and the reachable list that changes with it."""

import os
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from employers.enums import Need
from employers.models import Negotiation
from tests.browser.visits import complaints, enter
from tests.browsers import DESKTOP, PHONE
from tests.factories import (
    BeneficiaryFactory,
    BeneficiarySkillFactory,
    ContactFactory,
    JourneyFactory,
    NegotiationFactory,
    OccupationFactory,
    RequirementFactory,
    SkillFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"desktop": DESKTOP, "phone": PHONE}


@pytest.fixture
def scene(prospector) -> SimpleNamespace:
    """A vacancy that asks to tile alone: one person does, two do it with help."""
    vacancy = VacancyFactory(prospector=prospector, title="Carreleur ou carreleuse (h/f/x)")
    contact = ContactFactory(employer=vacancy.employer)
    skill = SkillFactory(label="Poser un carrelage mural et au sol")
    RequirementFactory(vacancy=vacancy, skill=skill, need=Need.MUST, level=3)
    RequirementFactory(
        vacancy=vacancy, skill=SkillFactory(label="Lire un plan"), need=Need.NICE, level=1
    )
    target = OccupationFactory(label="Carreleur")
    for name, level in (("Seule", 3), ("Aidée", 2), ("Épaulée", 2)):
        person = BeneficiaryFactory(first_name="Lina", last_name=name, target_occupation=target)
        JourneyFactory(beneficiary=person)
        BeneficiarySkillFactory(beneficiary=person, skill=skill, level=level)
    return SimpleNamespace(vacancy=vacancy, contact=contact, skill=skill)


def test_a_requirement_is_negotiated_and_the_reachable_list_changes(
    page, live_server, client, scene, prospector
):
    enter(page, client, live_server.url, prospector)
    page.goto(f"{live_server.url}{scene.vacancy.get_absolute_url()}")
    page.get_by_role("link", name=f"Négocier {scene.skill}").click()
    reach = page.locator("#portee")
    expect(reach).to_contain_text("1 personne atteignable")
    page.get_by_label("Niveau").select_option("Avec de l'aide")
    expect(reach).to_contain_text("1 personne atteignable → 3")
    expect(reach).to_contain_text("2 personnes de plus")
    assert not Negotiation.objects.exists()
    page.get_by_label("Convenu avec").select_option(str(scene.contact))
    page.get_by_label("Pourquoi").fill("Le chef d'équipe accompagne les premières semaines.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status").first).to_contain_text("c'est noté")
    page.get_by_role("link", name="Ce qui a été négocié, et qui devient atteignable").click()
    expect(page.get_by_text("Le chef d'équipe accompagne")).to_be_visible()
    opened = page.get_by_role("region", name="Ouvertes par le dernier changement")
    expect(opened.get_by_role("link", name="Lina")).to_have_count(2)
    row = Negotiation.objects.get()
    assert (row.reachable_before, row.reachable_after) == (1, 3)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_pages_of_the_talks_read_well(
    open_page, live_server, client, scene, prospector, screen
):
    NegotiationFactory(vacancy=scene.vacancy, contact=scene.contact, skill=scene.skill)
    page = open_page(**SCREENS[screen])
    enter(page, client, live_server.url, prospector)
    edit = f"/emploi/offres/{scene.vacancy.pk}/exigences/{scene.skill.pk}/"
    for path in (edit, f"/emploi/offres/{scene.vacancy.pk}/negociation/"):
        page.goto(f"{live_server.url}{path}")
        assert complaints(page) == {}
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width == page.viewport_size["width"]
        if shots := os.environ.get("SHOTS"):
            name = path.strip("/").split("/")[3]
            page.screenshot(path=f"{shots}/{screen}-{name}.png", full_page=True)
