"""An employer recorded already is shown before it is recorded twice, and one decides."""

import pytest
from django.urls import reverse

from employers.models import Employer
from employers.twins import Described, twins_of
from tests.factories import ContactFactory, EmployerFactory, LocalityFactory, SiteFactory

pytestmark = pytest.mark.django_db
CREATE = "employers:employer-create"


@pytest.fixture
def known():
    employer = EmployerFactory(
        name="Sambre Logistique",
        bce="0403019261",
        phone="+3271123456",
        email="info@sambre.example",
        street="Rue du Dépôt 4",
    )
    EmployerFactory(name="Boulangerie Delacroix", phone="", email="", street="Rue du Pain 1")
    return employer


@pytest.fixture
def browser(client_of, prospector):
    return client_of(prospector)


def text_of(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param({"name": "SAMBRE LOGISTIQUE"}, "même nom", id="capitals"),
        pytest.param({"name": "Sambre Logistique S.A."}, "même nom", id="legal form"),
        pytest.param({"name": "Sambre Logistic"}, "nom presque pareil", id="a slip"),
        pytest.param({"name": "Sambre-Logistique"}, "nom presque pareil", id="a dash"),
        pytest.param({"bce": "0403019261"}, "même numéro BCE", id="number"),
        pytest.param({"phone": "+3271123456"}, "même téléphone", id="phone"),
        pytest.param(
            {"email": "Jobs@SAMBRE.example"}, "même nom de domaine dans l'e-mail", id="domain"
        ),
    ],
)
def test_what_resembles_is_found_and_says_why(known, who, why):
    (twin,) = twins_of(Described(**{"name": "Tout Autre Chose", **who}))
    assert (twin.employer, twin.why) == (known, why)


def test_an_address_is_compared_with_its_locality(known):
    here = {"street": "rue du dépôt 4", "locality": known.locality}
    (twin,) = twins_of(Described(name="Tout Autre Chose", **here))
    assert (twin.employer, twin.why) == (known, "même adresse")
    jumet = LocalityFactory(postal_code="6040", name="Jumet", commune="Charleroi")
    assert (
        twins_of(Described(name="Tout Autre Chose", street="Rue du Dépôt 4", locality=jumet)) == []
    )


def test_the_contacts_and_the_sites_of_an_employer_are_compared_too(known):
    ContactFactory(employer=known, phone="+32470112233", email="a@autre.example")
    site = SiteFactory(employer=known, street="Quai 9")
    for who in (
        {"phone": "+32470112233"},
        {"email": "b@autre.example"},
        {"street": "Quai 9", "locality": site.locality},
    ):
        assert [twin.employer for twin in twins_of(Described("Tout Autre", **who))] == [known]


def test_everybodys_mail_says_nothing(known):
    known.email = "sambre@gmail.com"
    known.save()
    assert twins_of(Described("Tout Autre Chose", email="autre@gmail.com")) == []


def test_the_surest_comes_first_and_nobody_is_its_own_twin(known):
    near = EmployerFactory(name="Sambre Logistics")
    who = Described("Sambre Logistique", bce="0403019261")
    assert [twin.employer for twin in twins_of(who)] == [known, near]
    assert [twin.employer for twin in twins_of(who, except_pk=known.pk)] == [near]


def test_one_decides_between_the_same_and_another(browser, known):
    url, data = reverse(CREATE), {"name": "Sambre Logistic", "sector": "Transport"}
    first = browser.post(url, data)
    assert "peut-être déjà encodé" in text_of(first)
    assert known.get_absolute_url() in text_of(first)
    data["seen_twins"] = first.context["form"].twins_key
    assert "choisissez" in text_of(browser.post(url, data))
    same = browser.post(url, data | {"same_as": known.pk})
    assert same.url == known.get_absolute_url()
    assert not Employer.objects.filter(name="Sambre Logistic").exists()
    browser.post(url, data | {"same_as": "autre"})
    assert Employer.objects.filter(name="Sambre Logistic").exists()


def test_the_choice_stays_when_something_else_is_wrong(browser, known):
    data = {"name": "Sambre Logistic", "seen_twins": str(known.pk), "same_as": "autre"}
    shown = browser.post(reverse(CREATE), data | {"bce": "12"})
    assert not Employer.objects.filter(name="Sambre Logistic").exists()
    assert "dix chiffres" in text_of(shown)
    assert 'value="autre" checked' in text_of(shown)


def test_another_twin_that_came_meanwhile_is_shown_before_one_saves(browser, known):
    EmployerFactory(name="Sambre Logistik")
    data = {"name": "Sambre Logistic", "seen_twins": str(known.pk), "same_as": "autre"}
    assert "Sambre Logistik" in text_of(browser.post(reverse(CREATE), data))
    assert not Employer.objects.filter(name="Sambre Logistic").exists()


@pytest.mark.parametrize("typed", [{"same_as": "9" * 19}, {"same_as": "x"}, {"seen_twins": "²"}])
def test_a_choice_that_was_not_offered_decides_nothing(browser, known, typed):
    browser.post(reverse(CREATE), {"name": "Sambre Logistic"} | typed)
    assert not Employer.objects.filter(name="Sambre Logistic").exists()


def test_twins_are_shown_while_one_types(browser, known):
    url = reverse("employers:employer-twins")
    shown = text_of(browser.get(url, {"name": "sambre logist", "same_as": "autre"}))
    assert "nom presque pareil" in shown
    assert f'name="seen_twins" value="{known.pk}"' in shown
    assert 'value="autre" checked' in shown
    assert "même numéro BCE" in text_of(browser.get(url, {"bce": "0403.019.261"}))
    assert text_of(browser.get(url, {"name": "", "bce": "04", "phone": "07"})).strip() == ""
