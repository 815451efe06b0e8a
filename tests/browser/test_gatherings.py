"""From the public page to a file: signed up on a telephone, present at the door, a candidate."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from beneficiaries.models import Beneficiary
from coaching.models import FollowUp, InformationSession
from mirec.core import robots
from tests.browser.visits import complaints, enter, follow, send
from tests.factories import (
    CohortFactory,
    InformationSessionFactory,
    SignUpFactory,
    WorkshopFactory,
    WorkshopSeatFactory,
)

SMALL = {"viewport": {"width": 320, "height": 640}, "is_mobile": True, "has_touch": True}


@pytest.fixture(autouse=True)
def _forgotten():
    cache.clear()


def test_somebody_signs_up_comes_and_becomes_a_candidate(
    phone, open_page, client, live_app, coach, monkeypatch
):
    monkeypatch.setattr(robots, "QUICKEST", timedelta(0))
    session = InformationSessionFactory(is_first_interview=True, title="Matinée d'information")
    phone.goto(f"{live_app.url}{reverse('account_login')}")
    phone.get_by_role("link", name="Nos séances d'information").click()
    phone.get_by_role("link", name="M'inscrire").click()
    phone.get_by_label("Prénom").fill("Amina")
    phone.get_by_label("Nom", exact=True).fill("Bouzid")
    send(phone, "M'inscrire à cette séance")
    expect(phone.get_by_role("heading", level=2).first).to_be_visible()
    expect(phone.get_by_label("Prénom")).to_have_value("Amina")
    assert complaints(phone) == {}
    phone.get_by_label("E-mail").fill("amina@example.be")
    phone.get_by_label("Qui vous a parlé de nous ?").select_option("CPAS")
    send(phone, "M'inscrire à cette séance")
    expect(phone.get_by_role("heading", level=1)).to_have_text(
        "Merci, votre inscription est notée."
    )
    begun = timezone.now() - timedelta(minutes=5)
    InformationSession.objects.update(starts_at=begun, ends_at=begun + timedelta(hours=2))

    door = open_page(**SMALL)
    enter(door, client, live_app.url, coach)
    door.goto(f"{live_app.url}{session.get_absolute_url()}")
    follow(door, "À l'entrée")
    here = door.get_by_role("group", name="Présence d'Amina Bouzid")
    here.get_by_role("button", name="Présent·e").click()
    expect(here.get_by_role("button", name="Présent·e")).to_have_attribute("aria-pressed", "true")
    expect(door.get_by_text("1 personne présente")).to_be_visible()
    assert door.evaluate("document.documentElement.scrollWidth") == 320
    assert complaints(door) == {}
    door.get_by_role("link", name="Devient candidat").click()
    send(door, "Ouvrir le dossier")
    expect(door.get_by_role("heading", level=1)).to_have_text("Amina Bouzid")
    person = Beneficiary.objects.get()
    assert person.source == "cpas"
    assert person.journeys.get().first_interview == "collective"


def test_a_workshop_is_marked_and_closed_on_a_telephone(
    phone, client, live_app, coach, beneficiary
):
    seat = WorkshopSeatFactory(workshop__past=True, beneficiary=beneficiary)
    enter(phone, client, live_app.url, coach)
    phone.goto(f"{live_app.url}{reverse('coaching:workshop-door', args=[seat.workshop_id])}")
    phone.get_by_label("Pour cette personne").fill("Très à l'aise.")
    phone.get_by_role("button", name="Excusé·e").click()
    expect(phone.get_by_role("button", name="Excusé·e")).to_have_attribute("aria-pressed", "true")
    expect(phone.get_by_label("Pour cette personne")).to_have_value("Très à l'aise.")
    follow(phone, "Clôturer l'atelier")
    send(phone, "Clôturer l'atelier")
    expect(phone.get_by_text("1 suivi écrit")).to_be_visible()
    assert FollowUp.objects.get().outcome == "excused"


@pytest.fixture
def house(beneficiary):
    """Something on each page, long names included."""
    session = InformationSessionFactory(past=True)
    for number in range(3):
        SignUpFactory(session=session, last_name=f"Vandenbroucke-Delattre {number}")
    coming = InformationSessionFactory(capacity=1)
    SignUpFactory(session=coming)
    CohortFactory(starts_on=timezone.localdate() + timedelta(days=9))
    workshop = WorkshopFactory(past=True)
    WorkshopSeatFactory(workshop=workshop, beneficiary=beneficiary, remark="À revoir.")
    return [
        reverse("coaching:public"),
        reverse("coaching:sign-up", args=[coming.pk]),
        reverse("coaching:my-sign-up", args=[coming.sign_ups.get().token]),
        reverse("coaching:information-list"),
        session.get_absolute_url(),
        reverse("coaching:information-door", args=[session.pk]),
        reverse("coaching:workshop-list"),
        workshop.get_absolute_url(),
        reverse("coaching:workshop-door", args=[workshop.pk]),
        reverse("coaching:workshop-register", args=[workshop.pk]),
    ]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_page_pleases_axe_and_fits_a_narrow_screen(
    open_page, client, live_app, coach, house, look
):
    page = open_page(viewport={"width": 1400, "height": 900}, color_scheme=look)
    enter(page, client, live_app.url, coach)
    said, widths = {}, {}
    for address in house:
        page.set_viewport_size({"width": 1400, "height": 900})
        page.goto(f"{live_app.url}{address}")
        said[address] = complaints(page)
        page.set_viewport_size({"width": 320, "height": 700})
        widths[address] = page.evaluate("document.documentElement.scrollWidth")
    assert said == dict.fromkeys(house, {})
    assert widths == dict.fromkeys(house, 320)
