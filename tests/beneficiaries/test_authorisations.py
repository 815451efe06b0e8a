"""The yearly authorisations to derogate: noted, corrected, shown, refused in words."""

import pytest
from django.urls import reverse

from beneficiaries.models import DerogationAuthorisation, Regime
from tests.factories import DerogationAuthorisationFactory, JourneyFactory

pytestmark = pytest.mark.django_db
TYPED = {"year": 2015, "reference": "AM du 12.03.2015", "granted_on": "2015-03-12"}


@pytest.fixture
def regime(db) -> Regime:
    return Regime.objects.get(code="R2009")


@pytest.fixture
def browser(client_of, administrator):
    return client_of(administrator)


def page_of(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split()).replace("&#x27;", "'").replace("\xa0", " ")


def add(regime: Regime) -> str:
    return reverse("beneficiaries:authorisation-create", args=[regime.pk])


def test_an_authorisation_is_noted_and_shown_with_its_regime(browser, regime, administrator):
    assert "aucune dérogation ne peut être accordée" in page_of(
        browser.get(regime.get_absolute_url())
    )
    page = page_of(browser.post(add(regime), TYPED, follow=True))
    assert "L'autorisation de 2015 est notée." in page
    assert "AM du 12.03.2015" in page
    assert DerogationAuthorisation.objects.get().created_by == administrator


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"year": 2008}, "Le régime R2009 vaut de 2009 à 2023."),
        ({"year": 2024}, "Le régime R2009 vaut de 2009 à 2023."),
        ({"reference": ""}, "Ce champ est obligatoire"),
        ({"granted_on": "2099-01-01"}, "Cette date est à venir"),
        ({"year": 2014}, "Une autorisation est déjà notée pour cette année."),
    ],
)
def test_a_wrong_authorisation_gets_a_sentence(browser, regime, changes, sentence):
    DerogationAuthorisationFactory(regime=regime, year=2014)
    assert sentence in page_of(browser.post(add(regime), TYPED | changes))
    assert DerogationAuthorisation.objects.count() == 1


def test_the_year_of_one_that_was_relied_on_stays(browser, regime):
    kept = DerogationAuthorisationFactory(regime=regime, year=2014)
    JourneyFactory(regime=regime, derogated=True, authorisation=kept)
    url = reverse("beneficiaries:authorisation-edit", args=[kept.pk])
    assert "son année ne change plus" in page_of(browser.post(url, TYPED))
    page_of(browser.post(url, TYPED | {"year": 2014}, follow=True))
    kept.refresh_from_db()
    assert (kept.year, kept.reference) == (2014, "AM du 12.03.2015")


def test_a_text_that_asks_none_takes_none(browser):
    regime = Regime.objects.get(code="R2024")
    page = page_of(browser.get(add(regime), follow=True))
    assert "ne demande aucune autorisation" in page
    assert "Autorisations de dérogation" not in page
