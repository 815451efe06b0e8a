"""What a person wishes of a job: noted by who proposes, read on the profile and in the file."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from beneficiaries.models import FileOpening
from employers.models import WorkWish
from employers.services.wishes import save_wish
from tests.factories import LocalityFactory, WorkWishFactory


@pytest.fixture
def url(beneficiary) -> str:
    LocalityFactory(postal_code="6240", name="Farciennes", commune="Farciennes")
    LocalityFactory(postal_code="6200", name="Châtelet", commune="Châtelet")
    return reverse("employers:wish-edit", args=[beneficiary.pk])


def wished(**changes) -> dict:
    return {
        "slots": ["days", "early"],
        "transports": ["transit"],
        "communes": "farciennes, CHATELET,",
        "hours_from": "19",
        "hours_to": "30.5",
        "refuses": "Le travail de nuit",
    } | changes


def text_of(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


@pytest.mark.parametrize("who", ["prospector", "coach", "manager"])
def test_whoever_proposes_notes_the_wishes(request, client_of, beneficiary, url, who):
    user = request.getfixturevalue(who)
    answer = client_of(user).post(url, wished())
    profile = reverse("employers:profile", args=[beneficiary.pk])
    assert answer.url == profile
    wish = WorkWish.objects.get()
    assert (wish.slots, wish.communes) == (["days", "early"], ["Châtelet", "Farciennes"])
    assert (wish.hours_to, wish.created_by) == (Decimal("30.5"), user)
    shown = text_of(client_of(user).get(profile))
    for words in ("en journée, tôt le matin", "de 19 à 30,5 h", "Châtelet, Farciennes", "de nuit"):
        assert words in shown


def test_the_coach_comes_back_to_the_file_and_reads_them_there(client_of, coach, beneficiary, url):
    browser = client_of(coach)
    panel = reverse("employers:panel", args=[beneficiary.pk])
    assert f"{url}?dossier=1" in text_of(browser.get(panel, headers={"HX-Request": "true"}))
    assert browser.post(f"{url}?dossier=1", wished()).url == beneficiary.get_absolute_url()
    assert "Le travail de nuit" in text_of(browser.get(panel, headers={"HX-Request": "true"}))


def test_a_prospector_is_never_led_to_the_file(client_of, prospector, beneficiary, url):
    answer = client_of(prospector).post(f"{url}?dossier=1", wished())
    assert answer.url == reverse("employers:profile", args=[beneficiary.pk])


def test_the_opening_is_noted_as_that_of_a_profile(client_of, prospector, beneficiary, url):
    client_of(prospector).get(url)
    opening = FileOpening.objects.get(beneficiary=beneficiary)
    assert (opening.opened_by, opening.part) == (prospector, "Profil pour une offre")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"communes": "Farciennes, Atlantis"}, "s'appelle ainsi : Atlantis", id="town"),
        pytest.param({"hours_from": "38", "hours_to": "19"}, "le plus haut suit", id="range"),
        pytest.param({"hours_to": "90"}, "inférieure ou égale à 60", id="too many hours"),
        pytest.param({"slots": ["noon"]}, "choix", id="a moment that does not exist"),
        pytest.param({"refuses": "x" * 201}, "au plus 200", id="too long"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client_of, prospector, url, changes, sentence
):
    answer = client_of(prospector).post(url, wished(**{"refuses": "Le port de charges"} | changes))
    assert sentence in text_of(answer)
    assert not WorkWish.objects.exists()
    if "refuses" not in changes:
        assert "Le port de charges" in text_of(answer)


def test_a_change_made_meanwhile_is_not_overwritten_unseen(client_of, prospector, beneficiary, url):
    wish = WorkWishFactory(beneficiary=beneficiary, communes=["Farciennes"])
    browser = client_of(prospector)
    version = browser.get(url).context["form"]["version"].value()
    WorkWish.objects.filter(pk=wish.pk).update(refuses="Autre chose")
    answer = browser.post(url, wished(version=version))
    assert "Quelqu'un a modifié ces données" in text_of(answer)
    wish.refresh_from_db()
    assert wish.refuses == "Autre chose"


def test_the_first_wishes_are_noted_once(beneficiary, coach, prospector):
    first, second = WorkWish(beneficiary=beneficiary), WorkWish(beneficiary=beneficiary)
    save_wish(wish=first, by=coach)
    with pytest.raises(ValidationError, match="entre-temps"):
        save_wish(wish=second, by=prospector)


def test_an_empty_form_says_that_all_is_to_be_asked(client_of, prospector, beneficiary, url):
    browser = client_of(prospector)
    browser.post(url, {"refuses": ""})
    shown = text_of(browser.get(reverse("employers:profile", args=[beneficiary.pk])))
    assert shown.count("à demander") >= 4
