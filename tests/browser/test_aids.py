"""The hiring aids in a real browser: axe has nothing to say, and no page scrolls sideways."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from beneficiaries.enums import Diploma, SituationKind
from employers.queries.aids import aids_in_force
from tests.browser.visits import complaints, enter
from tests.browsers import DESKTOP, PHONE
from tests.factories import ProposalFactory, SituationFactory

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"desktop": DESKTOP, "phone": PHONE}
ON = date(2026, 3, 2)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_pages_of_the_aids_read_well(
    open_page, live_server, client, coach, manager, beneficiary, screen
):
    beneficiary.born_on, beneficiary.diploma = date(2003, 5, 1), Diploma.LOWER_SECONDARY
    beneficiary.save()
    SituationFactory(
        beneficiary=beneficiary,
        kind=SituationKind.REGISTERED,
        starts_on=date(2025, 1, 1),
        ends_on=None,
    )
    vacancy = ProposalFactory(beneficiary=beneficiary, vacancy__hours_per_week=38).vacancy
    query = {"offre": vacancy.pk, "jour": ON.isoformat()}
    aid = aids_in_force(ON).get(code="impulsion-25")
    pages = (
        (coach, reverse("coaching:possible-aids", args=[beneficiary.pk], query=query)),
        (manager, reverse("employers:aid-list")),
        (manager, reverse("employers:aid-change", args=[aid.pk])),
    )
    page = open_page(**SCREENS[screen])
    for user, path in pages:
        enter(page, client, live_server.url, user)
        page.goto(f"{live_server.url}{path}")
        assert complaints(page) == {}
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width == page.viewport_size["width"]
    enter(page, client, live_server.url, coach)
    page.goto(f"{live_server.url}{pages[0][1]}")
    page.get_by_label("Durée du contrat").fill("6")
    page.get_by_role("button", name="Voir les aides").click()
    expect(page.get_by_text("contrat de 6 mois sur 2 demandés").first).to_be_visible()
    closed = page.get_by_role("region", name="Fermées, et pourquoi")
    closed.get_by_text("Tremplin 24 mois+").click()
    expect(closed.get_by_text("14 mois d'inoccupation sur 24 demandés")).to_be_visible()
