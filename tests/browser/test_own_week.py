"""The beneficiary's schedule, on a telephone 375 pixels wide."""

from datetime import timedelta

import icalendar
import pytest
from django.test import Client
from playwright.sync_api import expect

from mirec.core.periods import today
from tests.browser.visits import complaints, send, sign_in
from tests.factories import CohortFactory, EnrolmentFactory, SessionFactory

SMALL_PHONE = {
    "viewport": {"width": 375, "height": 667},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


@pytest.fixture
def sessions(live_app, beneficiary):
    """Today's theory, tomorrow's practice; and a session of another cohort."""
    cohort = CohortFactory(programme__title="Commis de cuisine")
    EnrolmentFactory(cohort=cohort, beneficiary=beneficiary)
    SessionFactory(title="Séance des autres")
    return [
        SessionFactory(cohort=cohort, title="Hygiène alimentaire", to_bring="Tablier"),
        SessionFactory(
            cohort=cohort,
            on=today() + timedelta(days=1),
            practice=True,
            title="Pratique à la Boulangerie Delacroix",
        ),
    ]


def test_a_person_reads_the_week_and_subscribes_an_agenda(
    open_page, live_app, sessions, beneficiary
):
    page = open_page(**SMALL_PHONE)
    sign_in(page, live_app.url, beneficiary.user)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Noah")
    expect(page.get_by_text("Hygiène alimentaire").first).to_be_visible()
    expect(page.get_by_text("Séance des autres")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    assert complaints(page) == {}
    send(page, "Mettre dans mon agenda")
    address = page.get_by_label("Ou copiez cette adresse").input_value()
    agenda = read_agenda(address)
    assert agenda == {session.title: session.starts_at for session in sessions}
    send(page, "Ne plus partager cette adresse")
    expect(page.get_by_role("button", name="Mettre dans mon agenda")).to_be_visible()
    assert visit(address).status_code == 404


def visit(address: str):
    """What a calendar program does: nobody has signed in."""
    return Client().get(address[address.index("/agenda/") :])


def read_agenda(address: str) -> dict:
    response = visit(address)
    assert response["Content-Type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(response.content)
    return {str(event["SUMMARY"]): event["DTSTART"].dt for event in calendar.walk("VEVENT")}
