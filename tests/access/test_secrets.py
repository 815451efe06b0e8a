"""What is sealed in a person's file appears on no page of whoever may not read it."""

import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.urls import resolve, reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from beneficiaries.enums import SituationKind
from beneficiaries.niss import formatted
from coaching.enums import Audience
from mirec.core.periods import today
from tests.access.addresses import nothing, person
from tests.access.answers import OPENS
from tests.access.hired import fill_job
from tests.access.table import DOORS
from tests.factories import (
    AppointmentFactory,
    AssessmentFactory,
    BeneficiarySkillFactory,
    DocumentFactory,
    DraftFactory,
    FollowUpFactory,
    GoalFactory,
    HandicapRecognitionFactory,
    JourneyFactory,
    LetterFactory,
    ObstacleFactory,
    PlacementFactory,
    ProposalFactory,
    RequirementFactory,
    SituationFactory,
    StepFactory,
    TransferredFileFactory,
)

pytestmark = pytest.mark.django_db
MOST_PAGES = 150
HANDICAP_UNTIL = date(2047, 3, 9)  # a year that no other page mentions
OUTSIDERS = [
    "stranger_coach", "prospector", "coordinator", "administrator", "other_beneficiary",
]  # fmt: skip
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)"')
NOT_A_PAGE = {"account_logout", "core:components"}


@pytest.fixture
def secrets(beneficiary, coach) -> dict[str, str]:
    """One unmistakable text in every sealed place of the person's file, by place."""
    beneficiary.street, beneficiary.nationality = "Rue du Secret-Adresse 77", "Secret-Nationalie"
    beneficiary.studies, beneficiary.email = "Secret-Études", "secret-courriel@example.be"
    beneficiary.intake_note = "Secret-Remarque"
    beneficiary.save()
    fill_file(beneficiary, coach)
    return {
        "national number": beneficiary.niss,
        "national number as written": formatted(beneficiary.niss),
        "street": beneficiary.street,
        "nationality": beneficiary.nationality,
        "studies": beneficiary.studies,
        "e-mail": beneficiary.email,
        "income": "Secret-Revenu",
        "handicap": f"{HANDICAP_UNTIL:%Y}",
        "sealed paper": "Secret-Pièce",
        "private note": "Secret-Privé",
        "follow-up of the team": "Secret-Équipe",
        "next step": "Secret-Étape",
        "assessment": "Secret-Avis",
        "derogation": "Secret-Dérogation",
        "exit note": "Secret-Sortie",
        "sealed obstacle": "Secret-Frein",
        "remark at intake": "Secret-Remarque",
        "sealed part of a follow-up": "Secret-Scellé",
        "draft": "Secret-Brouillon",
        "goal": "Secret-Objectif",
        "step of the plan": "Secret-Action",
        "appointment": "Secret-Rendez-vous",
        "letter": "Secret-Courrier",
        "hand-over": "Secret-Passage",
        "evidence of a skill": "Secret-Preuve",
        "worker's answer": "Secret-Ouvrier",
        "employer's answer": "Secret-Patron",
        "difficulty in the job": "Secret-Trajet",
        "sealed difficulty": "Secret-Dos",
    }


SEALED = {
    "sealed paper", "sealed obstacle", "sealed part of a follow-up", "sealed difficulty",
}  # fmt: skip
"""Opened on request only, by who has the right: on no page that is merely read."""


def fill_file(beneficiary, coach) -> None:
    on = today()
    SituationFactory(
        beneficiary=beneficiary, kind=SituationKind.INTEGRATION_INCOME, note="Secret-Revenu"
    )
    HandicapRecognitionFactory(beneficiary=beneficiary, valid_until=HANDICAP_UNTIL)
    DocumentFactory(
        beneficiary=beneficiary, sealed=True, name="Secret-Pièce.pdf", note="Secret-Pièce"
    )
    FollowUpFactory(
        beneficiary=beneficiary, created_by=coach, audience=Audience.PRIVATE, text="Secret-Privé"
    )
    FollowUpFactory(
        beneficiary=beneficiary,
        created_by=coach,
        text="Secret-Équipe",
        sealed_text="Secret-Scellé",
        next_step="Secret-Étape",
        next_step_on=on + timedelta(days=2),
    )
    AssessmentFactory(beneficiary=beneficiary, sentence="Secret-Avis")
    ObstacleFactory(beneficiary=beneficiary, sealed=True, note="Secret-Frein")
    JourneyFactory(beneficiary=beneficiary, gave_up=True, exit_note="Secret-Sortie")
    JourneyFactory(beneficiary=beneficiary, derogated=True, derogation_reason="Secret-Dérogation")
    fill_plan(beneficiary, coach)
    # What outsiders do see of the person, and links to it.
    held = BeneficiarySkillFactory(beneficiary=beneficiary, evidence="Secret-Preuve")
    vacancy = ProposalFactory(beneficiary=beneficiary).vacancy
    RequirementFactory(vacancy=vacancy, skill=held.skill)
    fill_job(PlacementFactory(beneficiary=beneficiary))


def fill_plan(beneficiary, coach) -> None:
    DraftFactory(
        user=coach,
        form="followup",
        subject=str(beneficiary.pk),
        content='{"text": "Secret-Brouillon"}',
    )
    StepFactory(
        goal=GoalFactory(beneficiary=beneficiary, title="Secret-Objectif"),
        beneficiary=beneficiary,
        title="Secret-Action",
    )
    AppointmentFactory(beneficiary=beneficiary, coach=coach, subject="Secret-Rendez-vous")
    LetterFactory(
        journey=beneficiary.journeys.first(), subject="Secret-Courrier", text="Secret-Courrier"
    )
    TransferredFileFactory(beneficiary=beneficiary, transfer__to_coach=coach, note="Secret-Passage")


@pytest.fixture
def cast(
    coach, colleague, stranger_coach, prospector, coordinator, manager, administrator,
    beneficiary, other_beneficiary,
):  # fmt: skip
    return SimpleNamespace(**locals())


def read(client, address: str) -> str:
    """The page as text; "" when it does not open. What the visit writes is undone."""
    with transaction.atomic():
        response = client.get(address)
        transaction.set_rollback(True)
    content = response.getvalue()
    if response.status_code != 200:
        return ""
    return READERS.get(response["Content-Type"], lambda raw: unescape(raw.decode()))(content)


def pdf_text(content: bytes) -> str:
    """A file of the factories has no pages: its bytes are its text."""
    if b"%%EOF" not in content:
        return content.decode()
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def xlsx_text(content: bytes) -> str:
    sheets = load_workbook(BytesIO(content)).worksheets
    return "\n".join(str(v) for sheet in sheets for row in sheet.values for v in row if v)


READERS = {
    "application/pdf": pdf_text,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": xlsx_text,
}


def first_pages(who: str, cast, builders: frozenset = frozenset()) -> list[str]:
    """Every door of the table that opens for this reader, about this very person.

    With `builders`, only those whose address they make: the links of these lead to the rest.
    """
    return [
        door.address(cast).of(name)
        for name, door in DOORS.items()
        if door.method == "GET"
        and door.audience.answer(who) == OPENS
        and (not builders or door.address in builders)
    ]


def crawl(client, addresses: list[str]) -> dict[str, str]:
    """Those pages and all that they link to, by address."""
    pages, waiting = {}, list(addresses)
    while waiting and len(pages) < MOST_PAGES:
        address = waiting.pop(0)
        if address in pages:
            continue
        pages[address] = read(client, address)
        waiting += [link for link in LINK.findall(pages[address]) if is_new(link, pages)]
    return pages


def is_new(link: str, pages: dict[str, str]) -> bool:
    """A page of ours not read yet; one order and one page of a list are enough."""
    path, query = urlsplit(link).path, urlsplit(link).query
    if path.startswith("/static/") or link in pages or "sort=" in query or "page=" in query:
        return False
    return resolve(path).view_name not in NOT_A_PAGE


def told(pages: dict[str, str], secrets: dict[str, str]) -> set[tuple[str, str]]:
    return {
        (address, place)
        for address, page in pages.items()
        for place, secret in secrets.items()
        if secret in page
    }


@pytest.mark.parametrize("who", OUTSIDERS)
def test_an_outsider_reads_no_secret_on_any_page(who, cast, secrets, client_of):
    member = getattr(cast, who)
    pages = crawl(client_of(getattr(member, "user", member)), first_pages(who, cast))
    assert sum(map(bool, pages.values())) >= 2
    assert told(pages, secrets) == set()


@pytest.mark.parametrize("who", ["colleague", "manager"])
def test_the_team_reads_all_but_the_private_note_and_the_number(who, cast, secrets, client_of):
    starts = first_pages(who, cast, frozenset({nothing, person}))
    pages = crawl(client_of(getattr(cast, who)), starts)
    never = {"private note", "draft", "national number", "national number as written"} | SEALED
    places = {place for _, place in told(pages, secrets)}
    assert places & never == set()
    assert set(secrets) - never <= places


def test_the_author_alone_reads_the_private_note(cast, secrets, client_of):
    tab = reverse("coaching:panel-followups", args=[cast.beneficiary.pk])
    assert secrets["private note"] in read(client_of(cast.coach), tab)


def test_a_person_reads_the_own_space_and_nothing_sealed(cast, secrets, client_of):
    owner = cast.beneficiary
    pages = crawl(client_of(owner.user), first_pages("beneficiary", cast))
    assert any(owner.first_name in page for page in pages.values())
    own = {"e-mail", "goal", "step of the plan", "studies", "nationality", "street"}
    sealed = {place: secrets[place] for place in secrets if place not in own}
    assert told(pages, sealed) == set()


LISTS = [name for name in DOORS if name.endswith(("list", ":home", "-create", "calendar"))]


@pytest.mark.parametrize("who", ["stranger_coach", "prospector", "coordinator"])
def test_searching_for_a_secret_finds_nobody(who, cast, secrets, client_of):
    """A list that finds the person by a secret tells the secret, even without showing it."""
    client, searched = client_of(getattr(cast, who)), set()
    for name in LISTS:
        if DOORS[name].method == "GET" and DOORS[name].audience.answer(who) == OPENS:
            address = DOORS[name].address(cast).of(name)
            asking = f"{address}{'&' if '?' in address else '?'}q="
            if table_body(read(client, asking)) == table_body(read(client, f"{asking}zqxj")):
                continue  # it does not search: nothing is found nor lost by a word
            searched.add(name)
            for secret in secrets.values():
                assert "Petit" not in table_body(read(client, asking + secret)), (name, secret)
    assert {"employers:proposal-list", "employers:placement-list"} <= searched


def table_body(page: str) -> str:
    """What the search found, without the head of the page that names the person asked for."""
    return "".join(re.findall(r"<tbody.*?</tbody>", page, re.S))


def test_the_whole_number_is_shown_on_request_and_the_request_is_kept(cast, secrets, client_of):
    address = reverse("beneficiaries:niss", args=[cast.beneficiary.pk])
    response = client_of(cast.colleague).post(address)
    assert secrets["national number as written"] in unescape(response.text)
    opening = cast.beneficiary.openings.first()
    assert (opening.opened_by, opening.part) == (cast.colleague, "Numéro national")


def test_every_tab_that_is_opened_leaves_a_line_with_its_reader(cast, client_of):
    client, opened = client_of(cast.colleague), cast.beneficiary
    tabs = [name for name in DOORS if ":panel" in name]
    for name in tabs:
        client.get(reverse(name, args=[opened.pk]))
    assert opened.openings.filter(opened_by=cast.colleague).count() == len(tabs)
    client.get(reverse("beneficiaries:list"))
    assert opened.openings.count() == len(tabs)
