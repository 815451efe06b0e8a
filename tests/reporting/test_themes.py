"""What the follow-ups of a year say on a theme, for the manager who writes the report."""

from datetime import date

import pytest
from django.urls import reverse

from coaching.enums import Audience
from coaching.models import Prompt
from reporting.themes import MOST_EXTRACTS, themes_of
from tests.factories import FollowUpFactory, PromptFactory, QualitativeSectionFactory

pytestmark = pytest.mark.django_db
YEAR = 2025
THEME = "La mobilité des personnes"


@pytest.fixture
def prompt(db):
    Prompt.objects.all().delete()
    return PromptFactory(theme=THEME)


@pytest.fixture
def written(prompt, beneficiary, coach):
    def write(**fields):
        fields = {"happened_on": date(YEAR, 3, 3), "prompt": prompt, **fields}
        return FollowUpFactory(beneficiary=beneficiary, created_by=coach, **fields)

    return write


def test_a_theme_counts_every_follow_up_of_the_year_written_with_it(written, manager):
    written()
    written(audience=Audience.PRIVATE)
    written(happened_on=date(YEAR - 1, 12, 31))
    written(prompt=None)
    written(prompt=PromptFactory(theme=""))
    (theme,) = themes_of(YEAR, manager)
    assert (theme.name, theme.count) == (THEME, 2)


def test_an_extract_is_what_its_author_shares_and_no_more(written, manager, coach):
    written(text="Pour l'équipe", remark="Secret-Remarque", sealed_text="Secret-Scellé")
    written(text="Pour la personne", audience=Audience.PERSON)
    written(text="Secret-Privé", audience=Audience.PRIVATE)
    for reader in (manager, coach):
        (theme,) = themes_of(YEAR, reader)
        texts = [extract.text for extract in theme.extracts]
        assert sorted(texts) == ["Pour l'équipe", "Pour la personne"]


def test_the_newest_extracts_of_each_theme_are_enough(written, manager):
    other = PromptFactory(theme="Un autre thème")
    for day in range(1, MOST_EXTRACTS + 4):
        written(happened_on=date(YEAR, 5, day), text=f"Jour {day}")
    written(prompt=other, text="Seul de son thème")
    first, second = themes_of(YEAR, manager, title="Un autre thème")
    assert [extract.text for extract in first.extracts] == ["Seul de son thème"]
    assert len(second.extracts) == MOST_EXTRACTS
    assert second.extracts[0].text == f"Jour {MOST_EXTRACTS + 3}"


def test_the_page_of_a_section_shows_its_theme_without_a_name(
    written, manager, client_of, beneficiary
):
    written(text="Le bus de six heures ne passe plus.", sealed_text="Secret-Scellé")
    section = QualitativeSectionFactory(year=YEAR, title=THEME)
    page = client_of(manager).get(reverse("reporting:section-edit", args=[section.pk])).text
    shown = page.partition("<aside")[2]
    assert "Le bus de six heures ne passe plus." in shown
    assert f"Dossier {beneficiary.file_number}" in shown
    assert beneficiary.last_name not in shown
    assert "Secret" not in page


def test_the_number_of_queries_does_not_grow(
    written, manager, client_of, django_assert_max_num_queries
):
    for number in range(6):
        written(prompt=PromptFactory(theme=f"Thème {number}"))
    with django_assert_max_num_queries(2):
        assert len(themes_of(YEAR, manager)) == 6
