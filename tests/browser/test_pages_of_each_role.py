"""The main pages of each role: axe in both looks, narrow screens, and the keyboard alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from mirec.core.periods import today
from tests.browser.visits import complaints, enter
from tests.factories import (
    AgreementFactory,
    AssessmentFactory,
    BeneficiaryFactory,
    BeneficiarySkillFactory,
    EnrolmentFactory,
    FollowUpFactory,
    HandicapRecognitionFactory,
    JourneyBreakFactory,
    JourneyFactory,
    LetterFactory,
    LimitChangeFactory,
    PlacementFactory,
    ProposalFactory,
    QualitativeSectionFactory,
    RegimeFactory,
    ReportFactory,
    SessionFactory,
    SituationFactory,
    TemporaryAccessFactory,
    TransferredFileFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
DESK = {"viewport": {"width": 1400, "height": 900}, "color_scheme": "light"}
PHONE_AT_NIGHT = {
    "viewport": {"width": 375, "height": 700},
    "color_scheme": "dark",
    "is_mobile": True,
    "has_touch": True,
}
NARROW = (375, 320)
OF_THE_PERSON = (
    "beneficiaries:detail", "beneficiaries:edit", "beneficiaries:assess",
    "beneficiaries:situation-create", "beneficiaries:skill-create",
    "beneficiaries:panel-eligibility", "beneficiaries:panel-skills",
    "beneficiaries:panel-identity", "beneficiaries:panel-history",
    "coaching:panel-followups", "coaching:panel-journey", "coaching:journey-open",
)  # fmt: skip
PAGES = {
    "coach": (
        "coaching:home", "beneficiaries:list", "beneficiaries:create", "coaching:journey-list",
        "coaching:followup-list", "coaching:followup-create", "coaching:letter-list",
        "coaching:letter-detail", "coaching:agreement-detail", "coaching:agreement-sign",
        "coaching:break-create", "coaching:transfer-list", *OF_THE_PERSON,
    ),
    "prospector": ("employers:home", "employers:proposal-list"),
    "coordinator": ("training:calendar", "training:programme-list"),
    "manager": (
        "reporting:list", "reporting:detail", "reporting:quota", "reporting:sections",
        "beneficiaries:regime-list", "beneficiaries:regime-detail", "beneficiaries:regime-preview",
        "beneficiaries:access-list", "beneficiaries:access-create", "coaching:transfer-detail",
    ),
    "administrator": ("accounts:user-list", "accounts:user-create", "accounts:roles"),
    "beneficiary_user": ("training:my-week", "account_change_password"),
}  # fmt: skip


@pytest.fixture
def house(beneficiary, coach):
    """A full file, and something on each list. Returns the arguments of the addresses."""
    on = today()
    BeneficiaryFactory(
        coach=coach, first_name="Marie-Antoinette", last_name="Vandenbroucke-Delattre"
    )
    SituationFactory(beneficiary=beneficiary, note="Inscription confirmée par le Forem")
    HandicapRecognitionFactory(beneficiary=beneficiary)
    AssessmentFactory(beneficiary=beneficiary)
    journey = JourneyFactory(beneficiary=beneficiary, due_soon=True)
    agreement = AgreementFactory(journey=journey)
    letter = LetterFactory(journey=journey)
    JourneyBreakFactory(journey=journey)
    LimitChangeFactory(journey=journey, created_by=coach)
    TemporaryAccessFactory(beneficiary=beneficiary)
    handover = TransferredFileFactory(beneficiary=beneficiary, transfer__to_coach=coach)
    FollowUpFactory(beneficiary=beneficiary, step_overdue=True)
    FollowUpFactory(beneficiary=beneficiary, private=True, created_by=coach)
    BeneficiarySkillFactory(beneficiary=beneficiary)
    ProposalFactory(beneficiary=beneficiary)
    PlacementFactory(beneficiary=beneficiary)
    enrolment = EnrolmentFactory(beneficiary=beneficiary)
    for days in range(3):
        SessionFactory(cohort=enrolment.cohort, on=on + timedelta(days=days))
    QualitativeSectionFactory(year=on.year)
    report = ReportFactory(done=True)
    regime = RegimeFactory()
    return {
        **dict.fromkeys(OF_THE_PERSON, [beneficiary.pk]),
        "coaching:agreement-detail": [agreement.pk],
        "coaching:agreement-sign": [agreement.pk],
        "coaching:letter-detail": [letter.pk],
        "coaching:break-create": [journey.pk],
        "coaching:transfer-detail": [handover.transfer_id],
        "reporting:detail": [report.pk],
        "reporting:sections": [on.year],
        "beneficiaries:regime-detail": [regime.pk],
        "beneficiaries:regime-preview": [regime.pk],
    }


# What the head of a person's page fetches is part of the page.
FETCHED = """() => [...document.querySelectorAll("#person-clock, #panneau")]
                   .every((part) => part.children.length)"""


def opened(page: Page, site: str, name: str, house: dict) -> Page:
    response = page.goto(f"{site}{reverse(name, args=house.get(name, []))}")
    assert response.status == 200, name
    page.wait_for_function(FETCHED)
    return page


@pytest.mark.parametrize("who", PAGES)
def test_axe_has_nothing_serious_to_say_at_the_desk(
    who, request, open_page, live_server, client, house
):
    page = open_page(**DESK)
    enter(page, client, live_server.url, request.getfixturevalue(who))
    said = {name: complaints(opened(page, live_server.url, name, house)) for name in PAGES[who]}
    assert said == dict.fromkeys(PAGES[who], {})


@pytest.mark.parametrize("who", PAGES)
def test_a_phone_at_night_reads_every_page_without_scrolling_sideways(
    who, request, open_page, live_server, client, house
):
    page = open_page(**PHONE_AT_NIGHT)
    enter(page, client, live_server.url, request.getfixturevalue(who))
    said, widths = {}, {}
    for name in PAGES[who]:
        page.set_viewport_size({"width": NARROW[0], "height": 700})
        said[name] = complaints(opened(page, live_server.url, name, house))
        for width in NARROW:
            page.set_viewport_size({"width": width, "height": 700})
            widths[name, width] = page.evaluate("document.documentElement.scrollWidth")
    assert said == dict.fromkeys(PAGES[who], {})
    assert widths == {(name, width): width for name in PAGES[who] for width in NARROW}


def test_the_sign_in_page_says_what_is_wrong_and_pleases_axe(open_page, live_server, coach):
    page = open_page(**PHONE_AT_NIGHT)
    page.goto(live_server.url)
    assert complaints(page) == {}
    page.get_by_label("Adresse e-mail").fill(coach.email)
    page.get_by_label("Mot de passe", exact=True).fill("pas le bon mot de passe")
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Adresse e-mail")).to_have_value(coach.email)
    assert complaints(page) == {}


OUTLINED = """() => {
    const style = getComputedStyle(document.activeElement);
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return ring || style.boxShadow !== "none";
}"""


def test_the_keyboard_reaches_the_content_and_shows_where_it_is(
    open_page, live_server, client, coach, house
):
    page = open_page(**DESK)
    enter(page, client, live_server.url, coach)
    opened(page, live_server.url, "coaching:home", house)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Aller au contenu")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("#contenu")).to_be_focused()
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement !== document.body"):
        assert page.evaluate(OUTLINED), page.evaluate("document.activeElement.outerHTML")
        page.keyboard.press("Tab")


def test_the_tabs_of_a_person_work_by_keyboard_and_keep_their_address(
    open_page, live_server, client, coach, beneficiary, house
):
    page = open_page(**DESK)
    enter(page, client, live_server.url, coach)
    opened(page, live_server.url, "beneficiaries:detail", house)
    tabs = page.get_by_role("navigation", name="Parties du dossier")
    link = tabs.get_by_role("link", name="Identité")
    link.focus()
    page.keyboard.press("Enter")
    expect(link).to_have_attribute("aria-current", "page")
    address = reverse("beneficiaries:panel-identity", args=[beneficiary.pk])
    expect(page).to_have_url(f"{live_server.url}{address}")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(beneficiary.full_name)
    page.go_back()
    expect(tabs.get_by_role("link", name="Suivis")).to_be_visible()
