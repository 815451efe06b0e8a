"""The manager's texts: written, guarded against a colleague's change, never too long."""

import pytest
from django.urls import reverse

from mirec.core.forms import STALE
from reporting.models import QualitativeSection, Story
from reporting.services.writing import PROPOSED_TITLES
from tests.factories import BeneficiaryFactory, QualitativeSectionFactory, StoryFactory
from tests.reporting.test_views import page_of

YEAR = 2025


@pytest.fixture
def browser(client_of, manager):
    return client_of(manager)


def test_a_year_without_texts_proposes_the_house_outline(browser):
    page = page_of(browser.get(reverse("reporting:sections", args=[YEAR]))).replace("&#x27;", "'")
    assert all(title in page for title in PROPOSED_TITLES)
    assert not QualitativeSection.objects.exists()


def test_a_proposed_title_is_filled_in_with_its_place(browser):
    url = reverse("reporting:section-create", args=[YEAR])
    page = page_of(browser.get(url, {"titre": PROPOSED_TITLES[2], "place": "3"}))
    assert f'value="{PROPOSED_TITLES[2]}"' in page
    assert 'value="3"' in page


def test_a_section_is_kept_with_its_author(browser, manager):
    fields = {"title": "Bilan", "order": 2, "text": "Une bonne année."}
    response = browser.post(reverse("reporting:section-create", args=[YEAR]), fields)
    assert response.url == reverse("reporting:sections", args=[YEAR])
    section = QualitativeSection.objects.get()
    assert (section.year, section.created_by, section.changed_by) == (YEAR, manager, manager)


def test_a_title_stands_once_a_year(browser):
    QualitativeSectionFactory(year=YEAR, title="Bilan")
    fields = {"title": "Bilan", "order": 1, "text": "x"}
    page = page_of(browser.post(reverse("reporting:section-create", args=[YEAR]), fields))
    assert "existe déjà pour cette année" in page
    assert browser.post(reverse("reporting:section-create", args=[2024]), fields).status_code == 302


def test_a_change_by_someone_else_is_not_overwritten(browser):
    section = QualitativeSectionFactory(year=YEAR, title="Bilan", text="ancien")
    url = reverse("reporting:section-edit", args=[section.pk])
    version = browser.get(url).context["form"]["version"].value()
    QualitativeSection.objects.update(text="d'une collègue")
    fields = {"title": "Bilan", "order": section.order, "text": "le mien", "version": version}
    page = page_of(browser.post(url, fields)).replace("&#x27;", "'")
    assert STALE in page
    assert "le mien" in page
    section.refresh_from_db()
    assert section.text == "d'une collègue"


def test_a_text_of_ten_megabytes_gets_a_sentence(browser):
    fields = {"title": "Bilan", "order": 1, "text": "x" * 10_000_000}
    page = page_of(browser.post(reverse("reporting:section-create", args=[YEAR]), fields))
    assert "invalid-feedback" in page or "alert" in page
    assert not QualitativeSection.objects.exists()


@pytest.mark.parametrize("year", [2004, 2101, 99999999999])
def test_a_year_outside_the_regimes_does_not_exist(browser, year):
    assert browser.get(f"/rapports/textes/{year}/").status_code == 404
    assert browser.get(f"/rapports/textes/{year}/section/").status_code == 404
    assert browser.get(f"/rapports/textes/{year}/recit/").status_code == 404


def test_a_story_is_tied_to_a_file_by_its_number(browser, manager):
    person = BeneficiaryFactory(first_name="Samira")
    fields = {"file_number": person.file_number, "pseudonym": "Leïla", "text": "Elle a choisi."}
    browser.post(reverse("reporting:story-create", args=[YEAR]), fields)
    story = Story.objects.get()
    assert (story.beneficiary, story.created_by, story.consented_on) == (person, manager, None)
    assert "Sans accord" in page_of(browser.get(reverse("reporting:sections", args=[YEAR])))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"file_number": "X-1"}, "Aucun dossier ne porte ce numéro."),
        ({"pseudonym": "samira"}, "autre prénom que celui de la personne"),
        ({"consented_on": "2099-01-01"}, "daté dans l'avenir"),
        ({"text": ""}, "obligatoire"),
    ],
)
def test_a_wrong_story_gets_a_sentence_and_keeps_what_was_typed(browser, changed, sentence):
    person = BeneficiaryFactory(first_name="Samira")
    fields = {"file_number": person.file_number, "pseudonym": "Leïla", "text": "Elle a choisi."}
    response = browser.post(reverse("reporting:story-create", args=[YEAR]), fields | changed)
    page = page_of(response).replace("&#x27;", "'")
    assert sentence in page
    assert (fields | changed)["pseudonym"] in page
    assert not Story.objects.exists()


def test_a_story_can_get_its_consent_later(browser):
    story = StoryFactory(year=YEAR, consented_on=None, pseudonym="Leïla")
    url = reverse("reporting:story-edit", args=[story.pk])
    form = browser.get(url).context["form"]
    fields = {
        "file_number": story.beneficiary.file_number,
        "pseudonym": "Leïla",
        "text": story.text,
        "consented_on": "2025-06-01",
        "version": form["version"].value(),
    }
    assert browser.post(url, fields).status_code == 302
    story.refresh_from_db()
    assert str(story.consented_on) == "2025-06-01"


def test_only_the_direction_writes(client_of, coach):
    browser = client_of(coach)
    for name in ("section-create", "story-create"):
        assert browser.post(reverse(f"reporting:{name}", args=[YEAR])).status_code == 403
