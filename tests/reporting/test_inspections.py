"""Preparing an inspection: the draw, what the page says, and what the print never holds."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from pypdf import PdfReader

from beneficiaries.enums import DocumentKind
from beneficiaries.models import FileOpening
from coaching.enums import Party
from coaching.models import Journey
from mirec.core.pdf import NoPangoError, render_paper
from mirec.core.periods import months_after, today
from reporting import tasks
from reporting.enums import ReportStatus
from reporting.inspected import LimitKept, read_files
from reporting.models import Inspection
from reporting.queries.inspections import drawn, running
from reporting.services import inspections
from reporting.services.inspections import PAPER, draw_inspection, print_files
from reporting.views import inspections as views
from tests.factories import (
    AgreementFactory,
    AgreementSignatureFactory,
    AssessmentFactory,
    DocumentFactory,
    FollowUpFactory,
    InspectionFactory,
    JourneyFactory,
)

START, END = date(2025, 1, 1), date(2025, 12, 31)
PROVING = ("identity", "forem_registration", "diploma")
pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_of, manager):
    return client_of(manager)


@pytest.fixture
def sent(monkeypatch) -> list[Inspection]:
    """Inspections handed to a worker that never runs."""
    handed: list[Inspection] = []
    monkeypatch.setattr(views, "send_inspection", lambda made: not handed.append(made))
    return handed


def page_of(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split()).replace("&#x27;", "'").replace("\xa0", " ")


def give(person, *kinds, seen_on=date(2024, 1, 2), **fields) -> None:
    for kind in kinds:
        DocumentFactory(
            beneficiary=person, kind=kind, checked_on=seen_on, checked_by=person.coach, **fields
        )


def draw(seed=7, size=5, **changes) -> Inspection:
    asked = {"starts_on": START, "ends_on": END, "size": size, "seed": seed} | changes
    return draw_inspection(**asked, by=None, on=END)


def test_a_parcours_of_one_day_of_the_period_is_of_it():
    first = JourneyFactory(gave_up=True, on=START + timedelta(days=10))  # closed on the first day
    last = JourneyFactory(opened_on=END)
    JourneyFactory(gave_up=True, on=START + timedelta(days=9))
    JourneyFactory(opened_on=END + timedelta(days=1))
    assert set(running(START, END)) == {first, last}


def test_the_same_seed_draws_the_same_sample_and_a_larger_one_begins_with_it():
    JourneyFactory.create_batch(30, on=END)
    assert draw().journeys == draw().journeys
    assert draw(size=12).journeys[:5] == draw().journeys
    assert draw(seed=8).journeys != draw().journeys
    assert sorted(draw(size=30).journeys) == sorted(
        running(START, END).values_list("pk", flat=True)
    )
    assert draw().population == 30


def test_a_colleague_who_joins_later_changes_no_rank_of_the_others():
    JourneyFactory.create_batch(10, on=END)
    before = drawn(running(START, END), seed=3, size=10)
    late = JourneyFactory(on=END)
    after = drawn(running(START, END), seed=3, size=11)
    assert [key for key in after if key != late.pk] == before


def test_drawing_from_the_page_keeps_the_sample_and_asks_for_its_print(browser, sent, manager):
    journeys = JourneyFactory.create_batch(3)
    data = {"starts_on": today().isoformat(), "ends_on": today().isoformat(), "size": 2, "seed": 5}
    page = page_of(browser.post(reverse("reporting:inspection-list"), data, follow=True))
    made = Inspection.objects.get()
    assert sent == [made]
    assert (made.created_by, made.seed, len(made.journeys)) == (manager, 5, 2)
    assert set(made.journeys) <= {journey.pk for journey in journeys}
    assert "2 dossiers tirés parmi 3 parcours" in page
    assert "2 dossiers sur 3 parcours" in page_of(browser.get(reverse("reporting:inspection-list")))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_on": "2024-12-31"}, "La fin ne peut pas précéder le début."),
        ({"starts_on": "2099-01-01", "ends_on": "2099-12-31"}, "n'a pas encore commencé"),
        ({"starts_on": "1999-01-01"}, "Le premier régime date de 2005."),
        ({"size": "61"}, "60 dossiers au plus"),
        ({"size": "0"}, "supérieur"),
        ({"seed": "99999999999"}, "inférieur"),
        ({}, "Aucun parcours ne courait pendant cette période."),
    ],
)
def test_a_wrong_draw_gets_a_sentence_and_nothing_is_drawn(browser, sent, changes, sentence):
    data = {"starts_on": "2025-01-01", "ends_on": "2025-12-31", "size": 5, "seed": 7} | changes
    page = page_of(browser.post(reverse("reporting:inspection-list"), data))
    assert sentence in page
    assert f'value="{data["seed"]}"' in page
    assert not Inspection.objects.exists()
    assert not sent


def test_proofs_are_judged_on_the_day_of_the_agreement_and_today():
    journey = JourneyFactory(towards_employment=True, on=END)
    person, signed = journey.beneficiary, journey.agreed_on
    give(person, "identity")
    give(person, "forem_registration", valid_until=signed)
    give(person, "diploma", seen_on=signed + timedelta(days=1))
    (file,) = read_files([journey.pk], END)
    assert {p.name: p.state.value for p in file.lacking_then} == {
        "le diplôme ou la déclaration sur l'honneur": "late"
    }
    assert {p.name: p.state.value for p in file.lacking_now} == {
        "l'attestation d'inscription du Forem": "expired"
    }
    assert not file.is_in_order


def test_a_complete_file_is_in_order():
    journey = JourneyFactory(towards_employment=True, on=END)
    give(journey.beneficiary, *PROVING)
    (file,) = read_files([journey.pk], END)
    assert (file.lacking_then, file.lacking_now, file.exceeded) == ([], [], [])
    assert file.is_in_order


def test_a_parcours_never_assessed_is_not_in_order(browser):
    journey = JourneyFactory()
    page = page_of(browser.get(made_of(journey).get_absolute_url()))
    assert "Jamais évaluée" in page
    assert "aucune évaluation à prouver" in page


@pytest.mark.parametrize(
    ("met_on", "on", "is_respected"),
    [
        (date(2025, 3, 10), date(2025, 9, 1), True),
        (date(2025, 3, 11), date(2025, 9, 1), False),
        (None, date(2025, 3, 10), True),
        (None, date(2025, 3, 11), False),
    ],
)
def test_the_last_day_of_a_limit_is_still_in_time(met_on, on, is_respected):
    limit = LimitKept("Décision d'accueil", date(2025, 3, 10), met_on, "art. 6", on)
    assert limit.is_respected is is_respected


def made_of(*journeys: Journey, **fields) -> Inspection:
    keys = [journey.pk for journey in journeys]
    return InspectionFactory(journeys=keys, population=len(keys), **fields)


def test_the_page_says_each_fault_with_its_date_and_leads_to_the_file(browser):
    on = today()
    late = JourneyFactory(
        towards_employment=True,
        agreed_on=months_after(on, -25),
        opened_on=months_after(on, -28),
    )
    paper = AgreementFactory(journey=late, parties=[Party.PERSON, Party.MIRE])
    AgreementSignatureFactory(paper=paper, party=Party.MIRE, name="Anne Wauters")
    page = page_of(browser.get(made_of(late).get_absolute_url()))
    for words in (
        "Manquante",
        "Attestation d'inscription du Forem",
        "dépassée depuis le",
        "signée par Anne Wauters",
        "il manque : La personne",
        reverse("beneficiaries:panel-eligibility", args=[late.beneficiary_id]),
        "À compléter",
    ):
        assert words.lower() in page.lower()


def test_the_page_costs_the_same_for_2_files_and_for_20(browser, django_assert_max_num_queries):
    def sample(count: int) -> str:
        made = [JourneyFactory(towards_employment=True) for _ in range(count)]
        for journey in made:
            give(journey.beneficiary, *PROVING)
            AgreementSignatureFactory(paper=AgreementFactory(journey=journey))
        return made_of(*made).get_absolute_url()

    url = sample(2)
    with django_assert_max_num_queries(24) as few:
        browser.get(url)
    url = sample(20)
    with django_assert_max_num_queries(len(few)):
        browser.get(url)


@pytest.fixture
def told(coach, beneficiary) -> Journey:
    """A parcours with something of everything that must not leave the house."""
    journey = JourneyFactory(beneficiary=beneficiary, towards_employment=True)
    give(beneficiary, *PROVING)
    DocumentFactory(
        beneficiary=beneficiary, sealed=True, note="Secret-Santé", name="secret-fichier.pdf"
    )
    for text, traits in {
        "Secret-Privé": {"private": True},
        "Dit à tous": {"sealed_text": "Secret-Scellé"},
    }.items():
        FollowUpFactory(beneficiary=beneficiary, created_by=coach, text=text, **traits)
    return journey


def test_the_print_has_a_bookmark_a_person_and_nothing_private_or_sealed(told):
    other = JourneyFactory(derogated=True)
    made = made_of(told, other)
    files = read_files(made.journeys, today(), whole=True)
    body = render_paper(PAPER, {"inspection": made, "files": files, "on": today()})
    reader = PdfReader(BytesIO(body))
    names = [str(told.beneficiary.full_name), str(other.beneficiary.full_name)]
    assert [mark.title for mark in reader.outline] == names
    pages = [page.extract_text() for page in reader.pages]
    assert "Premier entretien" not in pages[0]
    assert all("Inspection, graine 7" in page for page in pages)
    text = " ".join(pages)
    text = " ".join(text.split())
    assert "Dit à tous" in text
    assert "Pièce scellée" in text
    assert "Par dérogation" in text
    assert "Secret" not in text
    assert "secret" not in text
    assert DocumentKind.HANDICAP.label not in text
    assert told.beneficiary.niss not in text
    assert "Secret" not in str(reader.metadata)


def test_a_print_asked_twice_replaces_the_first(told, monkeypatch):
    monkeypatch.setattr(inspections, "render_paper", lambda template, page: b"%PDF-1.7 x")
    made = made_of(told)
    assert print_files(made, today())
    first = made.pdf.name
    assert print_files(made, today())
    made.refresh_from_db()
    assert made.status == ReportStatus.DONE
    assert made.pdf.storage.exists(made.pdf.name)
    assert first == made.pdf.name or not made.pdf.storage.exists(first)


def test_taking_the_print_opens_the_file_of_each_person(browser, manager, told):
    other = JourneyFactory()
    made = made_of(told, other, status=ReportStatus.DONE)
    made.pdf.save("1/inspection.pdf", ContentFile(b"%PDF-1.7 x"))
    response = browser.get(reverse("reporting:inspection-pdf", args=[made.pk]))
    assert response["Content-Disposition"] == f'attachment; filename="inspection-{made.pk}.pdf"'
    assert b"".join(response.streaming_content) == b"%PDF-1.7 x"
    opened = FileOpening.objects.filter(part=f"Inspection {made.pk} (PDF)", opened_by=manager)
    assert {row.beneficiary_id for row in opened} == {told.beneficiary_id, other.beneficiary_id}


def test_a_print_that_is_not_there_is_a_404_and_opens_nothing(browser, told):
    made = made_of(told)
    assert browser.get(reverse("reporting:inspection-pdf", args=[made.pk])).status_code == 404
    assert not FileOpening.objects.filter(part__startswith="Inspection").exists()


@pytest.mark.parametrize(
    ("broken", "message"),
    [(NoPangoError("apt-get install pango"), "apt-get install"), (ValueError("x"), "relancez-le")],
)
def test_a_print_that_fails_says_so_and_can_be_asked_again(
    browser, sent, told, monkeypatch, broken, message
):
    def fails(template, page):
        raise broken

    monkeypatch.setattr(inspections, "render_paper", fails)
    made = made_of(told)
    tasks.print_inspection.apply([made.pk])
    made.refresh_from_db()
    assert made.status == ReportStatus.FAILED
    page = page_of(browser.get(made.get_absolute_url()))
    assert message in page
    assert "hx-trigger" not in page[page.index('id="impression"') :][:300]
    browser.post(reverse("reporting:inspection-retry", args=[made.pk]))
    made.refresh_from_db()
    assert (made.status, sent) == (ReportStatus.QUEUED, [made])


def test_a_silent_broker_leaves_the_sample_and_a_sentence(browser, told, monkeypatch):
    def refused(*args, **options):
        raise ConnectionError

    monkeypatch.setattr(tasks.print_inspection, "apply_async", refused)
    made = made_of(told)
    url = reverse("reporting:inspection-retry", args=[made.pk])
    page = page_of(browser.post(url, follow=True))
    assert "Le service d'impression ne répond pas." in page
    assert "Préparer le PDF" in page


def test_the_box_of_the_print_asks_again_until_it_is_there(browser, told):
    made = made_of(told, status=ReportStatus.RUNNING)
    url = reverse("reporting:inspection-progress", args=[made.pk])
    assert "load delay:2s" in page_of(browser.get(url))
    made.status = ReportStatus.DONE
    made.pdf.save("1/inspection.pdf", ContentFile(b"%PDF-1.7 x"))
    page = page_of(browser.get(url))
    assert "Télécharger le PDF" in page
    assert "hx-trigger" not in page


def test_an_unknown_inspection_is_no_error(db):
    tasks.print_inspection.apply([10**9])


def test_the_assessment_before_the_agreement_counts_for_a_candidate():
    journey = JourneyFactory(on=END)
    AssessmentFactory(beneficiary=journey.beneficiary, assessed_on=END)
    (file,) = read_files([journey.pk], END, whole=True)
    assert len(file.lacking_then) == 3
    assert file.convention == "Pas encore de convention."


def test_the_list_says_how_many_are_ready_and_leads_to_the_others(browser):
    ready = JourneyFactory(towards_employment=True)
    give(ready.beneficiary, *PROVING)
    lacking = JourneyFactory(towards_employment=True)
    page = page_of(browser.get(reverse("reporting:inspection-list")))
    assert "1 des 2 parcours ouverts ont toutes leurs preuves" in page
    listed = page_of(browser.get(reverse("coaching:journey-list"), {"etat": "preuve"}))
    assert str(lacking.beneficiary) in listed
    assert str(ready.beneficiary) not in listed
