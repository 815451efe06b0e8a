"""The operator's list on a telephone, the learning grid by keyboard, lines added to a programme."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from mirec.accounts.models import Draft
from mirec.core.periods import today
from tests.browser.visits import complaints, enter, follow, send
from tests.factories import (
    AttendanceFactory,
    CohortFactory,
    EnrolmentFactory,
    OccupationFactory,
    PartnerFactory,
    SessionFactory,
    SkillFactory,
    TaughtSkillFactory,
)
from training.enums import Settlement
from training.models import Cohort, OperatorLine, Programme, SkillResult
from training.services import close_session
from training.services.operator_lists import receive_sheet

pytestmark = pytest.mark.django_db(transaction=True)
LONG_NAME = "Vandenbroucke-Delattre Ngalula-Mukendi wa Tshibangu"


@pytest.fixture
def cohort(coordinator) -> Cohort:
    """Two persons who followed three hours yesterday."""
    cohort = CohortFactory(coordinator=coordinator)
    yesterday = today() - timedelta(days=1)
    session = SessionFactory(cohort=cohort, on=yesterday)
    for name in ("Öztürk", LONG_NAME):
        row = EnrolmentFactory(cohort=cohort, enrolled_on=yesterday, beneficiary__last_name=name)
        AttendanceFactory(session=session, enrolment=row, minutes=180, recorded_by=coordinator)
    close_session(session=session, by=coordinator, at=session.ends_at)
    return cohort


def test_a_difference_is_decided_on_a_telephone_and_leaves_what_waits(
    phone, live_app, client, cohort
):
    first = cohort.enrolments.order_by("pk")[0].beneficiary
    day = today() - timedelta(days=1)
    text = f"Nom;Jour;Heures\n{first.full_name};{day};2\nInconnue Total;{day};3\n"
    sheet = receive_sheet(
        cohort=cohort, content=text.encode(), name=f"{'prestations_' * 12}.csv", starts_on=None,
        ends_on=None, by=cohort.coordinator, on=today(),
    )  # fmt: skip
    enter(phone, client, live_app.url, cohort.coordinator)
    phone.goto(f"{live_app.url}/formations/groupes/{cohort.pk}/listes/")
    phone.get_by_role("table").get_by_role("link").click()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert complaints(phone) == {}
    phone.get_by_role("link", name="À décider 2").click()
    row = phone.get_by_role("row").filter(has_text="Öztürk")
    expect(row).to_contain_text("2 h")
    row.get_by_role("link", name="Décider").click()
    assert complaints(phone) == {}
    phone.get_by_label("Question posée à l'opérateur").check()
    send(phone, "Décider")
    expect(phone.get_by_role("link", name="À décider 1")).to_have_attribute("aria-current", "true")
    expect(phone.get_by_role("row").filter(has_text=LONG_NAME)).to_be_visible()
    assert OperatorLine.objects.get(sheet=sheet, number=2).settlement == Settlement.ASKED


def test_the_grid_is_filled_in_by_keyboard(page, live_app, client, cohort):
    lines = [TaughtSkillFactory(programme=cohort.programme, module="Bases") for _ in range(2)]
    enter(page, client, live_app.url, cohort.coordinator)
    page.goto(f"{live_app.url}/formations/groupes/{cohort.pk}/acquis/")
    page.get_by_role("region", name="Acquis, défile de côté").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        page.keyboard.press("End")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Enregistrer les acquis")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("acquis")
    noted = SkillResult.objects.filter(enrolment__cohort=cohort, level__isnull=False)
    assert noted.count() == 4
    assert {row.skill_id for row in noted} == {line.skill_id for line in lines}
    assert complaints(page) == {}


def test_lines_of_skills_are_added_in_place_and_come_back_from_the_draft(
    page, live_app, client, coordinator
):
    skills = [SkillFactory(label=f"Compétence {letter}") for letter in "ABC"]
    operator, occupation = PartnerFactory(operator=True), OccupationFactory()
    enter(page, client, live_app.url, coordinator)
    page.goto(f"{live_app.url}/formations/nouvelle/")
    taught = page.get_by_role("group", name="Compétences acquises", exact=True)
    for number, skill in enumerate(skills):
        if number:
            taught.get_by_role("button", name="Ajouter une ligne").press("Enter")
        line = taught.get_by_role("combobox", name="Compétence").nth(number)
        expect(line).to_be_focused() if number else line.focus()
        line.fill(skill.label)
    expect(page.locator(".draft-kept")).to_contain_text("Brouillon gardé à")
    assert complaints(page) == {}
    page.goto(f"{live_app.url}/formations/nouvelle/")
    send(page, "Reprendre")
    expect(taught.get_by_role("combobox", name="Compétence")).to_have_count(3)
    page.get_by_label("Intitulé").fill("Commis de cuisine")
    page.get_by_label("Métier").fill(occupation.label)
    page.get_by_label("Opérateur").select_option(operator.name)
    page.get_by_label("Heures de théorie").fill("10")
    page.get_by_label("Heures de pratique").fill("20")
    send(page, "Ajouter au catalogue")
    expect(page.get_by_role("status").first).to_contain_text("dans le catalogue")
    assert set(Programme.objects.get().skills.all()) == set(skills)
    assert not Draft.objects.exists()


def test_without_script_the_page_comes_back_with_a_line_more(
    open_page, live_app, client, coordinator
):
    page = open_page(java_script_enabled=False)
    enter(page, client, live_app.url, coordinator)
    page.goto(f"{live_app.url}/formations/nouvelle/")
    page.get_by_label("Intitulé").fill("Commis de cuisine")
    asked = page.get_by_role("group", name="Compétences demandées", exact=True)
    asked.get_by_role("combobox", name="Compétence").fill("Calcul")
    asked.get_by_role("button", name="Ajouter une ligne").click()
    expect(asked.get_by_role("combobox", name="Compétence")).to_have_count(2)
    expect(asked.get_by_role("combobox", name="Compétence").first).to_have_value("Calcul")
    expect(page.get_by_label("Intitulé")).to_have_value("Commis de cuisine")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_label("Intitulé").press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("à corriger")


def test_stays_and_insurance_are_found_from_the_catalogue(page, live_app, client, coordinator):
    enter(page, client, live_app.url, coordinator)
    page.goto(f"{live_app.url}/formations/")
    follow(page, "Stages et assurance")
    current = page.get_by_role("navigation", name="Principale").get_by_role(
        "link", name="Alternance"
    )
    expect(current).to_have_attribute("aria-current", "page")
