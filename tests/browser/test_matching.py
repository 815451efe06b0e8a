"""Matching in a real browser: reasons beside each row, narrowed in place, proposed in one click."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from employers.enums import Need, RefusalKind
from employers.models import Proposal
from mirec.core.periods import today
from tests.browser.visits import remarks
from tests.browsers import DESKTOP, PHONE
from tests.factories import (
    BeneficiaryFactory,
    BeneficiarySkillFactory,
    CohortFactory,
    JourneyFactory,
    LocalityFactory,
    OccupationFactory,
    PartnerFactory,
    ProgrammeFactory,
    ProposalFactory,
    RequirementFactory,
    SkillFactory,
    VacancyFactory,
    WorkWishFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"desktop": DESKTOP, "phone": PHONE}
PERSONS = "/emploi/propositions/nouvelle/?offre={vacancy}"
VACANCIES = "/emploi/propositions/nouvelle/?personne={person}"
ASKED = (
    ("Conduire un chariot élévateur frontal", Need.MUST, 3, "technical"),
    ("Lire et remplir un bon de commande", Need.MUST, 2, "technical"),
    ("Utiliser un scanner portable", Need.TRAINABLE, 2, "technical"),
    ("Travailler en équipe", Need.NICE, 2, "behavioural"),
    ("Néerlandais à l'oral", Need.NICE, 1, "language"),
)
HELD = {
    "Lambert": (4, 3, 2, 3, 1),
    "Vandenbroucke-Delattre de la Haie": (3, 0, 1, 2, 0),
    "Öztürk": (1, 2, 0, 0, 2),
    "El Khattabi": (0, 0, 0, 0, 0),
}


@pytest.fixture
def scene(prospector, coach) -> SimpleNamespace:
    """A vacancy of a forklift driver, four persons who look for work, a course that begins."""
    place = LocalityFactory(postal_code="6240", name="Farciennes", commune="Farciennes")
    driver = OccupationFactory(label="Cariste", rome_code="N1101")
    vacancy = VacancyFactory(
        employer__name="Sambre Logistique et Entreposage du Pays Noir",
        title="Cariste – préparation de commandes (h/f/x)",
        occupation=driver,
        locality=place,
        prospector=prospector,
        slots=["early", "shifts"],
        access_without_car="Bus 52 jusque 22 h 30",
        starts_on=today() + timedelta(days=11),
        posts_count=2,
    )
    skills = [SkillFactory(label=label, kind=kind) for label, _, _, kind in ASKED]
    for skill, (_, need, level, _) in zip(skills, ASKED, strict=True):
        RequirementFactory(vacancy=vacancy, skill=skill, need=need, level=level)
    programme = ProgrammeFactory(title="Magasinier, magasinière")
    programme.skills.set(skills[:2])
    CohortFactory(programme=programme, name="groupe de printemps", coming=True)
    PartnerFactory(name="Centre Logistique", services="Validation des compétences : cariste.")
    people = {}
    for name, levels in HELD.items():
        person = BeneficiaryFactory(last_name=name, coach=coach, target_occupation=driver)
        JourneyFactory(beneficiary=person, towards_employment=True)
        for skill, level in zip(skills, levels, strict=True):
            if level:
                BeneficiarySkillFactory(
                    beneficiary=person, skill=skill, level=level, evidence="brevet" * (level > 2)
                )
        people[name] = person
    WorkWishFactory(
        beneficiary=people["Lambert"],
        slots=["early", "shifts", "days"],
        communes=["Farciennes"],
        refuses="Le travail de nuit",
    )
    other = VacancyFactory(title="Préparateur", employer=vacancy.employer, occupation=driver)
    ProposalFactory(
        vacancy=other,
        beneficiary=people["Öztürk"],
        refused=True,
        refusal_kind=RefusalKind.SCHEDULE,
    )
    ProposalFactory(vacancy=vacancy, sent=True)
    for title in ("Magasinier", "Agent de quai"):
        RequirementFactory(vacancy__title=title, skill=skills[0], level=3)
    return SimpleNamespace(vacancy=vacancy.pk, person=people["Lambert"].pk, other=other.pk)


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


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_to_say_and_nothing_scrolls_sideways(
    open_page, visit, scene, prospector, screen
):
    page = open_page(**SCREENS[screen])
    for path in (PERSONS, VACANCIES):
        visit(page, prospector, path.format(**vars(scene)))
        assert remarks(page) == {}
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= SCREENS[screen]["viewport"]["width"]


def test_reasons_are_read_the_list_is_narrowed_and_a_person_proposed(
    page, visit, scene, prospector
):
    visit(page, prospector, PERSONS.format(**vars(scene)))
    rows = page.locator(".cand")
    expect(rows).to_have_count(4)
    expect(rows.nth(0)).to_contain_text("2 compétences indispensables sur 2")
    expect(rows.nth(0)).to_contain_text("accepte de travailler à Farciennes")
    expect(rows.nth(1)).to_contain_text("groupe de printemps : dès le")
    expect(rows.nth(2)).to_contain_text("refusée par cet employeur (L'employeur : horaire)")
    page.get_by_text("Pourquoi cet ordre ?").click()
    expect(page.get_by_text("Rien d'autre ne compte")).to_be_visible()
    page.get_by_label("Toutes les indispensables").check()
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Proposer Samira Lambert").click()
    expect(page.get_by_role("status").first).to_contain_text("Proposition notée : Samira Lambert")
    assert Proposal.objects.filter(vacancy=scene.vacancy, beneficiary=scene.person).exists()
