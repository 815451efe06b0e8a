"""The coach's day: from a person at the desk to the phase « Dans l'emploi »."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from beneficiaries.models import Beneficiary
from coaching.enums import Phase
from coaching.models import FollowUp, Journey
from employers.models import Placement
from mirec.core.periods import today
from tests.browser.visits import follow, send, sign_in, tab
from tests.factories import EmployerFactory, OccupationFactory, SkillFactory
from tests.factories.beneficiaries import niss_for

NISS = niss_for(date(1990, 5, 17), "F", 3)
WRONG_NISS = f"{NISS[:-2]}{(int(NISS[-2:]) % 97) + 1:02d}"


@pytest.fixture
def network(live_app):
    """What the house already has: an employer, an occupation, a skill."""
    EmployerFactory(name="Clinique du Parc")
    OccupationFactory(label="Technicien de surface")
    SkillFactory(label="Nettoyage de bureaux")


def test_a_person_is_registered_accompanied_and_hired(page, live_app, network, coach):
    sign_in(page, live_app.url, coach)
    register(page)
    assess(page)
    open_journey(page)
    log_follow_up(page)
    record_vacancy(page)
    propose(page)
    hire(page)
    check_what_was_kept(coach)


def register(page: Page) -> None:
    follow(page, "Personnes")
    follow(page, "Inscrire une personne")
    page.get_by_label("Prénom").fill("Samira")
    page.get_by_label("Nom", exact=True).fill("Benali")
    page.get_by_label("Numéro national (NISS ou bis)").fill(WRONG_NISS)
    send(page, "Inscrire la personne")
    beside = page.locator(".field-errors, .invalid-feedback").first
    expect(beside).to_be_visible()
    expect(page.get_by_label("Prénom")).to_have_value("Samira")
    page.get_by_label("Numéro national (NISS ou bis)").fill(NISS)
    page.get_by_label("Diplôme le plus élevé").select_option("lower_secondary")
    send(page, "Inscrire la personne")
    expect(page.get_by_role("heading", level=1, name="Samira Benali")).to_be_visible()
    assert NISS not in page.content()


def assess(page: Page) -> None:
    tab(page, "Éligibilité")
    follow(page, "Évaluer")
    verdict = page.locator("#avis")
    expect(verdict).to_contain_text("Avis")
    page.get_by_label("Encore soumise à l'obligation scolaire").select_option("false")
    page.get_by_label("Inscrite au Forem comme demandeuse d'emploi inoccupée").select_option("true")
    expect(verdict).to_contain_text("Éligible")
    sentence = verdict.locator("p").first.inner_text()
    assert sentence.endswith(".")
    send(page, "Enregistrer l'évaluation")
    expect(page.locator("#panneau")).to_contain_text(sentence.removesuffix("."))
    expect(page.locator("#panneau")).to_contain_text("il manque la carte d'identité")


def open_journey(page: Page) -> None:
    tab(page, "Parcours")
    page.locator("#panneau").get_by_role("link", name="Ouvrir un parcours").click()
    page.get_by_label("Premier entretien", exact=True).select_option("individual")
    send(page, "Enregistrer")
    phase = page.locator("#person-phase")
    expect(phase).to_have_text("Accueil et bilan")
    follow(page, "Signer la convention")
    page.get_by_role("radio").first.check()
    send(page, "Enregistrer")
    expect(phase).to_have_text("Vers l'emploi")
    expect(page.locator("#person-clock")).to_contain_text("24 mois")


def log_follow_up(page: Page) -> None:
    tab(page, "Suivis")
    page.get_by_label("ce qui s'est dit").fill("Le CV est prêt ; elle veut travailler le matin.")
    page.get_by_label("prochaine étape").fill("Envoyer le CV à la Clinique du Parc")
    page.locator("[name=next_step_on]").fill(today().isoformat())
    send(page, "Enregistrer le suivi")
    expect(page.locator("#panneau")).to_contain_text("Le CV est prêt")


def record_vacancy(page: Page) -> None:
    follow(page, "Offres")
    follow(page, "Nouvelle offre")
    page.get_by_label("Employeur", exact=True).fill("Clinique du Parc")
    page.get_by_label("Métier", exact=True).fill("Technicien de surface")
    page.get_by_text("S'il en dit plus").click()
    page.get_by_label("Contrat").select_option("cdi")
    page.get_by_label("Heures par semaine").fill("24")
    page.get_by_role("group", name="Compétence 1").get_by_label("Compétence").fill(
        "Nettoyage de bureaux"
    )
    send(page, "Noter l'offre")
    expect(page.get_by_role("heading", level=1)).to_have_text("Technicien de surface")


def propose(page: Page) -> None:
    follow(page, "Proposer une personne")
    page.get_by_role("button", name="Proposer Samira Benali").click()
    expect(page.get_by_role("region", name="Personnes proposées")).to_contain_text("Samira Benali")


def hire(page: Page) -> None:
    page.get_by_role("link", name="Engager Samira Benali").click()
    expect(page.get_by_label("Fonction")).to_have_value("Technicien de surface")
    page.get_by_label("Premier jour").fill(today().isoformat())
    send(page, "Enregistrer")
    expect(page.locator("#person-phase")).to_have_text("Dans l'emploi")
    expect(page.locator("#panneau")).to_contain_text("Clinique du Parc")


def check_what_was_kept(coach) -> None:
    person = Beneficiary.objects.get(last_name="Benali")
    journey = Journey.objects.get(beneficiary=person)
    assert (person.niss, person.coach, person.born_on) == (NISS, coach, date(1990, 5, 17))
    assert (journey.phase, journey.first_hired_on) == (Phase.IN_EMPLOYMENT, today())
    assert journey.agreed_by == coach
    assert FollowUp.objects.get(beneficiary=person).created_by == coach
    assert Placement.objects.get(beneficiary=person).proposal.stage == "hired"
