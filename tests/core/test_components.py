"""The component sheet, the frame around every page, and what no template may hold."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.test import Client
from django.urls import reverse

from mirec.core.icons import icon_names

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAPER = ("document", "paper")  # files for WeasyPrint, or kept whole: their style is within
OURS = [path for path in TEMPLATES if not path.name.startswith(PAPER)]
IDS = [str(path.relative_to(ROOT / "templates")) for path in OURS]


@pytest.fixture
def sheet(client, coach) -> str:
    client.force_login(coach)
    response = client.get(reverse("core:components"))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
def test_the_component_sheet_shows_one_heading_and_every_kind_of_badge(sheet):
    assert sheet.count("<h1>") == 1
    for tone in ("bad", "warn", "ok", "info", "phase"):
        assert f"badge is-{tone}" in sheet


@pytest.mark.django_db
def test_a_heading_never_skips_a_level(sheet):
    levels = [int(level) for level in re.findall(r"<h([1-6])", sheet.split("<main")[1])]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


@pytest.mark.django_db
def test_an_identifier_is_used_once(sheet):
    ids = re.findall(r'\sid="([^"]+)"', sheet)
    assert {key for key in ids if ids.count(key) > 1} == set()


@pytest.mark.django_db
def test_the_table_announces_its_order_its_count_and_its_pages(client, coach):
    client.force_login(coach)
    page = client.get(reverse("core:components"), {"sort": "-name"}).content.decode()
    assert 'aria-sort="descending"' in page
    assert "6\u00a0personnes" in page
    assert "?sort=-name&amp;page=2" in page
    assert 'scope="row"' in page


@pytest.mark.django_db
def test_the_component_sheet_is_for_those_signed_in(client):
    assert client.get(reverse("core:components")).status_code == 302


@pytest.mark.django_db
def test_the_frame_says_who_is_signed_in_and_where(client, coach):
    client.force_login(coach)
    page = client.get(reverse("core:components")).content.decode()
    assert "Aller au contenu" in page
    assert str(coach) in page
    assert '<html lang="fr-BE"' in page


@pytest.mark.django_db
def test_the_service_says_that_it_is_well_to_anyone(client):
    assert client.get(reverse("core:health")).json() == {"status": "ok"}


@pytest.mark.django_db
def test_an_expired_form_is_told_kindly(coach):
    client = Client(enforce_csrf_checks=True)
    client.force_login(coach)
    response = client.post(reverse("account_logout"))
    assert response.status_code == 403
    assert "rien n'est perdu" in response.content.decode()


@pytest.mark.django_db
def test_an_unknown_page_is_told_in_french(client, coach):
    client.force_login(coach)
    response = client.get("/nulle-part/")
    assert response.status_code == 404
    assert "Page introuvable" in response.content.decode()


@pytest.mark.parametrize("name", ["500.html"])
def test_the_page_of_a_breakdown_needs_no_context(name):
    assert "Un problème est survenu" in render_to_string(name)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "title"),
    [("account_login", "Connexion"), ("account_reset_password", "Mot de passe oublié")],
)
def test_a_door_page_is_in_french_with_labels(client, name, title):
    page = client.get(reverse(name)).content.decode()
    assert f"<h1>{title}</h1>" in page
    assert "Adresse e-mail</label>" in page


@pytest.mark.django_db
def test_a_refused_sign_in_says_why_and_keeps_the_address(client):
    page = client.post(
        reverse("account_login"), {"login": "nadia@example.be", "password": "faux"}
    ).content.decode()
    assert 'role="alert"' in page
    assert 'value="nadia@example.be"' in page


@pytest.mark.parametrize("path", OURS, ids=IDS)
def test_a_template_holds_no_inline_style_nor_script(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r'\sstyle="', text)
    assert not re.search(r"\son[a-z]+=\"", text)
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*(src=|application/json))", text)


@pytest.mark.parametrize("name", IDS)
def test_every_template_compiles(name):
    assert get_template(name)


@pytest.mark.parametrize("path", OURS, ids=IDS)
def test_every_icon_named_in_a_template_exists(path):
    named = set(re.findall(r'{% icon "([^"]+)" %}', path.read_text(encoding="utf-8")))
    assert named <= icon_names()


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if path.parent.name == "components"], ids=lambda p: p.name
)
def test_a_component_opens_by_naming_its_arguments(path):
    head = path.read_text(encoding="utf-8")[:400]
    assert "{#" in head or "{% comment %}" in head
    assert "Arguments" in path.read_text(encoding="utf-8")[:700]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "static" / "css").glob("*.css")), ids=lambda p: p.name
)
def test_a_stylesheet_only_asks_for_files_that_are_there(path):
    for address in re.findall(r'url\("(?!data:)([^"]+)"\)', path.read_text(encoding="utf-8")):
        assert (path.parent / address).resolve().is_file()
