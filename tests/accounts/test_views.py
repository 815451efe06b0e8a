"""Accounts, teams and the table of roles, as an administrator and a manager use them."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from mirec.accounts.enums import Permission, Role
from mirec.accounts.models import Team, User
from mirec.accounts.rules import ROLE_SPECS
from tests.beneficiaries.filled import sent
from tests.beneficiaries.test_views import read
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
QUERIES_OF_A_LIST = 8


def at(name: str, *args) -> str:
    return reverse(f"accounts:{name}", args=args)


@pytest.fixture
def admin_client(client_of, administrator):
    return client_of(administrator)


NEW = {
    "first_name": "Zoé",
    "last_name": "Lambert",
    "email": "Zoe@Mirec.example",
    "roles": ["prospector", "coordinator"],
}


def test_a_new_colleague_chooses_the_password_by_the_mailed_link(admin_client, client):
    words = read(admin_client.post(at("user-create"), NEW, follow=True))
    assert "Un lien est parti vers zoe@mirec.example." in words
    user = User.objects.get(email="zoe@mirec.example")
    assert user.roles == ["prospector", "coordinator"]
    (letter,) = mail.outbox
    assert "Bonjour Zoé" in letter.body
    link = re.search(r"http://testserver(\S+)", letter.body)[1]
    page = client.get(link, follow=True)
    passwords = {"password1": "un-long-mot-secret", "password2": "un-long-mot-secret"}
    client.post(page.redirect_chain[-1][0], passwords)
    assert client.login(email=user.email, password="un-long-mot-secret")


def test_a_link_is_used_once(admin_client, client, coach):
    admin_client.post(at("user-link", coach.pk))
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    passwords = {"password1": "un-long-mot-secret", "password2": "un-long-mot-secret"}
    client.post(page.redirect_chain[-1][0], passwords)
    again = client.get(link, follow=True)
    assert 'name="password1"' not in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"email": "NADIA@mirec.example"}, "email", "existe déjà"),
        ({"email": "pas une adresse"}, "email", "adresse"),
        ({"roles": []}, "roles", "obligatoire"),
        ({"roles": ["coach", "beneficiary"]}, "roles", "beneficiary"),
        ({"roles": ["coach"]}, "team", "a besoin d'une équipe"),
        ({"phone": "12"}, "phone", "Ce numéro n'existe pas"),
        ({"last_name": "x" * 10 * 1024 * 1024}, "last_name", "80 caractères"),
    ],
    ids=["taken", "no address", "no role", "mixed roles", "no team", "wrong phone", "10 MB"],
)
def test_a_wrong_account_is_refused_beside_its_field(admin_client, changes, field, sentence):
    UserFactory(email="nadia@mirec.example")
    page = admin_client.post(at("user-create"), NEW | changes)
    form = page.context["form"]
    assert sentence in form.errors[field][0]
    assert form["first_name"].value() == "Zoé"
    assert not mail.outbox


def test_the_own_role_stays_and_the_sentence_stands_beside_it(admin_client, administrator):
    UserFactory(administrator=True)
    form = admin_client.get(at("user-edit", administrator.pk)).context["form"]
    page = admin_client.post(at("user-edit", administrator.pk), sent(form, roles=["manager"]))
    assert "Vous ne pouvez pas vous retirer" in page.context["form"].errors["roles"][0]
    assert "Compte de Marc Lejeune" in read(page)
    assert User.objects.get(pk=administrator.pk).has_role(Role.ADMINISTRATOR)


def test_an_account_is_closed_and_its_owner_is_out_at_once(admin_client, client_of, coach):
    theirs = client_of(coach)
    form = admin_client.get(at("user-edit", coach.pk)).context["form"]
    data = sent(form)
    del data["is_active"]
    admin_client.post(at("user-edit", coach.pk), data)
    assert theirs.get(reverse("beneficiaries:list")).status_code == 302


def test_the_account_of_a_beneficiary_gets_no_staff_role(admin_client, beneficiary):
    url = at("user-edit", beneficiary.user.pk)
    form = admin_client.get(url).context["form"]
    page = admin_client.post(url, sent(form, roles=["coach"]))
    assert page.context["form"].errors["roles"]


def test_a_stale_account_form_is_noticed(admin_client, coach):
    data = sent(admin_client.get(at("user-edit", coach.pk)).context["form"], last_name="Autre")
    User.objects.filter(pk=coach.pk).update(first_name="Nadège")
    words = read(admin_client.post(at("user-edit", coach.pk), data))
    assert "Quelqu'un a modifié ces données entre-temps" in words


def test_accounts_are_found_by_name_role_team_and_state(admin_client, coach, prospector):
    gone = UserFactory(prospector=True, inactive=True, first_name="Éloïse")

    def shown(**query) -> list[str]:
        rows = admin_client.get(at("user-list"), query).context["table"].rows
        return sorted(str(row.record) for row in rows)

    assert shown(q="eloise") == [str(gone)]
    assert shown(role="prospector", is_active="true") == [str(prospector)]
    assert shown(team=coach.team_id) == [str(coach)]
    assert shown(role="prospector", is_active="false") == [str(gone)]


def test_accounts_of_beneficiaries_are_shown_when_asked_for(admin_client, beneficiary):
    owner = str(beneficiary.user)
    assert owner not in read(admin_client.get(at("user-list")))
    assert owner in read(admin_client.get(at("user-list"), {"role": "beneficiary"}))


@pytest.mark.parametrize("many", [3, 30])
def test_the_list_asks_the_same_few_questions_for_3_and_for_30(
    admin_client, django_assert_max_num_queries, many
):
    UserFactory.create_batch(many, coach=True)
    with django_assert_max_num_queries(QUERIES_OF_A_LIST):
        admin_client.get(at("user-list"))


def test_a_team_has_a_name_of_its_own(admin_client, team):
    admin_client.post(at("team-create"), {"name": "Sambre"})
    assert Team.objects.filter(name="Sambre").exists()
    page = admin_client.post(at("team-create"), {"name": "PORTE OUEST"})
    assert "Une équipe porte déjà ce nom." in read(page)


def test_the_manager_reads_the_table_that_the_house_obeys(client_of, manager):
    page = client_of(manager).get(at("roles"))
    words = read(page)
    for role, spec in ROLE_SPECS.items():
        assert role.label in words
        assert spec.sentence in words
    for permission, answers in page.context["rows"]:
        assert permission.label in words
        for (_, spec), answer in zip(page.context["specs"], answers, strict=True):
            assert answer == (permission in spec.permissions)
    assert [permission for permission, _ in page.context["rows"]] == list(Permission)
