import pytest
from django.urls import reverse

from mirec.accounts.enums import Permission, Role
from mirec.accounts.rules import permissions_of
from mirec.core import navigation as nav

ENTRIES = sorted(
    {entry for group in (*nav.FIELD, *nav.DIRECTION) for entry in group.entries},
    key=lambda entry: entry.url_name,
)


def labels(role: Role) -> list[str]:
    groups = nav.groups_for(permissions_of([role]))
    return [entry.label for group in groups for entry in group.entries]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.BENEFICIARY])
def test_a_role_sees_at_most_three_groups(role):
    assert 1 <= len(nav.groups_for(permissions_of([role]))) <= 3


def test_the_accompanied_person_has_no_navigation():
    assert nav.groups_for(permissions_of([Role.BENEFICIARY])) == ()


def test_a_prospector_is_not_shown_the_files_of_persons():
    assert "Offres" in labels(Role.PROSPECTOR)
    assert not {"Personnes", "Parcours", "Suivis"} & set(labels(Role.PROSPECTOR))


def test_the_administrator_sees_settings_but_no_person():
    assert "Utilisateurs" in labels(Role.ADMINISTRATOR)
    assert "Personnes" not in labels(Role.ADMINISTRATOR)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.url_name)
def test_every_entry_leads_somewhere(entry):
    assert reverse(entry.url_name)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["coach", "prospector", "coordinator", "manager", "administrator"])
def test_every_entry_that_is_shown_opens(client, request, who):
    user = request.getfixturevalue(who)
    client.force_login(user)
    shown = [e for group in nav.navigation(user.verbs, "/") for e in group.entries]
    assert {e.label: client.get(e.url).status_code for e in shown} == {e.label: 200 for e in shown}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.url_name)
def test_every_verb_of_an_entry_is_a_permission(entry):
    assert entry.verbs <= set(Permission.values)


def test_every_entry_can_be_seen_by_some_role():
    seen = {label for role in Role for label in labels(role)}
    assert {entry.label for entry in ENTRIES} <= seen


def test_the_deepest_address_is_the_current_one():
    assert nav._best("/a/b/7/", ["/", "/a/", "/a/b/"]) == "/a/b/"
    assert nav._best("/elsewhere/", ["/", "/a/"]) == ""
