"""The parcours around its clocks: a convention drawn up and signed, a caseload handed over."""

import pytest
from playwright.sync_api import Page, expect

from beneficiaries.models import Beneficiary
from coaching.models import Agreement, Journey, Transfer
from mirec.core.periods import today
from tests.browser.visits import complaints, enter, follow, send
from tests.factories import (
    AppointmentFactory,
    AssessmentFactory,
    BeneficiaryFactory,
    JourneyFactory,
)


@pytest.fixture
def candidate(live_app, beneficiary):
    AssessmentFactory(beneficiary=beneficiary, assessed_on=today())
    return JourneyFactory(beneficiary=beneficiary)


def draw(page: Page) -> None:
    """A signature with the mouse, of enough strokes to be one."""
    pad = page.locator("[data-sign-pad]")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 90)
    page.mouse.down()
    for step in range(1, 16):
        page.mouse.move(box["x"] + 40 + 20 * step, box["y"] + 60 + 30 * (step % 2))
    page.mouse.up()


def test_a_convention_is_drawn_up_and_signed_on_screen(page, client, live_app, candidate, coach):
    enter(page, client, live_app.url, coach)
    page.goto(f"{live_app.url}/personnes/{candidate.beneficiary_id}/parcours/")
    follow(page, "Établir la convention")
    page.get_by_role("radio").first.check()
    send(page, "Enregistrer")
    signatures = page.get_by_role("region", name="Signatures")
    expect(signatures).to_contain_text("n'a pas encore signé")
    assert complaints(page) == {}
    for party in ("La personne", "La mission régionale"):
        signatures.get_by_role("link", name=f"Signer : {party}").click()
        draw(page)
        assert complaints(page) == {}
        send(page, "Enregistrer la signature")
        expect(signatures.get_by_role("link", name=f"Signer : {party}")).to_have_count(0)
    expect(signatures).to_contain_text("complètes le")
    agreement = Agreement.objects.get()
    assert {bool(each.drawing) for each in agreement.signatures.all()} == {True}
    assert Journey.objects.get(pk=candidate.pk).agreed_on == today()
    follow(page, "Noah Petit")
    expect(page.locator("#person-phase")).to_have_text("Vers l'emploi")
    expect(page.get_by_role("region", name="Courriers")).to_contain_text("à envoyer")
    assert complaints(page) == {}


def test_a_caseload_is_handed_over_with_a_word(
    page, client, live_app, beneficiary, coach, stranger_coach, manager
):
    BeneficiaryFactory(coach=coach, team=coach.team, first_name="Zoé", last_name="Lambert")
    AppointmentFactory(beneficiary=beneficiary, coach=coach)
    enter(page, client, live_app.url, manager)
    page.goto(f"{live_app.url}/personnes/")
    follow(page, "Transferts")
    page.get_by_role("link", name="Transférer des dossiers de Nadia Ferrero").click()
    page.get_by_label("Nouveau jobcoach").select_option(label="Julie Maes, Basse-Sambre")
    page.get_by_label("Mot de passage").fill("Les deux cherchent un mi-temps.")
    assert complaints(page) == {}
    send(page, "Voir ce qui bouge")
    moves = page.get_by_role("region", name="Ce qui bouge")
    expect(moves).to_contain_text("2, dont 2 vers l'équipe Basse-Sambre")
    expect(moves).to_contain_text("1, repris dans l'agenda de Julie Maes")
    page.get_by_label("Zoé Lambert").fill("Rappeler Zoé le matin.")
    assert complaints(page) == {}
    page.get_by_role("button", name="Transférer 2 dossiers").click()
    expect(page.get_by_text("2 dossiers transférés à Julie Maes")).to_be_visible()
    assert Transfer.objects.get().files.count() == 2
    assert set(Beneficiary.objects.values_list("coach", flat=True)) == {stranger_coach.pk}

    enter(page, client, live_app.url, stranger_coach)
    zoe = Beneficiary.objects.get(last_name="Lambert")
    page.goto(f"{live_app.url}/personnes/{zoe.pk}/suivis/")
    expect(page.get_by_text("Rappeler Zoé le matin.")).to_be_visible()
