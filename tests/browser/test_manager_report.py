"""The manager's report: asked for, watched to the end, downloaded and read back."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from mirec.core.periods import today
from reporting.enums import ReportStatus
from reporting.models import Report
from tests.browser.visits import follow, send, sign_in
from tests.factories import JourneyFactory, PlacementFactory, QualitativeSectionFactory

PERSONS = 12


@pytest.fixture
def activity(live_app, coach):
    """A few persons of this year: candidates, agreements, contracts; a text of the manager's."""
    for number in range(PERSONS):
        traits = {"towards_employment": True} if number % 2 else {"in_intake": True}
        journey = JourneyFactory(beneficiary__coach=coach, **traits)
        if number % 3 == 0:
            PlacementFactory(beneficiary=journey.beneficiary)
    QualitativeSectionFactory(
        year=today().year, title="Le réseau", text="Douze employeurs ont rejoint la Mire."
    )


def test_the_report_is_produced_by_a_worker_and_downloaded(page, live_app, activity, manager):
    sign_in(page, live_app.url, manager)
    follow(page, "Rapports")
    page.get_by_label("Année").fill(str(today().year))
    send(page, "Produire le rapport")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Rapport d'activités {today().year}")
    seen = watch(page)
    report = Report.objects.get()
    assert report.status == ReportStatus.DONE, report.message
    assert report.requested_by == manager
    assert {state["title"] for state in seen} <= {"En attente", "Calcul en cours"}
    percents = [state["percent"] for state in seen]
    assert percents
    assert percents == sorted(percents)
    expect(page.locator("#announce")).to_have_text("Le rapport est prêt.")
    expect(page.locator("code.print")).to_have_text(report.sha256)
    read_pdf(downloaded(page, "PDF, à imprimer ou à transmettre"))
    read_workbook(downloaded(page, "XLSX, pour calculer"))


STATE = """() => {
    const box = document.querySelector("#avancement");
    return box && {
        title: box.querySelector("h2").innerText,
        percent: box.querySelector("progress").value,
    };
}"""


def watch(page: Page) -> list[dict]:
    """What the progress box showed, in its order, until the report took its place."""
    seen = []
    while state := page.evaluate(STATE):
        if state not in seen:
            seen.append(state)
        page.wait_for_timeout(200)
    expect(page.locator("code.print")).to_be_visible()
    return seen


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waited:
        page.get_by_role("link", name=name).click()
    name = waited.value.suggested_filename
    assert str(today().year) in name
    return Path(waited.value.path()).read_bytes()


def read_pdf(content: bytes) -> None:
    document = PdfReader(BytesIO(content))
    text = "\n".join(page.extract_text() for page in document.pages)
    assert len(document.pages) >= 5
    assert f"Rapport d'activités {today().year}" in " ".join(text.replace("’", "'").split())
    assert "Douze employeurs ont rejoint la Mire." in " ".join(text.split())
    assert document.outline, "the table of contents is also the document's outline"


def read_workbook(content: bytes) -> None:
    book = load_workbook(BytesIO(content), read_only=True)
    cells = {
        cell for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)
        for cell in row if cell is not None
    }  # fmt: skip
    assert len(book.sheetnames) >= 2
    assert PERSONS in cells
