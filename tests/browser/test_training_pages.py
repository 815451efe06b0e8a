"""The training room in a real browser: axe, narrow screens, presences by finger, no script."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from mirec.core.periods import today
from tests.browser.visits import remarks
from tests.browsers import DESKTOP, PHONE
from tests.factories import (
    AttendanceFactory,
    BeneficiaryFactory,
    CohortFactory,
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    SkillFactory,
    UserFactory,
)
from training.models import Cohort

pytestmark = pytest.mark.django_db(transaction=True)
NARROWEST = {"viewport": {"width": 320, "height": 700}, "has_touch": True}
STAFF_PAGES = {
    "list": "/formations/",
    "programme": "/formations/{programme}/",
    "new programme": "/formations/nouvelle/",
    "cohort": "/formations/groupes/{cohort}/",
    "new session": "/formations/groupes/{cohort}/seances/nouvelle/",
    "enrolling": "/formations/groupes/{cohort}/inscrire/?q=e",
    "moving": "/formations/inscriptions/{enrolment}/",
    "session": "/formations/seances/{session}/",
    "cancelling": "/formations/seances/{session}/annuler/",
    "presences": "/formations/seances/{session}/presences/",
    "door": "/formations/seances/{session}/porte/",
    "learning": "/formations/groupes/{cohort}/acquis/",
    "calendar": "/formations/calendrier/",
}


@pytest.fixture
def cohort(beneficiary, coordinator) -> Cohort:
    """A running cohort with a person who has a session today and others around."""
    programme = ProgrammeFactory(
        title="Commis de cuisine en collectivité", prerequisites="Aimer travailler en équipe."
    )
    programme.skills.set([SkillFactory(label="Hygiène alimentaire (HACCP)"), SkillFactory()])
    cohort = CohortFactory(programme=programme, coordinator=coordinator, name="Printemps")
    own = EnrolmentFactory(cohort=cohort, beneficiary=beneficiary)
    for last_name in ("Vandenbroucke-Delattre", "Öztürk", "El Khattabi"):
        EnrolmentFactory(cohort=cohort, beneficiary__last_name=last_name)
    EnrolmentFactory(cohort=cohort, waiting=True)
    EnrolmentFactory(cohort=cohort, dropped=True)
    for days in range(-3, 10):
        session = SessionFactory(
            cohort=cohort,
            on=today() + timedelta(days=days),
            title="Pratique à la Boulangerie Delacroix" if days % 2 else "Cours : hygiène",
            practice=bool(days % 2),
            room="atelier 2",
            trainer="Monsieur Delacroix, votre tuteur",
            to_bring="Chaussures de sécurité, carte d'identité, repas de midi",
            directions="Bus 1 depuis la gare, arrêt Ville 2, 25 minutes",
            revision=1 if days == 1 else 0,
            cancelled=days == 3,
        )
        if days < 0:
            AttendanceFactory(session=session, enrolment=own)
    return cohort


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


def address(name: str, cohort: Cohort) -> str:
    return STAFF_PAGES[name].format(
        programme=cohort.programme_id,
        cohort=cohort.pk,
        enrolment=cohort.enrolments.first().pk,
        session=cohort.sessions.first().pk,
    )


@pytest.mark.parametrize(
    ("screen", "names"),
    [
        pytest.param(DESKTOP, list(STAFF_PAGES), id="every page at the desk"),
        pytest.param(PHONE, ["presences", "calendar"], id="what is used on a telephone"),
    ],
)
def test_axe_finds_nothing_to_say_about_the_pages_of_the_staff(
    open_page, visit, cohort, screen, names
):
    page = open_page(**screen)
    said = {name: remarks(visit(page, cohort.coordinator, address(name, cohort))) for name in names}
    assert said == dict.fromkeys(names, {})


def test_no_page_of_the_staff_scrolls_sideways_at_320_pixels(open_page, visit, cohort):
    page = open_page(**NARROWEST)
    widths = {}
    for name in STAFF_PAGES:
        visit(page, cohort.coordinator, address(name, cohort))
        widths[name] = page.evaluate("document.documentElement.scrollWidth")
    assert widths == dict.fromkeys(STAFF_PAGES, 320)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_say_about_my_week(open_page, visit, cohort, beneficiary, scheme):
    page = open_page(**PHONE, color_scheme=scheme)
    assert remarks(visit(page, beneficiary.user, "/mon-espace/")) == {}


def test_my_week_works_at_320_pixels_and_without_script(open_page, visit, cohort, beneficiary):
    page = open_page(**NARROWEST, java_script_enabled=False)
    visit(page, beneficiary.user, "/mon-espace/")
    expect(page.get_by_role("heading", name="Bonjour Noah")).to_be_visible()
    page.get_by_role("button", name="Mettre dans mon agenda").click()
    shown = page.get_by_label("Ou copiez cette adresse")
    assert "/agenda/" in shown.input_value()
    for element in page.locator("main *").all():
        box = element.bounding_box()
        assert not box or box["x"] + box["width"] <= 320 or box["width"] <= 1
    page.get_by_role("button", name="Ne plus partager cette adresse").click()
    expect(page.get_by_role("button", name="Mettre dans mon agenda")).to_be_visible()


def test_presences_are_noted_on_a_telephone(phone, visit, coordinator):
    session = SessionFactory(cohort__coordinator=coordinator)
    late = EnrolmentFactory(
        cohort=session.cohort, beneficiary=BeneficiaryFactory(last_name="Öztürk")
    )
    EnrolmentFactory(cohort=session.cohort)
    visit(phone, coordinator, reverse("training:attendance", args=[session.pk]))
    who = late.beneficiary.full_name
    phone.get_by_role("group", name=who).get_by_label("En retard").tap()
    phone.get_by_role("button", name="Enregistrer les présences").click()
    expect(phone.get_by_role("alert")).to_contain_text("rien n'est perdu")
    phone.get_by_label(f"Minutes suivies par {who}").fill("150")
    phone.get_by_role("button", name="Enregistrer les présences").click()
    expect(phone.get_by_role("status").first).to_contain_text("Les présences sont notées.")
    assert sorted(session.attendances.values_list("minutes", flat=True)) == [150, 180]


def test_a_coach_reads_the_tab_in_place(page, visit, cohort, beneficiary, coach):
    visit(page, coach, reverse("beneficiaries:detail", args=[beneficiary.pk]))
    page.get_by_role("link", name="Formations").click()
    expect(page.get_by_role("heading", name="Prochaines séances")).to_be_visible()
    assert page.url.endswith(reverse("training:panel", args=[beneficiary.pk]))


def test_a_manager_may_coordinate_too(page, visit, cohort):
    visit(page, UserFactory(manager=True), "/formations/calendrier/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Semaine")
