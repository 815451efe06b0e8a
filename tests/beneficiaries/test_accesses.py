"""A colleague's stead: before, during, after, taken back, merged, and for a stranger."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import Beneficiary, FileOpening, TemporaryAccess
from beneficiaries.services.accesses import grant_access, revoke_access
from mirec.accounts.models import User
from mirec.core.periods import today
from tests.factories import BeneficiaryFactory, TemporaryAccessFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW, MINUTE, DAY = timezone.now, timedelta(minutes=1), timedelta(days=1)


def sees(user: User, person: Beneficiary) -> bool:
    """Read anew: what was granted is remembered for one request only."""
    fresh = User.objects.get(pk=user.pk)
    return Beneficiary.objects.visible_to(fresh).filter(pk=person.pk).exists()


def words_of(response) -> str:
    return response.content.decode().replace("&#x27;", "'").replace("\xa0", " ")


@pytest.mark.parametrize("whole", [False, True], ids=["one file", "a whole caseload"])
@pytest.mark.parametrize(
    ("starts", "ends", "opens"),
    [
        pytest.param(MINUTE, DAY, False, id="before it starts"),
        pytest.param(-MINUTE, MINUTE, True, id="while it runs"),
        pytest.param(-DAY, -MINUTE, False, id="once it is over"),
    ],
)
def test_an_access_opens_between_its_two_moments(
    stranger_coach, beneficiary, whole, starts, ends, opens
):
    target = {"beneficiary": None, "coach": beneficiary.coach} if whole else {
        "beneficiary": beneficiary
    }  # fmt: skip
    assert not sees(stranger_coach, beneficiary)
    TemporaryAccessFactory(
        user=stranger_coach, starts_at=NOW() + starts, ends_at=NOW() + ends, **target
    )
    assert sees(stranger_coach, beneficiary) == opens


def test_an_access_taken_back_closes_at_once(stranger_coach, beneficiary, manager):
    access = TemporaryAccessFactory(user=stranger_coach, beneficiary=beneficiary)
    assert sees(stranger_coach, beneficiary)
    revoke_access(access=access, by=manager, at=NOW())
    assert not sees(stranger_coach, beneficiary)
    with pytest.raises(ValidationError, match="déjà fermé"):
        revoke_access(access=access, by=manager, at=NOW())


def test_a_merged_file_stays_closed(stranger_coach, beneficiary):
    TemporaryAccessFactory(user=stranger_coach, beneficiary=beneficiary)
    Beneficiary.objects.filter(pk=beneficiary.pk).update(merged_into=BeneficiaryFactory())
    assert not sees(stranger_coach, beneficiary)


def test_an_access_opens_nothing_to_others_nor_other_files(
    stranger_coach, beneficiary, prospector, team
):
    TemporaryAccessFactory(user=stranger_coach, beneficiary=beneficiary)
    TemporaryAccessFactory(user=prospector, beneficiary=beneficiary)
    third = UserFactory(coach=True)
    assert not sees(third, beneficiary)
    assert not sees(prospector, beneficiary)
    assert not sees(stranger_coach, BeneficiaryFactory(team=team, coach=beneficiary.coach))


def test_a_caseload_is_the_coachs_of_the_moment(stranger_coach, beneficiary, coach, colleague):
    TemporaryAccessFactory(user=stranger_coach, beneficiary=None, coach=coach)
    assert sees(stranger_coach, beneficiary)
    Beneficiary.objects.filter(pk=beneficiary.pk).update(coach=colleague)
    assert not sees(stranger_coach, beneficiary)


def granted(user, by, **more) -> TemporaryAccess:
    data = {"starts_on": today(), "ends_on": today(), "reason": "Congé", "on": today(), **more}
    return grant_access(user=user, by=by, **data)


def test_an_access_runs_from_the_first_day_to_the_last_both_included(
    stranger_coach, beneficiary, manager
):
    access = granted(
        stranger_coach, manager, beneficiary=beneficiary, ends_on=today() + timedelta(days=2)
    )
    assert timezone.localdate(access.starts_at) == today()
    assert access.last_day == today() + timedelta(days=2)
    assert access.ends_at - access.starts_at > timedelta(days=2, hours=22)
    assert sees(stranger_coach, beneficiary)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"starts_on": today() - DAY}, "starts_on", id="in the past"),
        pytest.param({"ends_on": today() - DAY}, "ends_on", id="it ends before it starts"),
        pytest.param({"ends_on": today() + 400 * DAY}, "ends_on", id="longer than a year"),
    ],
)
def test_days_that_make_no_sense_are_refused(stranger_coach, beneficiary, manager, changes, field):
    with pytest.raises(ValidationError) as error:
        granted(stranger_coach, manager, beneficiary=beneficiary, **changes)
    assert field in error.value.error_dict


@pytest.mark.parametrize("trait", ["prospector", "coordinator", "administrator"])
def test_an_access_is_for_who_follows_persons(beneficiary, manager, trait):
    with pytest.raises(ValidationError, match="ne suit pas de dossiers"):
        granted(UserFactory(**{trait: True}), manager, beneficiary=beneficiary)


def test_an_access_opens_one_thing(stranger_coach, beneficiary, coach, manager):
    for target in ({}, {"beneficiary": beneficiary, "coach": coach}):
        with pytest.raises(ValidationError, match="Choisissez un dossier ou un jobcoach"):
            granted(stranger_coach, manager, **target)


def test_a_manager_grants_sees_and_takes_back(client_of, manager, stranger_coach, coach):
    client = client_of(manager)
    data = {
        "coach": coach.pk, "user": stranger_coach.pk, "starts_on": today().isoformat(),
        "ends_on": today().isoformat(), "reason": "Congé de maladie",
    }  # fmt: skip
    client.post(reverse("beneficiaries:access-create"), data)
    access = TemporaryAccess.objects.get()
    assert (access.coach, access.created_by) == (coach, manager)
    page = words_of(client.get(reverse("beneficiaries:access-list")))
    assert "tous les dossiers de Nadia Ferrero" in page
    client.post(reverse("beneficiaries:access-revoke", args=[access.pk]))
    access.refresh_from_db()
    assert access.revoked_by == manager
    assert "Aucun accès n'est ouvert" in words_of(client.get(reverse("beneficiaries:access-list")))


def test_what_was_typed_stays_when_the_days_are_wrong(client_of, manager, stranger_coach, coach):
    data = {
        "coach": coach.pk, "user": stranger_coach.pk, "starts_on": "2020-01-01",
        "ends_on": "2020-01-02", "reason": "Congé de maladie",
    }  # fmt: skip
    page = words_of(client_of(manager).post(reverse("beneficiaries:access-create"), data))
    assert "dans le passé" in page
    assert "Congé de maladie" in page


def test_the_file_says_until_when_and_keeps_that_it_was_read_in_replacement(
    client_of, stranger_coach, colleague, beneficiary, manager
):
    access = granted(stranger_coach, manager, beneficiary=beneficiary, reason="Congé de maternité")
    page = words_of(client_of(stranger_coach).get(beneficiary.get_absolute_url()))
    assert "Accès de remplacement" in page
    assert "Congé de maternité" in page
    assert FileOpening.objects.get(opened_by=stranger_coach).part == "Dossier (remplacement)"
    own = words_of(client_of(colleague).get(beneficiary.get_absolute_url()))
    assert "Accès de remplacement" not in own
    assert FileOpening.objects.get(opened_by=colleague).part == "Dossier"
    panel = client_of(colleague).get(reverse("coaching:panel-journey", args=[beneficiary.pk]))
    assert str(access.user) in words_of(panel)


def test_the_history_tells_who_opened_the_file_to_whom(client_of, coach, stranger_coach, manager):
    person = BeneficiaryFactory(team=coach.team, coach=coach)
    granted(stranger_coach, manager, beneficiary=person, reason="Congé de maternité")
    access = granted(stranger_coach, manager, coach=coach, reason="Formation de Nadia")
    revoke_access(access=access, by=manager, at=NOW())
    page = words_of(client_of(coach).get(reverse("beneficiaries:panel-history", args=[person.pk])))
    for part in ("Congé de maternité", "Formation de Nadia", "Julie Maes", "Anne Wauters"):
        assert part in page, part
    assert "tous les dossiers du jobcoach" in page


def test_who_replaces_a_colleague_changes_neither_team_nor_coach(
    client_of, stranger_coach, beneficiary, manager
):
    granted(stranger_coach, manager, beneficiary=beneficiary)
    data = {
        "first_name": beneficiary.first_name, "last_name": "Corrigé", "may_leave_message": "on",
        "team": stranger_coach.team_id, "coach": stranger_coach.pk,
    }  # fmt: skip
    url = reverse("beneficiaries:edit", args=[beneficiary.pk])
    assert client_of(stranger_coach).post(url, data).status_code == 302
    now = Beneficiary.objects.get(pk=beneficiary.pk)
    assert (now.last_name, now.team, now.coach) == (
        "Corrigé", beneficiary.team, beneficiary.coach,
    )  # fmt: skip


def test_who_replaces_a_colleague_merges_nothing_into_own_files(
    client_of, stranger_coach, beneficiary, manager
):
    own = BeneficiaryFactory(team=stranger_coach.team, coach=stranger_coach)
    granted(stranger_coach, manager, beneficiary=beneficiary)
    url = reverse("beneficiaries:merge", args=[own.pk, beneficiary.pk])
    page = words_of(client_of(stranger_coach).get(url, follow=True))
    assert "ne se fusionne pas" in page
    client_of(stranger_coach).post(url, {})
    beneficiary.refresh_from_db()
    assert beneficiary.merged_into is None
