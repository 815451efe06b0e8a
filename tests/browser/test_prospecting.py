"""The prospector's day in a browser: a vacancy by the keyboard alone, answers in place, links."""

import time
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from employers.models import Approach, Employer, Vacancy
from employers.services.freshness import PURPOSE
from mirec.accounts.models import Draft
from mirec.core.links import issue_link
from mirec.core.models import OneUseLink
from mirec.core.periods import today
from tests.browser.visits import complaints, enter
from tests.factories import (
    ApproachFactory,
    ContactFactory,
    EmployerFactory,
    OccupationFactory,
    PlacementFactory,
    ProposalFactory,
    SiteFactory,
    SkillFactory,
    VacancyFactory,
)
from tests.platform.production import wait_for

NEW = "/emploi/offres/nouvelle/"
SLOW_TYPIST_MS = 60
"""Between two keys: two hundred a minute."""


@pytest.fixture
def library():
    EmployerFactory(name="Sambre Logistique", phone="+3271000001", email="a@sambre.example")
    OccupationFactory(label="Cariste")
    for label in ("Conduire un chariot élévateur", "Lire un bon de commande", "Ranger un quai"):
        SkillFactory(label=label)


def type_words(page: Page, words: str) -> None:
    page.keyboard.type(words, delay=SLOW_TYPIST_MS)


def choose(page: Page, words: str) -> None:
    """The first suggestion for the words, and on to the next field."""
    type_words(page, words)
    expect(page.locator(".combo-list:not([hidden]) [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")


def same_either_way(on: date) -> date:
    """A day whose number is that of its month: whatever order the browser asks them in."""
    later = on + timedelta(days=40)
    return date(later.year, later.month, later.month)


def type_who_what_when(page: Page, starts_on: date) -> None:
    expect(page.get_by_label("Employeur", exact=True)).to_be_focused()
    choose(page, "sambre")
    choose(page, "carist")
    page.keyboard.press("Control+a")
    type_words(page, "2")
    page.keyboard.press("Tab")
    type_words(page, f"{starts_on:%d%m%Y}")
    expect(page.locator("[name=starts_on]")).to_have_value(starts_on.isoformat())
    first_skill = page.locator("[name=exigences-0-skill]")
    while not first_skill.evaluate("field => field === document.activeElement"):
        page.keyboard.press("Tab")
    choose(page, "chariot")
    expect(page.locator(".draft-kept")).to_contain_text("Brouillon gardé à")


def take_up_again(page: Page) -> None:
    page.get_by_role("button", name="Reprendre").press("Enter")
    employer = page.get_by_label("Employeur", exact=True)
    expect(employer).to_have_value("Sambre Logistique (6000 Charleroi)")
    expect(page.get_by_label("Postes")).to_have_value("2")


def type_two_skills_and_send(page: Page) -> None:
    page.locator("[name=exigences-1-skill]").focus()
    choose(page, "bon de")
    type_words(page, "Form")
    for _ in range(2):
        page.keyboard.press("Tab")
    choose(page, "ranger")
    for _ in range(3):  # the level, and the fold of what may come later
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Noter l'offre")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cariste")


def test_a_vacancy_is_recorded_by_keyboard_in_under_a_minute_and_survives_a_reload(
    page, client, live_app, prospector, library
):
    starts_on = same_either_way(today())
    enter(page, client, live_app.url, prospector)
    page.goto(f"{live_app.url}{NEW}")
    begun = time.monotonic()
    type_who_what_when(page, starts_on)
    typed = time.monotonic() - begun
    page.reload()
    take_up_again(page)
    begun = time.monotonic()
    type_two_skills_and_send(page)
    assert typed + time.monotonic() - begun < 60
    vacancy = Vacancy.objects.get()
    assert (vacancy.employer.name, vacancy.posts_count) == ("Sambre Logistique", 2)
    assert vacancy.starts_on == starts_on
    asked = set(vacancy.requirements.values_list("skill__label", "need"))
    assert asked == {
        ("Conduire un chariot élévateur", "must"),
        ("Lire un bon de commande", "trainable"),
        ("Ranger un quai", "must"),
    }
    assert Draft.objects.count() == 0
    page.get_by_role("link", name="le salaire").click()
    expect(page.locator("[name=pay_from_eur]")).to_be_focused()


def test_a_new_name_is_decided_by_keyboard(page, client, live_app, prospector, library):
    enter(page, client, live_app.url, prospector)
    page.goto(f"{live_app.url}{NEW}")
    type_words(page, "Sambre Logistik")
    page.get_by_label("Métier").focus()
    type_words(page, "Cariste")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Déjà encodé ?")).to_be_visible()
    assert complaints(page) == {}
    page.get_by_label("C'est une autre entreprise").press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cariste")
    assert Vacancy.objects.get().employer.name == "Sambre Logistik"


def test_twins_show_while_one_types_an_employer(page, client, live_app, prospector, library):
    enter(page, client, live_app.url, prospector)
    page.goto(f"{live_app.url}/emploi/employeurs/nouveau/")
    page.locator("[name=name]").fill("sambre logistic")
    expect(page.locator("#ressemblants")).to_contain_text("nom presque pareil")
    page.get_by_label("C'est une autre entreprise").check()
    page.locator("[name=phone]").fill("071 00 00 01")
    expect(page.locator("#ressemblants")).to_contain_text("même téléphone")
    expect(page.get_by_label("C'est une autre entreprise")).to_be_checked()
    page.get_by_role("button", name="Enregistrer l'employeur").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("sambre logistic")
    assert Employer.objects.count() == 2


@pytest.fixture
def waiting(prospector):
    """One line in each group of the day."""
    employer = EmployerFactory(name="Sambre Logistique", prospector=prospector, email="a@b.example")
    SiteFactory(employer=employer)
    contact = ContactFactory(employer=employer)
    ApproachFactory(employer=employer, contact=contact, promised=True, created_by=prospector)
    VacancyFactory(
        employer=employer,
        contact=contact,
        title="Cariste",
        received_on=today() - timedelta(days=40),
    )
    other = EmployerFactory(name="Toitures Martinet", prospector=prospector)
    ProposalFactory(vacancy__employer=other, vacancy__title="Couvreur", sent=True)
    PlacementFactory(employer=EmployerFactory(name="Boulangerie Noël", prospector=prospector))
    return employer


def test_each_line_is_answered_in_place_and_taken_back(page, client, live_app, prospector, waiting):
    enter(page, client, live_app.url, prospector)
    page.goto(f"{live_app.url}/emploi/")
    lines = page.locator("[data-queue] li.q")
    expect(lines).to_have_count(4)
    assert complaints(page) == {}
    page.get_by_role("button", name="Fait", exact=True).press("Enter")
    expect(lines).to_have_count(3)
    expect(page.locator("[data-left]")).to_have_text("3 réponses attendues.")
    page.locator("#toasts").get_by_role("button", name="Annuler").press("Enter")
    expect(lines).to_have_count(4)
    page.get_by_role("button", name="Toujours vacante").click()
    expect(lines).to_have_count(3)
    vacancy = Vacancy.objects.get(title="Cariste")
    assert vacancy.confirm_due_on == today() + timedelta(days=30)
    page.get_by_role("button", name="Appel noté").first.click()
    expect(lines).to_have_count(2)
    assert Approach.objects.filter(employer__name="Toitures Martinet").count() == 1


def test_the_question_leaves_by_a_worker(page, client, live_app, prospector, waiting):
    enter(page, client, live_app.url, prospector)
    page.goto(f"{live_app.url}/emploi/")
    page.get_by_role("button", name="Envoyer la question").click()
    expect(page.locator("#toasts")).to_contain_text("La question part à anne.delvaux@")
    expect(page.locator("#toasts").get_by_role("button", name="Annuler")).to_have_count(0)
    link = OneUseLink.objects.filter(purpose=PURPOSE, created_by=prospector)
    wait_for(link.exists, "the worker sent nothing")
    assert link.get().target == Vacancy.objects.get(title="Cariste").pk
    page.reload()
    expect(page.get_by_role("button", name="Toujours vacante")).to_have_count(0)


def test_on_a_telephone_nothing_overflows(phone, client, live_app, prospector, waiting):
    enter(phone, client, live_app.url, prospector)
    vacancy = Vacancy.objects.get(title="Cariste").pk
    for address in (
        "/emploi/",
        NEW,
        f"/emploi/employeurs/{waiting.pk}/",
        f"/emploi/employeurs/{waiting.pk}/site/",
        f"/emploi/employeurs/{waiting.pk}/demarche/",
        f"/emploi/offres/{vacancy}/",
        f"/emploi/offres/{vacancy}/modifier/",
    ):
        phone.goto(f"{live_app.url}{address}")
        assert complaints(phone) == {}, address
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_a_quick_day_fills_the_date_of_a_promise(page, client, live_app, prospector, waiting):
    enter(page, client, live_app.url, prospector)
    page.goto(f"{live_app.url}/emploi/employeurs/{waiting.pk}/")
    page.get_by_text("Noter un appel, une visite, un e-mail").click()
    page.get_by_label("ce qui s'est dit").fill("Rappelle la semaine prochaine.")
    page.get_by_label("ce qui est promis").fill("Envoyer deux profils")
    page.get_by_role("button", name="Dans une semaine").click()
    page.get_by_role("button", name="Noter le contact").click()
    expect(page.get_by_text("C'est noté chez Sambre Logistique.")).to_be_visible()
    assert Approach.objects.latest("pk").next_step_on == today() + timedelta(days=7)


def test_the_employer_answers_on_a_telephone_without_an_account(phone, live_app, waiting):
    vacancy = Vacancy.objects.get(title="Cariste")
    token = issue_link(purpose=PURPOSE, target=vacancy.pk, at=timezone.now(), days=21, by=None)
    phone.goto(f"{live_app.url}/emploi/offres/reponse/{token}/")
    assert complaints(phone) == {}
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.get_by_label("Non, elle est pourvue").check()
    phone.get_by_role("button", name="Envoyer ma réponse").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Merci, c'est noté")
    vacancy.refresh_from_db()
    assert vacancy.status == "filled"
    assert Client().get(f"/emploi/offres/reponse/{token}/").status_code == 410
