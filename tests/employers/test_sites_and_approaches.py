"""Sites of an employer, each under one number; calls and visits, with the promises they bring."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from employers.enums import ApproachKind
from employers.models import Approach, Site
from employers.services.approaches import (
    correct_approach,
    keep_promise,
    record_approach,
    reopen_promise,
    take_back_approach,
)
from employers.services.sites import save_site
from mirec.core.periods import today
from tests.factories import ApproachFactory, ContactFactory, EmployerFactory, SiteFactory

pytestmark = pytest.mark.django_db
UNIT = "2000000042"


@pytest.fixture
def browser(client_of, prospector):
    return client_of(prospector)


def text_of(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


# Sites


def test_a_site_is_added_and_changed_on_the_page_of_its_employer(browser, prospector):
    employer = EmployerFactory()
    url = reverse("employers:site-create", args=[employer.pk])
    data = {"name": "Dépôt de Gosselies", "unit_number": "2.000.000.042"}
    response = browser.post(url, data | {"access_without_car": "Bus 66, 4 minutes à pied"})
    assert response.url == employer.get_absolute_url()
    site = Site.objects.get()
    assert (site.unit_number, site.created_by) == (UNIT, prospector)
    shown = text_of(browser.get(employer.get_absolute_url()))
    assert "2.000.000.042" in shown
    assert "Bus 66, 4 minutes à pied" in shown
    edit = reverse("employers:site-edit", args=[site.pk])
    browser.post(edit, {"name": "Dépôt", "unit_number": ""})
    site.refresh_from_db()
    assert (site.name, site.unit_number, site.access_without_car) == ("Dépôt", None, "")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"unit_number": "2000000043"}, "deux derniers chiffres"),
        ({"unit_number": "0403019261"}, "de 2 à 8"),
        ({"name": ""}, "obligatoire"),
        ({"name": "Siège"}, "déjà un site de ce nom"),
        ({"locality": "Trifouilly"}, "Aucune localité"),
    ],
)
def test_what_is_wrong_with_a_site_is_said_and_nothing_typed_is_lost(browser, changes, sentence):
    employer = EmployerFactory()
    SiteFactory(employer=employer, name="Siège")
    url = reverse("employers:site-create", args=[employer.pk])
    response = browser.post(url, {"name": "Dépôt", "street": "Quai du Nord 7"} | changes)
    assert sentence in text_of(response)
    assert "Quai du Nord 7" in text_of(response)
    assert employer.sites.count() == 1


def test_a_unit_number_that_is_taken_names_the_other_employer(browser):
    SiteFactory(name="Magasin", unit_number=UNIT, employer=EmployerFactory(name="Super Frais"))
    employer = EmployerFactory()
    url = reverse("employers:site-create", args=[employer.pk])
    shown = text_of(browser.post(url, {"name": "Dépôt", "unit_number": UNIT}))
    assert "Le site « Magasin », chez Super Frais, a déjà ce numéro." in shown
    assert not employer.sites.exists()


@pytest.mark.parametrize(
    ("again", "field"), [({"unit_number": UNIT}, "unit_number"), ({"name": "Siège"}, "name")]
)
def test_two_colleagues_who_note_one_site_at_once_hear_it_in_words(prospector, again, field):
    first = SiteFactory(name="Siège", unit_number=UNIT)
    data = {"name": "Autre", "unit_number": None} | again
    with pytest.raises(ValidationError) as refusal:
        save_site(site=Site(), employer=first.employer, by=prospector, **data)
    assert list(refusal.value.message_dict) == [field]
    assert Site.objects.count() == 1


# Approaches


def noted(**changes) -> dict:
    return {"kind": "call", "happened_on": today().isoformat(), "text": "Rappelle mardi."} | changes


def test_a_call_is_noted_with_its_promise_and_shown_first(browser, prospector):
    contact = ContactFactory(last_name="Delvaux")
    employer = contact.employer
    ApproachFactory(employer=employer, text="Une visite ancienne.")
    due = today() + timedelta(days=3)
    data = noted(contact=contact.pk, next_step="Envoyer deux profils", next_step_on=due.isoformat())
    browser.post(reverse("employers:approach-create", args=[employer.pk]), data)
    approach = Approach.objects.latest("pk")
    assert (approach.contact, approach.next_step_on) == (contact, due)
    assert (approach.created_by, approach.happened_on) == (prospector, today())
    shown = text_of(browser.get(employer.get_absolute_url()))
    assert shown.index("Rappelle mardi.") < shown.index("Une visite ancienne.")
    assert "Envoyer deux profils" in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "quelques mots"),
        ({"next_step": "Rappeler"}, "Pour quand ?"),
        ({"next_step_on": "2099-01-01"}, "Qu'est-ce qui est promis"),
        ({"next_step": "Rappeler", "next_step_on": "2001-01-01"}, "ne peut pas précéder"),
        ({"happened_on": "2099-01-01"}, "pas encore venu"),
        ({"happened_on": "1926-01-01"}, "trop ancienne"),
        ({"happened_on": "1026-01-01"}, "de 1900 à 2100"),
        ({"kind": "pigeon"}, "choix valide"),
        ({"contact": "foreign"}, "choix valide"),
    ],
)
def test_what_is_wrong_with_a_contact_is_said_and_nothing_typed_is_lost(browser, changes, sentence):
    employer = EmployerFactory()
    changes = {
        name: ContactFactory().pk if value == "foreign" else value
        for name, value in changes.items()
    }
    data = noted(text="Le quai ferme à midi.") | changes
    response = browser.post(reverse("employers:approach-create", args=[employer.pk]), data)
    assert sentence in text_of(response)
    assert data["text"] in text_of(response)
    assert not Approach.objects.exists()


def test_only_the_author_corrects_a_contact(browser, client_of, prospector, coach):
    approach = ApproachFactory(created_by=prospector)
    url = reverse("employers:approach-edit", args=[approach.pk])
    assert client_of(coach).post(url, noted(text="Changé.")).status_code == 404
    browser.post(url, noted(text="Mieux dit."))
    approach.refresh_from_db()
    assert approach.text == "Mieux dit."
    with pytest.raises(ValidationError, match="Seule la personne qui a noté"):
        correct_approach(approach=approach, by=coach, text="Changé.")
    for reader, may in ((prospector, True), (coach, False)):
        shown = text_of(client_of(reader).get(approach.employer.get_absolute_url()))
        assert (url in shown) is may


def test_a_promise_kept_waits_again_when_it_is_moved(prospector):
    approach = ApproachFactory(promised=True, created_by=prospector)
    keep_promise(approach=approach, by=prospector, on=today())
    same = correct_approach(approach=approach, by=prospector, text="Mieux dit.")
    assert same.next_step_done_on == today()
    later = today() + timedelta(days=2)
    moved = correct_approach(approach=approach, by=prospector, next_step_on=later)
    assert (moved.next_step_done_on, moved.next_step_done_by) == (None, None)


def test_a_promise_is_kept_once_and_can_be_reopened(prospector):
    approach = ApproachFactory(promised=True)
    keep_promise(approach=approach, by=prospector, on=today())
    with pytest.raises(ValidationError, match="déjà tenue"):
        keep_promise(approach=approach, by=prospector, on=today())
    reopen_promise(approach=approach)
    assert Approach.objects.step_due(today()).get() == approach
    with pytest.raises(ValidationError, match="pas de promesse"):
        keep_promise(approach=ApproachFactory(), by=prospector, on=today())


def test_what_one_gesture_noted_is_taken_back_by_its_author_the_same_day(prospector, coach):
    approach = record_approach(
        employer=EmployerFactory(), kind=ApproachKind.CALL, on=today(), by=prospector, text="Appel."
    )
    tomorrow = today() + timedelta(days=1)
    for by, on in ((coach, today()), (prospector, tomorrow)):
        with pytest.raises(ValidationError, match="le jour même"):
            take_back_approach(approach=approach, by=by, on=on)
    take_back_approach(approach=approach, by=prospector, on=today())
    assert not Approach.objects.exists()


def test_a_promise_is_kept_from_the_page_of_the_employer_and_back(browser):
    approach = ApproachFactory(promised=True)
    page = approach.employer.get_absolute_url()
    url = reverse("employers:approach-done", args=[approach.pk])
    response = browser.post(url, {"retour": page}, follow=True)
    assert response.redirect_chain[-1][0] == page
    assert "promesse tenue" in text_of(response)
    undo = next(iter(response.context["messages"])).extra_tags
    assert browser.post(undo, {"annuler": "1"}).url == page
    assert Approach.objects.with_open_step().exists()


def test_the_log_comes_by_pages_and_a_reader_only_reads(browser, client_of, coordinator):
    employer = EmployerFactory()
    for index in range(12):
        day = today() - timedelta(days=index)
        ApproachFactory(employer=employer, happened_on=day, text=f"Contact n° {index}.")
    url = employer.get_absolute_url()
    assert "Contact n° 11." not in text_of(browser.get(url))
    assert "Contact n° 11." in text_of(browser.get(url, {"page": "2"}))
    read = text_of(client_of(coordinator).get(url))
    assert "Contact n° 0." in read
    assert "Noter le contact" not in read
