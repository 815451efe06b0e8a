"""The doors of the house: signing in and out, a forgotten password, all in French."""

import re

import pytest
from django.urls import reverse

from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "Terril-vert-2026"


def lines(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_one_signs_in_and_is_led_home(client, coach):
    response = client.post(reverse("account_login"), {"login": coach.email, "password": PASSWORD})
    assert response.status_code == 302
    assert response.url == reverse("home")


def test_a_forgotten_password_is_replaced_by_a_link_from_a_french_mail(client, coach, mailoutbox):
    page = client.post(reverse("account_reset_password"), {"email": coach.email}, follow=True)
    assert "Regardez votre boîte e-mail" in lines(page)
    (mail,) = mailoutbox
    assert "Choisir un nouveau mot de passe" in mail.subject
    assert "Bonjour" in mail.body

    link = re.search(r"https?://[^/]+(/\S+)", mail.body)[1]
    form = client.get(link, follow=True)
    assert "<h1>Nouveau mot de passe</h1>" in lines(form)
    done = client.post(
        form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW}, follow=True
    )
    assert "Votre mot de passe est changé" in lines(done)
    coach.refresh_from_db()
    assert coach.check_password(NEW)


def test_an_unknown_address_gets_the_same_page_and_a_french_mail(client, mailoutbox):
    page = client.post(reverse("account_reset_password"), {"email": "x@example.be"}, follow=True)
    assert "Regardez votre boîte e-mail" in lines(page)
    (mail,) = mailoutbox
    assert "Aucun compte n'existe avec cette adresse" in mail.body


def test_a_link_that_was_used_offers_another(client):
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "a-b"})
    assert "Ce lien ne marche plus" in lines(client.get(path, follow=True))


def test_the_password_is_changed_from_the_account_menu(client, coach):
    client.force_login(coach)
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post(reverse("account_change_password"), data).status_code == 302
    coach.refresh_from_db()
    assert coach.check_password(NEW)


def test_a_short_password_is_refused_beside_its_field(client, coach):
    client.force_login(coach)
    data = {"oldpassword": PASSWORD, "password1": "court", "password2": "court"}
    page = lines(client.post(reverse("account_change_password"), data))
    assert "choses sont à corriger" in page or "Une chose est à corriger" in page
    assert 'class="field-errors"' in page


def test_one_leaves_by_a_form(client, coach):
    client.force_login(coach)
    page = client.get(reverse("account_logout"))
    assert "Se déconnecter ?" in lines(page)
    assert client.post(reverse("account_logout")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_alone(client):
    assert "Pas d'inscription en ligne" in lines(client.get(reverse("account_signup")))


def test_a_closed_account_is_told_so(client, coach):
    coach.is_active = False
    coach.save()
    response = client.post(
        reverse("account_login"), {"login": coach.email, "password": PASSWORD}, follow=True
    )
    assert "Ce compte est fermé" in lines(response)
