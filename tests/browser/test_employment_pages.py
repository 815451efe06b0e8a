"""The employment room in a real browser: axe, narrow screens, a call noted, a person proposed."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from employers.enums import Need, ProposalStage, VacancyStatus
from employers.models import Proposal, Vacancy
from mirec.core.periods import today
from tests.browser.visits import remarks
from tests.browsers import DESKTOP, PHONE
from tests.factories import (
    BeneficiaryFactory,
    BeneficiarySkillFactory,
    ContactFactory,
    EmployerFactory,
    JourneyFactory,
    OccupationFactory,
    PartnerFactory,
    PlacementFactory,
    ProposalFactory,
    RequirementFactory,
    SkillFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
NARROWEST = {"viewport": {"width": 320, "height": 700}, "has_touch": True}
SCREENS = {"desktop": DESKTOP, "phone": PHONE}
PAGES = {
    "home": "/emploi/?toutes=1",
    "employers": "/emploi/employeurs/",
    "new employer": "/emploi/employeurs/nouveau/",
    "employer": "/emploi/employeurs/{employer}/",
    "doubles": "/emploi/employeurs/{employer}/doubles/?nom=brasserie",
    "merge": "/emploi/employeurs/{employer}/doubles/{other}/",
    "new site": "/emploi/employeurs/{employer}/site/",
    "note a word": "/emploi/employeurs/{employer}/demarche/",
    "new contact": "/emploi/employeurs/{employer}/contact/",
    "vacancies": "/emploi/offres/",
    "new vacancy": "/emploi/offres/nouvelle/?employeur={employer}",
    "vacancy": "/emploi/offres/{vacancy}/",
    "change vacancy": "/emploi/offres/{vacancy}/modifier/",
    "close vacancy": "/emploi/offres/{vacancy}/cloturer/",
    "new skill": "/emploi/offres/{vacancy}/exigence/",
    "board": "/emploi/propositions/",
    "board of a vacancy": "/emploi/propositions/?offre={vacancy}",
    "proposals": "/emploi/propositions/liste/",
    "propose a person": "/emploi/propositions/nouvelle/?offre={vacancy}",
    "propose for a vacancy": "/emploi/propositions/nouvelle/?personne={person}",
    "move": "/emploi/propositions/{proposal}/etape/",
    "placements": "/emploi/contrats/",
    "placement": "/emploi/contrats/{placement}/",
    "profile": "/emploi/profils/{person}/",
    "panel": "/emploi/personnes/{person}/",
    "partners": "/partenaires/",
    "new partner": "/partenaires/nouveau/",
    "partner": "/partenaires/{partner}/",
}


@pytest.fixture
def scene(prospector, coach, beneficiary) -> SimpleNamespace:
    """A logistics company with a vacancy, persons proposed for it, and others around."""
    employer = EmployerFactory(
        name="Sambre Logistique et Entreposage du Pays Noir",
        sector="Transport et entreposage",
        prospector=prospector,
        note="Préfère être appelé avant 9 h. Accueille volontiers des essais.",
    )
    ContactFactory(employer=employer)
    vacancy = VacancyFactory(
        employer=employer,
        occupation=OccupationFactory(label="Cariste"),
        title="Cariste – préparation de commandes (h/f/x)",
        prospector=prospector,
        schedule="6 h à 14 h, un samedi sur deux",
        workplace="Zoning de Heppignies, bus 66",
        description="Cherche quelqu'un de ponctuel.\n\nFormation au chariot possible.",
    )
    skills = [
        ("Conduire un chariot élévateur frontal", Need.MUST, 3),
        ("Lire et remplir un bon de commande", Need.MUST, 2),
        ("Utiliser un scanner portable", Need.TRAINABLE, 2),
        ("Néerlandais à l'oral", Need.NICE, 1),
    ]
    for label, need, level in skills:
        asked = RequirementFactory(
            vacancy=vacancy, skill=SkillFactory(label=label), need=need, level=level
        )
        if level > 1:
            BeneficiarySkillFactory(beneficiary=beneficiary, skill=asked.skill, level=2)
    beneficiary.availability = "8 h – 16 h, pas le mercredi après-midi"
    beneficiary.has_driving_licence = True
    beneficiary.save()
    JourneyFactory(beneficiary=beneficiary, towards_employment=True)
    for name in ("Vandenbroucke-Delattre", "Öztürk", "El Khattabi"):
        BeneficiaryFactory(last_name=name)
    proposal = ProposalFactory(vacancy=vacancy, sent=True)
    ProposalFactory(vacancy=vacancy, refused=True)
    ProposalFactory(vacancy=vacancy, hired=True)
    ProposalFactory(beneficiary=beneficiary, interview=True)
    VacancyFactory(
        employer=employer, title="Nettoyeur de quai", received_on=today() - timedelta(days=45)
    )
    VacancyFactory(received_on=today() - timedelta(days=1))
    VacancyFactory(employer=employer, filled=True)
    placement = PlacementFactory(employer=employer, beneficiary=beneficiary, fixed_term=True)
    return SimpleNamespace(
        employer=employer.pk,
        other=EmployerFactory(name="Brasserie du Parc").pk,
        vacancy=vacancy.pk,
        proposal=proposal.pk,
        person=beneficiary.pk,
        placement=placement.pk,
        partner=PartnerFactory(operator=True, services="Accueil du public.\n\nÉcole du soir.").pk,
    )


@pytest.fixture
def visit(live_server, client):
    """`visit(page, user, path)`: the page as the user sees it."""

    def go(page: Page, user, path: str) -> Page:
        client.force_login(user)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        page.context.add_cookies([{**cookie, "url": live_server.url}])
        page.goto(f"{live_server.url}{path}")
        return page

    return go


def address(name: str, scene: SimpleNamespace) -> str:
    return PAGES[name].format(**vars(scene))


@pytest.fixture
def everywhere(coach, manager):
    """Who opens a page: the manager writes everywhere, the file's tab is the coach's."""
    return {name: coach if name == "panel" else manager for name in PAGES}


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_to_say_about_the_pages(open_page, visit, scene, everywhere, screen):
    page = open_page(**SCREENS[screen])
    said = {
        name: remarks(visit(page, user, address(name, scene))) for name, user in everywhere.items()
    }
    assert said == dict.fromkeys(PAGES, {})


def test_no_page_scrolls_sideways_at_320_pixels(open_page, visit, scene, everywhere):
    page = open_page(**NARROWEST)
    widths = {}
    for name, user in everywhere.items():
        visit(page, user, address(name, scene))
        widths[name] = page.evaluate("document.documentElement.scrollWidth")
    assert widths == dict.fromkeys(PAGES, 320)


def test_a_vacancy_is_noted_during_a_call(page, visit, scene, prospector):
    visit(page, prospector, "/emploi/offres/nouvelle/")
    page.get_by_label("Employeur", exact=True).press_sequentially("sambre log")
    page.locator("#suggestions-employer [role=option]").click()
    page.get_by_label("Métier").fill("cariste")
    page.get_by_label("Postes").fill("2")
    line = page.get_by_role("group", name="Compétence 2")
    line.get_by_label("Compétence").fill("bon de commande")
    line.get_by_label("Exigence").select_option("Formable")
    page.get_by_role("button", name="Noter l'offre").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cariste")
    vacancy = Vacancy.objects.latest("pk")
    assert (vacancy.employer_id, vacancy.posts_count) == (scene.employer, 2)
    assert vacancy.requirements.get().need == Need.TRAINABLE


def test_a_person_is_proposed_then_moved_with_the_keyboard(page, visit, scene, prospector):
    visit(page, prospector, f"/emploi/offres/{scene.vacancy}/")
    page.get_by_role("link", name="Proposer une personne").click()
    expect(page.get_by_text("1 compétence indispensable sur 2")).to_be_visible()
    page.get_by_role("button", name="Proposer Noah Petit").click()
    expect(page.get_by_role("status").first).to_contain_text("Proposition notée : Noah Petit")
    stage = page.get_by_label("Étape de Noah Petit")
    stage.focus()
    stage.press("E")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("passe à « Envoyée »")
    moved = Proposal.objects.get(vacancy=scene.vacancy, beneficiary=scene.person)
    assert moved.stage == ProposalStage.SENT


def test_a_refusal_keeps_the_choice_and_asks_why_even_without_script(
    open_page, visit, scene, prospector
):
    page = open_page(**PHONE, java_script_enabled=False)
    visit(page, prospector, "/emploi/propositions/liste/?stage=sent")
    page.get_by_label("Étape de", exact=False).first.select_option("Refusée")
    page.get_by_role("button", name="Déplacer").first.click()
    page.get_by_label("Raison").select_option("Autre motif")
    page.get_by_role("button", name="Noter le refus").click()
    expect(page.locator(".field-errors")).to_contain_text("Dites pourquoi en quelques mots")
    page.get_by_label("En quelques mots").fill("Cherche un contrat de jour.")
    page.get_by_role("button", name="Noter le refus").click()
    expect(page.get_by_role("status").first).to_contain_text("passe à « Refusée »")
    refused = Proposal.objects.get(refusal_reason="Cherche un contrat de jour.")
    assert (refused.refusal_side, refused.refusal_kind) == ("employer", "other")


def test_closing_says_what_follows(page, visit, scene, prospector):
    visit(page, prospector, f"/emploi/offres/{scene.vacancy}/cloturer/")
    expect(page.get_by_text("1 proposition en cours est retirée")).to_be_visible()
    page.get_by_label("Elle est pourvue").check()
    page.get_by_role("button", name="Clôturer l'offre").click()
    expect(page.get_by_text("Offre pourvue le")).to_be_visible()
    assert Vacancy.objects.get(pk=scene.vacancy).status == VacancyStatus.FILLED
