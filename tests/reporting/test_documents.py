"""The documents as their readers find them: PDF, workbook, page."""

import io
import re

import openpyxl
import pytest
from pypdf import PdfReader

from mirec.core import pdf
from mirec.core.pdf import NoPangoError, render_pdf
from reporting.charts import alternative, svg_of
from reporting.documents.html import render_html
from reporting.documents.xlsx import render_xlsx
from tests.reporting.conftest import MADE


@pytest.fixture
def page(content, sha256) -> str:
    if "page" not in MADE:
        MADE["page"] = render_html(content, sha256)
    return MADE["page"]


@pytest.fixture
def document(page) -> PdfReader:
    """Laid out once a run: that takes seconds."""
    if "pdf" not in MADE:
        MADE["pdf"] = render_pdf(page)
    return PdfReader(io.BytesIO(MADE["pdf"]))


@pytest.fixture
def workbook(content, sha256):
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(content, sha256)))


def plain(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").split())


def test_the_pdf_has_a_cover_a_table_of_contents_and_numbered_pages(document, sha256):
    pages = [plain(page.extract_text()) for page in document.pages]
    count = len(pages)
    assert 15 <= count <= 40
    assert "Rapport d'activités 2025" in pages[0]
    assert "du 1er janvier 2025 au 20 décembre 2025 (année en cours)" in pages[0]
    assert sha256[:12] in pages[0]
    assert "page 1 sur" not in pages[0]
    for number, text in enumerate(pages[1:], start=2):
        assert f"page {number} sur {count}" in text
        assert f"empreinte {sha256[:12]}" in text
    contents = pages[1]
    for title in ("1. Accueil et bilan", "2.E Âge et sexe", "6. Suivis", "Partie qualitative"):
        found = re.search(re.escape(title) + r"[ .]+(\d+)", contents)
        assert found, title
        assert title in pages[int(found.group(1)) - 1]


def test_the_pdf_is_accessible_and_names_its_language_and_title(document):
    root = document.trailer["/Root"]
    assert root["/Lang"] == "fr-BE"
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()
    assert document.metadata.title == "Rapport d'activités 2025 · MIREC"
    assert "2. Prise en charge" in [
        item.title for item in document.outline if hasattr(item, "title")
    ]


def test_each_chart_of_the_pdf_has_words_in_its_place(page, content):
    drawn = [
        table
        for chapter in content["chapters"]
        for table in chapter["tables"]
        if table["chart"] and svg_of(table)
    ]
    assert page.count("<figure>") == len(drawn) >= 6
    for table in drawn:
        assert alternative(table).startswith(table["title"])
        assert re.search(r"<svg[^>]*><title>", svg_of(table))


def test_an_empty_table_draws_no_chart():
    columns = [{"label": "P", "noun": "personne", "is_total": True, "adds_up": True}]
    table = {"title": "T", "chart": "bars", "columns": columns, "rows": [], "totals": [0]}
    assert svg_of(table) == ""


def test_the_pdf_embeds_its_letters(document):
    fonts = {
        font["/BaseFont"]
        for page in document.pages
        for font in (each.get_object() for each in page["/Resources"]["/Font"].values())
    }
    assert fonts
    assert all("Inter" in name for name in fonts)


def test_the_page_opens_nothing_else_and_escapes_what_people_wrote(page):
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert "L&#x27;année &lt;b&gt;" in page
    assert "<p>Premier.</p>" in page
    assert "Marco" not in page


def test_a_page_that_asks_for_a_file_or_the_network_gets_nothing():
    page = '<img src="file:///etc/hostname" alt="x"><img src="http://example.org/a.png" alt="y">'
    assert render_pdf(page).startswith(b"%PDF")


def test_without_pango_the_pdf_says_what_to_install(monkeypatch):
    def missing(name):
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(pdf.importlib, "import_module", missing)
    with pytest.raises(NoPangoError, match="apt-get install -y libpango-1.0-0"):
        render_pdf("<p>x</p>")


def test_the_workbook_has_every_sheet_frozen_under_its_head(workbook, content):
    tables = [table for chapter in content["chapters"] for table in chapter["tables"]]
    names = workbook.sheetnames
    assert names[:3] == ["Paramètres", "Indicateurs", "Dérogations"]
    assert names[-2:] == ["Textes", "Définitions"]
    assert len(names) == len(tables) + 5
    assert all(workbook[name].freeze_panes == "A2" for name in names[1:])
    assert all(workbook[name].column_dimensions["A"].width > 5 for name in names)


def test_numbers_are_numbers_and_hours_are_hours(workbook, content):
    figures = {f["code"]: f for chapter in content["chapters"] for f in chapter["figures"]}
    sheet = workbook["Indicateurs"]
    for code, _, _, value, *_ in sheet.iter_rows(min_row=2, values_only=True):
        figure = figures[code]
        expected = figure["value"] / 60 if figure["noun"] == "minute" else figure["value"]
        assert value == pytest.approx(expected)


def test_totals_of_the_workbook_total_again(workbook, content):
    table = next(
        t for chapter in content["chapters"] for t in chapter["tables"] if t["key"] == "by_sex"
    )
    sheet = workbook["2.D Sexe"]
    last = len(table["rows"]) + 1
    assert sheet.cell(last + 1, 1).value == "Total"
    assert sheet.cell(last + 1, 2).value == f"=SUM(B2:B{last})"
    assert sum(sheet.cell(row, 2).value for row in range(2, last + 1)) == table["totals"][0]


def test_a_text_that_looks_like_a_formula_stays_a_text(content, sha256):
    hostile = '=HYPERLINK("http://example.org")'
    table = next(t for t in content["chapters"][1]["tables"] if t["key"] == "by_commune")
    table["rows"][0]["label"] = hostile
    workbook = openpyxl.load_workbook(io.BytesIO(render_xlsx(content, sha256)))
    cell = workbook["2.L Commune"]["A2"]
    assert (cell.value, cell.data_type) == (hostile, "s")


def test_the_derogation_sheet_says_how_its_margin_is_found(workbook, page, content):
    sheet = workbook["Dérogations"]
    texts = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert content["derogations_definition"] in texts
    assert "chacune agrandit aussi la base" in page
