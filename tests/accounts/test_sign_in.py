"""The doors without a password: one use, in time, for the accompanied persons only."""

import io
import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from beneficiaries.models import Beneficiary
from mirec.accounts.models import NO_ADDRESS
from mirec.accounts.sign_in import CODE, hand_code, mail_link
from mirec.core.models import OneUseLink
from mirec.core.periods import today
from mirec.core.wording import day_full
from tests.factories import PASSWORD, BeneficiaryFactory, UserFactory

pytestmark = pytest.mark.django_db
LINK, CODE_PAGE = reverse("signin:link"), reverse("signin:code")


@pytest.fixture(autouse=True)
def no_limit_yet(settings):
    cache.clear()


@pytest.fixture
def mailed(beneficiary, mailoutbox):
    """The path of the link in the mail."""
    assert mail_link(email=beneficiary.user.email.upper(), at=timezone.now())
    return re.search(r"http://testserver(/\S+)", mailoutbox[0].body)[1]


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_link_of_the_mail_signs_in_once_by_a_button(client, mailed, beneficiary):
    for _ in range(2):
        page = client.get(mailed)  # a mail program that looks at links uses none up
        assert "Bonjour Noah" in page.content.decode()
    assert not is_in(client)
    response = client.post(mailed, {"own_phone": "1"})
    assert (response.status_code, response.url) == (302, reverse("home"))
    assert client.session["_auth_user_id"] == str(beneficiary.user_id)
    assert client.session.get_expiry_age() == settings.OWN_PHONE_SESSION
    again = Client()
    for answer in (again.get(mailed), again.post(mailed)):
        assert answer.status_code == 404
        assert "Ce lien ne marche plus" in answer.content.decode()
    assert not is_in(again)


def test_who_is_in_and_opens_the_used_link_again_reads_the_own_space(client, mailed):
    client.post(mailed)
    for answer in (client.get(mailed), client.post(mailed)):
        assert (answer.status_code, answer.url) == (302, reverse("home"))
    assert is_in(client)


def test_on_a_shared_computer_the_session_ends_with_the_browser(client, mailed):
    client.post(mailed)
    assert client.session.get_expire_at_browser_close()


def test_the_link_holds_half_an_hour_and_the_newest_only(client, beneficiary, mailoutbox):
    for minutes in (31, 5):
        mail_link(email=beneficiary.user.email, at=timezone.now() - timedelta(minutes=minutes))
    mail_link(email=beneficiary.user.email, at=timezone.now())
    paths = [re.search(r"http://testserver(/\S+)", mail.body)[1] for mail in mailoutbox]
    assert [client.get(path).status_code for path in paths] == [404, 404, 200]


def test_the_database_keeps_digests_only(mailed, beneficiary, coach):
    code = hand_code(user=beneficiary.user, by=coach, at=timezone.now())
    kept = " ".join(str(value) for row in OneUseLink.objects.values_list() for value in row)
    assert code not in kept
    assert mailed.strip("/").rpartition("/")[2] not in kept


def test_every_address_reads_the_same_and_only_persons_get_a_link(
    client, beneficiary, coach, mailoutbox, monkeypatch
):
    asked = []
    monkeypatch.setattr(
        "mirec.accounts.views.sign_in.mail_sign_in_link.apply_async",
        lambda args, **options: asked.append(args[0]),
    )
    answers = {
        client.post(LINK, {"email": email}).url
        for email in (beneficiary.user.email, coach.email, "personne@example.be")
    }
    assert answers == {reverse("signin:sent")}
    assert asked == [beneficiary.user.email, coach.email, "personne@example.be"]
    assert not mail_link(email="personne@example.be", at=timezone.now())
    mail_link(email=coach.email, at=timezone.now())
    (mail,) = mailoutbox
    assert "mot de passe" in mail.body
    assert not OneUseLink.objects.exists()


def test_who_scanned_at_the_door_finds_the_way_there_by_a_code(client):
    door = "/mon-espace/porte/abc/"
    page = client.get(reverse("account_login"), {"next": door}).content.decode()
    assert f'href="{CODE_PAGE}?next={door}"' in page


def test_four_mails_to_an_address_then_one_waits(client, monkeypatch):
    monkeypatch.setattr(
        "mirec.accounts.views.sign_in.mail_sign_in_link.apply_async", lambda *args, **options: None
    )
    found = [client.post(LINK, {"email": "Noah@example.be"}).status_code for _ in range(5)]
    assert found == [302] * 4 + [200]
    page = client.post(LINK, {"email": "noah@example.be"}).content.decode()
    assert "Attendez dix minutes" in page
    assert "noah@example.be" in page, "what was typed stays"


@pytest.mark.parametrize(
    "typed", ["", "\0", "x" * 5_000, "a@", "'; DROP", "é@é", "a@b.be\nBcc: c@d.be"]
)
def test_a_bad_address_gets_a_sentence(client, typed):
    assert client.post(LINK, {"email": typed}).status_code == 200


class TestTheCode:
    @pytest.fixture
    def code(self, beneficiary, coach):
        return hand_code(user=beneficiary.user, by=coach, at=timezone.now())

    @pytest.mark.parametrize("typed", [str, str.lower, lambda code: f" {code[:4]}-{code[4:]} "])
    def test_it_signs_in_once_however_it_is_typed(self, client, code, typed):
        assert client.post(CODE_PAGE, {"code": typed(code)}).url == reverse("home")
        assert is_in(client)
        again = Client()
        page = again.post(CODE_PAGE, {"code": code}).content.decode()
        assert "Ce code ne marche pas" in page
        assert not is_in(again)

    def test_scanned_again_by_who_is_in_it_leads_home(self, client, code):
        for _ in range(2):
            assert client.post(CODE_PAGE, {"code": code}).url == reverse("home")

    @pytest.mark.parametrize(
        ("wanted", "reached"),
        [("/mon-espace/porte/abc/", "/mon-espace/porte/abc/"), ("https://mire.example/", "/")],
    )
    def test_it_leads_where_one_wanted_to_go_in_the_house_only(self, client, code, wanted, reached):
        page = client.get(CODE_PAGE, {"next": wanted}).content.decode()
        assert f'name="next" value="{wanted}"' in page
        assert client.post(CODE_PAGE, {"code": code, "next": wanted}).url == reached

    def test_a_newer_one_or_a_week_ends_it(self, client, code, beneficiary, coach):
        at = timezone.now() - timedelta(days=7, minutes=1)
        late = hand_code(user=beneficiary.user, by=coach, at=at)
        for each in (code, late):
            client.post(CODE_PAGE, {"code": each})
            assert not is_in(client)

    def test_a_closed_account_does_not_open(self, client, code, beneficiary):
        beneficiary.user.is_active = False
        beneficiary.user.save()
        client.post(CODE_PAGE, {"code": code})
        assert not is_in(client)

    def test_twenty_tries_then_one_waits(self, client, code):
        for _ in range(20):
            client.post(CODE_PAGE, {"code": "AAAAAAAA"})
        page = client.post(CODE_PAGE, {"code": code}).content.decode()
        assert "Attendez dix minutes" in page
        assert not is_in(client)

    @pytest.mark.parametrize("typed", ["", "\0", "é" * 39, "A" * 10_000, "²³"])
    def test_what_is_no_code_gets_a_sentence(self, client, typed):
        assert client.post(CODE_PAGE, {"code": typed}).status_code == 200


class TestThePaper:
    def test_the_coach_prints_a_code_that_opens_the_space(self, client_of, coach, beneficiary):
        path = reverse("beneficiaries:own-space-code", args=[beneficiary.pk])
        paper = client_of(coach).post(path)
        assert paper["Content-Type"] == "application/pdf"
        (page,) = PdfReader(io.BytesIO(paper.content)).pages
        text = page.extract_text()
        assert f"Donné le {day_full(today())} par {coach}" in text
        code = re.search(r"\b([2-9A-Z]{4}) ([2-9A-Z]{4})\b", text)
        visitor = Client()
        visitor.post(CODE_PAGE, {"code": code[0]})
        assert is_in(visitor)
        assert beneficiary.openings.filter(opened_by=coach).exists()

    def test_a_person_without_mail_address_enters_by_a_code(self, client_of, coach, mailoutbox):
        person = BeneficiaryFactory(team=coach.team, coach=coach, email="")
        browser = client_of(coach)
        browser.post(reverse("beneficiaries:own-space-code", args=[person.pk]))
        account = Beneficiary.objects.get(pk=person.pk).user
        assert account.email.endswith(NO_ADDRESS)
        shown = browser.get(reverse("beneficiaries:panel-identity", args=[person.pk]))
        assert "sans adresse e-mail" in shown.content.decode()
        assert NO_ADDRESS not in shown.content.decode()
        assert not mail_link(email=account.email, at=timezone.now())
        Client().post(reverse("account_reset_password"), {"email": account.email})
        assert mailoutbox == []
        Beneficiary.objects.filter(pk=person.pk).update(email="Zoe@Example.be")
        browser.post(reverse("beneficiaries:own-space", args=[person.pk]))
        account.refresh_from_db()
        assert account.email == "zoe@example.be", "an address noted later takes its place"
        assert mailoutbox[0].to == ["zoe@example.be"]

    def test_it_is_taken_back(self, client_of, coach, beneficiary):
        code = hand_code(user=beneficiary.user, by=coach, at=timezone.now())
        browser = client_of(coach)
        path = reverse("beneficiaries:own-space-close", args=[beneficiary.pk])
        panel = reverse("beneficiaries:panel-identity", args=[beneficiary.pk])
        assert "Un code a été donné" in browser.get(panel).content.decode()
        browser.post(path)
        assert "Un code a été donné" not in browser.get(panel).content.decode()
        visitor = Client()
        visitor.post(CODE_PAGE, {"code": code})
        assert not is_in(visitor)

    def test_a_lost_telephone_is_shut_out_everywhere(self, client_of, coach, beneficiary):
        phone = client_of(beneficiary.user)
        code = hand_code(user=beneficiary.user, by=coach, at=timezone.now())
        path = reverse("beneficiaries:own-space-close", args=[beneficiary.pk])
        client_of(coach).post(path, {"partout": "1"})
        assert phone.get(reverse("training:my-week")).url.startswith(reverse("account_login"))
        visitor = Client()
        visitor.post(CODE_PAGE, {"code": code})
        login = {"login": beneficiary.user.email, "password": PASSWORD}
        visitor.post(reverse("account_login"), login)
        assert not is_in(visitor)


def test_staff_never_enter_by_a_link_nor_a_code(client, coach, manager):
    code = hand_code(user=coach, by=manager, at=timezone.now())
    client.post(CODE_PAGE, {"code": code})
    assert not is_in(client)
    assert OneUseLink.objects.get().purpose == CODE


@pytest.mark.parametrize(("role", "stays"), [("beneficiary", True), ("coach", False)])
def test_remember_me_lasts_for_the_persons_only(client, role, stays):
    user = UserFactory(**{role: True})
    data = {"login": user.email, "password": PASSWORD, "remember": "on"}
    client.post(reverse("account_login"), data)
    assert (client.session.get_expiry_age() == settings.OWN_PHONE_SESSION) is stays


NO_CREDENTIALS = [
    *("", "{}", "[]", "null", "1", '"x"', "{", "\0", "x" * 30_000),
    '{"id": 1, "rawId": "x", "response": {}, "type": "x"}',
    '{"id": "AA", "rawId": "AA", "response": {}, "type": "public-key"}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30", '
    '"attestationObject": "AA", "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}}',
]


class TestPasskeys:
    KEYS = reverse("signin:keys")

    @pytest.fixture
    def key(self, beneficiary):
        kind = Authenticator.Type.WEBAUTHN
        return Authenticator.objects.create(user=beneficiary.user, type=kind, data={})

    @pytest.fixture
    def phone(self, client_of, beneficiary):
        return client_of(beneficiary.user)

    @pytest.mark.parametrize("sent", NO_CREDENTIALS)
    def test_what_is_no_passkey_opens_and_adds_nothing(self, client, phone, sent):
        assert client.post(reverse("signin:key-login"), {"credential": sent}).status_code == 302
        assert not is_in(client)
        assert phone.post(self.KEYS, {"credential": sent}).status_code == 302
        assert not Authenticator.objects.exists()

    def test_a_session_left_open_lays_none(self, phone, beneficiary):
        assert b"passkey-add" in phone.get(self.KEYS).content
        beneficiary.user.last_login = timezone.now() - timedelta(hours=1)
        beneficiary.user.save()
        page = phone.get(self.KEYS).content.decode()
        assert "passkey-add" not in page
        assert "déconnectez-vous" in page
        assert "Me déconnecter" in page

    def test_who_has_no_mail_address_asks_for_a_code_before_leaving(self, phone, beneficiary):
        beneficiary.user.email = f"2026-0001@{NO_ADDRESS}"
        beneficiary.user.last_login = timezone.now() - timedelta(hours=1)
        beneficiary.user.save()
        page = phone.get(self.KEYS).content.decode()
        assert "un nouveau code à votre coach" in page
        assert "Me déconnecter" not in page

    def test_it_is_a_door_of_its_own_never_a_second_lock(self, client, beneficiary, key, coach):
        code = hand_code(user=beneficiary.user, by=coach, at=timezone.now())
        assert client.post(CODE_PAGE, {"code": code}).url == reverse("home")
        visitor = Client()
        login = {"login": beneficiary.user.email, "password": PASSWORD}
        assert visitor.post(reverse("account_login"), login).url == reverse("home")
        assert visitor.get(reverse("account_reauthenticate")).status_code == 200

    def test_one_removes_one_s_own_and_a_lost_telephone_loses_it(
        self, phone, client_of, other_beneficiary, beneficiary, coach, key
    ):
        path = reverse("signin:key-remove", args=[key.pk])
        assert client_of(other_beneficiary.user).post(path).status_code == 404
        assert client_of(coach).post(path).status_code == 403
        client_of(coach).post(
            reverse("beneficiaries:own-space-close", args=[beneficiary.pk]), {"partout": "1"}
        )
        assert not Authenticator.objects.exists()
