"""« Ma journée » by keyboard: three answers, one undone; an appointment becomes a follow-up."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from coaching.models import Appointment, FollowUp, Snooze
from mirec.core.periods import today
from tests.browser.visits import complaints, enter
from tests.factories import AppointmentFactory, BeneficiaryFactory, FollowUpFactory, JourneyFactory


@pytest.fixture
def day(page, client, live_app, coach) -> Page:
    """Three promises of three persons, and the page that asks for them."""
    for name in ("Amina", "Bruno", "Chloé"):
        person = BeneficiaryFactory(
            first_name=name, last_name="Lambert", team=coach.team, coach=coach
        )
        FollowUpFactory(
            beneficiary=person,
            created_by=coach,
            step_overdue=True,
            next_step=f"Rappeler {name}",
            next_step_on=today() - timedelta(days=2),
        )
    enter(page, client, live_app.url, coach)
    page.goto(f"{live_app.url}/ma-journee/")
    return page


def lines(page: Page):
    return page.locator("[data-queue] li.q")


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.textContent.trim()")


def press(page: Page, label: str) -> None:
    """From where the focus is, by the Tab key to the button, then Enter."""
    for _ in range(12):
        if focused(page) == label:
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no « {label} » within twelve tabs")


def test_three_lines_are_answered_by_keyboard_and_one_is_taken_back(day):
    expect(lines(day)).to_have_count(3)
    assert complaints(day) == {}
    lines(day).first.locator("a").first.focus()
    press(day, "C'est fait")
    expect(lines(day)).to_have_count(2)
    expect(day.locator("#toasts")).to_contain_text("Amina Lambert : c'est fait.")
    expect(day.get_by_role("link", name="Bruno Lambert")).to_be_focused()
    press(day, "Reporter d'une semaine")
    expect(lines(day)).to_have_count(1)
    expect(day.get_by_role("link", name="Chloé Lambert")).to_be_focused()
    expect(day.locator("[data-left]")).to_have_text("1 réponse attendue.")
    press(day, "C'est fait")
    expect(lines(day)).to_have_count(0)
    expect(day.get_by_role("heading", name="À répondre")).to_be_focused()
    day.locator(".toast").filter(has_text="Bruno").get_by_role("button", name="Annuler").press(
        "Enter"
    )
    expect(lines(day)).to_have_count(1)
    expect(day.get_by_role("link", name="Bruno Lambert")).to_be_focused()
    assert FollowUp.objects.filter(next_step_done_on=today()).count() == 2
    assert not Snooze.objects.exists()


def test_everything_works_without_script(open_page, client, live_app, coach):
    person = BeneficiaryFactory(team=coach.team, coach=coach)
    FollowUpFactory(beneficiary=person, created_by=coach, step_overdue=True)
    page = open_page(java_script_enabled=False)
    enter(page, client, live_app.url, coach)
    page.goto(f"{live_app.url}/ma-journee/")
    page.get_by_role("button", name="C'est fait").click()
    expect(page.get_by_text("Rien à répondre aujourd'hui.")).to_be_visible()
    page.locator("#toasts").get_by_role("button", name="Annuler").click()
    expect(lines(page)).to_have_count(1)


def test_an_appointment_is_confirmed_and_not_typed_again(page, client, live_app, coach):
    person = BeneficiaryFactory(
        first_name="Amina", last_name="Lambert", team=coach.team, coach=coach
    )
    AppointmentFactory(beneficiary=person, coach=coach, to_close=True, subject="Relire le CV")
    enter(page, client, live_app.url, coach)
    page.goto(f"{live_app.url}/ma-journee/")
    lines(page).get_by_role("link", name="A eu lieu").click()
    expect(page.get_by_label("ce qui s'est dit")).to_be_focused()
    page.keyboard.type("Le CV est prêt.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#toasts")).to_contain_text("Suivi d'Amina Lambert noté")
    written = FollowUp.objects.get()
    assert (written.text, written.minutes) == ("Le CV est prêt.", 60)
    assert Appointment.objects.get().follow_up == written


def test_on_a_telephone_the_agenda_comes_first_and_nothing_overflows(
    phone, client, live_app, coach
):
    person = BeneficiaryFactory(team=coach.team, coach=coach)
    JourneyFactory(beneficiary=person, intake_overdue=True)
    AppointmentFactory(beneficiary=person, coach=coach)
    enter(phone, client, live_app.url, coach)
    for address in ("/ma-journee/", "/agenda/", "/agenda/jour/"):
        phone.goto(f"{live_app.url}{address}")
        assert complaints(phone) == {}
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
