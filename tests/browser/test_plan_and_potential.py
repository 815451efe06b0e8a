"""A plan is drawn up and signed with the pointer; a person says the own level on a telephone."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from beneficiaries.models import SkillRating
from coaching.models import PlanVersion, Step
from mirec.core.periods import today
from tests.browser.visits import complaints, send, sign_in, tab
from tests.factories import BeneficiarySkillFactory, GoalFactory, StepFactory

SMALL_PHONE = {
    "viewport": {"width": 375, "height": 667},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


def draw(page: Page) -> None:
    """A wave with the mouse, in the frame of the signature."""
    pad = page.locator("[data-sign-pad]")
    pad.scroll_into_view_if_needed()
    frame = pad.bounding_box()
    x, y = frame["x"] + 40, frame["y"] + frame["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(24):
        page.mouse.move(x + 8 * step, y + (18 if step % 2 else -18))
    page.mouse.up()


@pytest.fixture
def plan(live_app, beneficiary):
    return GoalFactory(beneficiary=beneficiary, title="Travailler en cuisine")


def test_a_plan_is_written_drawn_up_signed_with_the_pointer_and_printed(
    open_page, live_app, coach, beneficiary, plan
):
    page = open_page()
    sign_in(page, live_app.url, coach)
    page.goto(f"{live_app.url}{beneficiary.get_absolute_url()}")
    tab(page, "Plan")
    new = page.get_by_role("region", name="Ajouter une action")
    new.get_by_label("Action").fill("Écrire le CV")
    new.get_by_label("Action").press("Enter")
    expect(page.get_by_role("listitem").filter(has_text="Écrire le CV").first).to_be_visible()
    expect(new.get_by_label("Action")).to_be_focused()
    assert complaints(page) == {}
    page.get_by_role("link", name="C'est fait : Écrire le CV").click()
    page.get_by_label("Preuve").fill("CV relu ensemble")
    page.get_by_role("form").get_by_role("button", name="C'est fait").click()
    expect(page.get_by_text("Preuve : CV relu ensemble")).to_be_visible()
    send(page, "Établir une version")
    expect(page.get_by_role("heading", level=2, name="Signature : la personne")).to_be_visible()
    assert complaints(page) == {}
    for name in ("Noah Petit", "Nadia Ferrero"):
        expect(page.get_by_label("Nom de qui signe")).to_have_value(name)
        draw(page)
        send(page, "Signer le plan")
        expect(page.get_by_role("img", name=f"Signature de {name}")).to_be_visible()
    expect(page.get_by_text("Signée par tous")).to_be_visible()
    version = PlanVersion.objects.get()
    assert [bool(each.drawing) for each in version.signatures.all()] == [True, True]
    printed = page.request.get(
        f"{live_app.url}{page.get_by_role('link', name='Imprimer (PDF)').get_attribute('href')}"
    )
    assert printed.body().startswith(b"%PDF")


def test_the_paper_takes_the_place_of_the_frame_for_whoever_cannot_draw(
    open_page, live_app, coach, beneficiary, plan
):
    StepFactory(beneficiary=beneficiary)
    page = open_page()
    sign_in(page, live_app.url, coach)
    page.goto(f"{live_app.url}/personnes/{beneficiary.pk}/plan/")
    send(page, "Établir une version")
    send(page, "Signer plutôt sur papier")
    expect(page.get_by_label("Signé sur papier le")).to_be_focused()
    send(page, "Signer le plan")
    expect(page.get_by_text("la personne, sur papier", exact=False)).to_be_visible()
    assert PlanVersion.objects.get().signatures.get().drawing == ""


def test_a_person_says_the_own_level_and_a_step_done_on_a_telephone(
    open_page, live_app, beneficiary, plan
):
    row = BeneficiarySkillFactory(beneficiary=beneficiary, skill__label="Tenir une caisse")
    StepFactory(beneficiary=beneficiary, title="Écrire le CV", due_on=today() + timedelta(days=3))
    page = open_page(**SMALL_PHONE)
    sign_in(page, live_app.url, beneficiary.user)
    page.get_by_role("link", name="Mes compétences").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    assert complaints(page) == {}
    page.get_by_role("group", name="Tenir une caisse").get_by_text("J'y arrive seul·e").tap()
    send(page, "Enregistrer mes réponses")
    expect(page.get_by_text("C'est noté")).to_be_visible()
    rating = SkillRating.objects.get()
    assert (rating.skill, rating.level, rating.voice) == (row.skill, 3, "person")
    page.get_by_role("link", name="Ma semaine").click()
    page.get_by_role("link", name="Mon plan").click()
    expect(page.get_by_text("Travailler en cuisine")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    assert complaints(page) == {}
    page.get_by_role("button", name="C'est fait : Écrire le CV").tap()
    expect(page.get_by_text("Bravo")).to_be_visible()
    assert Step.objects.get().done_by == beneficiary.user
