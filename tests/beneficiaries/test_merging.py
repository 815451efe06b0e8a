"""Two files of one person become one with all that hangs from them, and two again exactly."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from beneficiaries.models import Beneficiary, Merge
from beneficiaries.rules.merging import CHOICES, EARLIEST, HANDLING, LATEST, Apart, Fuse, Move, Stay
from beneficiaries.services.fusing import links_to
from beneficiaries.services.merging import merge_files, undo_merge
from coaching.models import Journey
from mirec.core.periods import today
from tests import factories
from tests.factories import (
    AttendanceFactory,
    BeneficiaryFactory,
    BeneficiarySkillFactory,
    EnrolmentFactory,
    FollowUpFactory,
    JourneyFactory,
    PlacementFactory,
    PlanVersionFactory,
    ProposalFactory,
    SessionFactory,
    SituationFactory,
    SkillFactory,
    SkillRatingFactory,
    WorkshopSeatFactory,
)

pytestmark = pytest.mark.django_db
LINKS = [
    link
    for link in links_to(Beneficiary)
    if not isinstance(HANDLING.get(link.model._meta.label), Stay)
]
FACTORIES = {
    getattr(factories, name)._meta.model: getattr(factories, name)
    for name in factories.__all__
    if name.endswith("Factory")
}


@pytest.fixture
def kept(coach, team):
    return BeneficiaryFactory(
        coach=coach, team=team, first_name="Samira", last_name="Benali", phone="", studies=""
    )


@pytest.fixture
def absorbed(coach, team):
    return BeneficiaryFactory(
        coach=coach, team=team, first_name="Samyra", last_name="Benalli", phone="+32470112233"
    )


@pytest.fixture
def merging(kept, absorbed, manager):
    def merge(*picked: str) -> Merge:
        return merge_files(kept=kept, absorbed=absorbed, picked=picked, by=manager, on=today())

    return merge


def dump() -> dict[str, list[str]]:
    """Every row that points to a person, and the persons, as the database holds them.

    The merges themselves and the history, which remember, are left out.
    """
    models = {link.model for link in LINKS} | {Beneficiary, type(AttendanceFactory.build())}
    found = {}
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(
                f"SELECT row_to_json(t)::text FROM {model._meta.db_table} t ORDER BY id"  # noqa: S608
            )
            found[model._meta.label] = [line for (line,) in cursor.fetchall()]
    return found


def test_every_model_that_points_to_a_person_has_its_line():
    labels = {link.model._meta.label for link in links_to(Beneficiary)}
    assert labels <= set(HANDLING), "say in beneficiaries/rules/merging.py what becomes of its rows"


def test_no_line_outlives_its_model():
    known = {link.model._meta.label for link in links_to(Beneficiary)}
    for model, handling in HANDLING.items():
        if isinstance(handling, Fuse):
            known |= {link.model._meta.label for link in links_to(Beneficiary)}
        assert model in known | {"training.Attendance"}


def test_every_field_of_a_person_is_picked_or_set_by_itself():
    fields = {
        field.name
        for field in Beneficiary._meta.concrete_fields
        if not field.generated and field.name not in {"id", "created_at", "created_by"}
    }
    chosen = {name for group in CHOICES for name in group}
    left = {"file_number", "niss_digest", "merged_into", *EARLIEST, *LATEST}
    assert fields == chosen | left


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link.model._meta.label)
def test_a_row_of_each_model_passes_and_comes_back(link, kept, absorbed, merging, manager):
    row = FACTORIES[link.model](**{link.name: absorbed})
    before = dump()
    merge = merging()
    row.refresh_from_db()
    assert getattr(row, link.attname) == kept.pk
    undo_merge(merge=merge, by=manager, on=today())
    assert dump() == before


@pytest.mark.parametrize(
    "link",
    [each for each in LINKS if not isinstance(HANDLING[each.model._meta.label], Apart)],
    ids=lambda link: link.model._meta.label,
)
def test_rows_of_both_files_meet_and_part(link, kept, absorbed, merging, manager):
    """What only one may have of is met on purpose: the same skill, cohort, vacancy, period."""
    handling = HANDLING[link.model._meta.label]
    first = FACTORIES[link.model](**{link.name: kept})
    same = {name: getattr(first, name) for name in getattr(handling, "same", ())
            if isinstance(handling, Fuse)}  # fmt: skip
    FACTORIES[link.model](**{link.name: absorbed}, **same)
    before = dump()
    merge = merging()
    assert not link.model._base_manager.filter(**{link.attname: absorbed.pk}).exists()
    count = link.model._base_manager.filter(**{link.attname: kept.pk}).count()
    assert count == (2 if isinstance(handling, Move) or not hasattr(handling, "same") else 1)
    undo_merge(merge=merge, by=manager, on=today())
    assert dump() == before


def test_the_absorbed_file_leaves_every_list_and_search(kept, absorbed, merging, coach, prospector):
    merging()
    absorbed.refresh_from_db()
    assert absorbed.merged_into == kept
    assert list(Beneficiary.objects.visible_to(coach)) == [kept]
    assert list(Beneficiary.objects.profile_visible_to(prospector)) == [kept]


def test_the_values_picked_are_taken_and_given_back(kept, absorbed, merging, manager):
    number, former = absorbed.niss, kept.niss
    before = dump()
    merge = merging("phone", "niss", "last_name", "born_on")
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    assert (kept.niss, kept.phone.as_e164, kept.last_name) == (number, "+32470112233", "Benalli")
    assert kept.first_name == "Samira"
    assert absorbed.niss == former
    assert Beneficiary.objects.with_niss(number).get() == kept
    undo_merge(merge=merge, by=manager, on=today())
    assert dump() == before


def test_no_national_number_is_written_down_beside_the_files(kept, absorbed, merging):
    numbers = {kept.niss, absorbed.niss}
    merge = merging("niss", "born_on")
    written = json.dumps([merge.before, merge.moved])
    assert not any(number in written for number in numbers)


def test_the_first_meeting_is_the_earliest_and_the_last_contact_the_latest(
    kept, absorbed, merging, manager
):
    early, late = date(2025, 1, 5), date(2026, 1, 5)
    Beneficiary.objects.filter(pk=kept.pk).update(first_met_on=late, last_contact_on=early)
    Beneficiary.objects.filter(pk=absorbed.pk).update(first_met_on=early, last_contact_on=late)
    before = dump()
    merge = merging()
    kept.refresh_from_db()
    assert (kept.first_met_on, kept.last_contact_on) == (early, late)
    undo_merge(merge=merge, by=manager, on=today())
    assert dump() == before


def test_the_best_level_of_a_skill_is_kept_with_its_evidence(kept, absorbed, merging, manager):
    skill = SkillFactory()
    BeneficiarySkillFactory(beneficiary=kept, skill=skill, level=2)
    BeneficiarySkillFactory(beneficiary=absorbed, skill=skill, level=4, evidence="Titre")
    other = BeneficiarySkillFactory(beneficiary=kept, level=3)
    lower = BeneficiarySkillFactory(beneficiary=absorbed, skill=other.skill, level=1)
    SkillRatingFactory(beneficiary=kept, skill=skill, level=1)
    SkillRatingFactory(beneficiary=absorbed, skill=skill, level=3)
    before = dump()
    merge = merging()
    assert set(kept.skills.values_list("skill", "level", "evidence")) == {
        (skill.pk, 4, "Titre"),
        (lower.skill_id, 3, other.evidence),
    }
    assert kept.skill_ratings.get().level == 3
    undo_merge(merge=merge, by=manager, on=today())
    assert dump() == before


def test_one_enrolment_remains_in_a_group_with_the_attendances_of_both(
    kept, absorbed, merging, manager
):
    ours = EnrolmentFactory(beneficiary=kept, waiting=True)
    theirs = EnrolmentFactory(beneficiary=absorbed, cohort=ours.cohort)
    shared, alone = (SessionFactory(cohort=ours.cohort) for _ in range(2))
    AttendanceFactory(enrolment=ours, session=shared, minutes=60)
    AttendanceFactory(enrolment=theirs, session=shared, minutes=120)
    AttendanceFactory(enrolment=theirs, session=alone, minutes=30)
    before = dump()
    merge = merging()
    enrolment = kept.enrolments.get()
    assert (enrolment.pk, enrolment.status) == (ours.pk, "enrolled")
    assert sorted(enrolment.attendances.values_list("minutes", flat=True)) == [30, 120]
    undo_merge(merge=merge, by=manager, on=today())
    assert dump() == before


def test_one_proposal_remains_for_a_vacancy_and_the_contract_follows_it(
    kept, absorbed, merging, manager
):
    ours = ProposalFactory(beneficiary=kept, stage="sent")
    theirs = ProposalFactory(beneficiary=absorbed, vacancy=ours.vacancy, stage="hired")
    contract = PlacementFactory(beneficiary=absorbed, vacancy=ours.vacancy, proposal=theirs,
                                employer=ours.vacancy.employer)  # fmt: skip
    before = dump()
    merge = merging()
    contract.refresh_from_db()
    assert contract.proposal_id == ours.pk
    assert kept.proposals.get().stage == "hired"
    undo_merge(merge=merge, by=manager, on=today())
    assert dump() == before


def test_periods_that_overlap_become_one(kept, absorbed, merging, manager):
    day = date(2024, 1, 1)

    def period(file, first: int, last: int | None):
        ends_on = None if last is None else day + timedelta(days=last)
        SituationFactory(beneficiary=file, starts_on=day + timedelta(days=first), ends_on=ends_on)

    for first, last in ((0, 10), (20, 30), (60, 70)):
        period(kept, first, last)
    for first, last in ((5, 25), (40, 50), (65, None)):
        period(absorbed, first, last)
    before = dump()
    merge = merging()
    spans = sorted(kept.situations.values_list("starts_on", "ends_on"))
    assert spans == [
        (day, day + timedelta(days=30)),
        (day + timedelta(days=40), day + timedelta(days=50)),
        (day + timedelta(days=60), None),
    ]
    undo_merge(merge=merge, by=manager, on=today())
    assert dump() == before


def test_a_cancelled_seat_does_not_meet_another(kept, absorbed, merging, manager):
    ours = WorkshopSeatFactory(beneficiary=kept)
    WorkshopSeatFactory(beneficiary=absorbed, workshop=ours.workshop, status="cancelled")
    merging()
    assert kept.workshop_seats.count() == 2


def test_the_versions_of_two_plans_are_numbered_one_after_the_other(
    kept, absorbed, merging, manager
):
    PlanVersionFactory(beneficiary=kept, version=1)
    for version in (1, 2):
        PlanVersionFactory(beneficiary=absorbed, version=version)
    before = dump()
    merge = merging()
    assert sorted(kept.plan_versions.values_list("version", flat=True)) == [1, 2, 3]
    undo_merge(merge=merge, by=manager, on=today())
    assert dump() == before


def test_two_open_parcours_are_refused_and_nothing_is_written(kept, absorbed, merging):
    for file in (kept, absorbed):
        JourneyFactory(beneficiary=file)
        FollowUpFactory(beneficiary=file)
    before = dump()
    with pytest.raises(ValidationError, match="Les deux dossiers ont un parcours ouvert"):
        merging()
    assert dump() == before
    assert not Merge.objects.exists()


def test_an_open_parcours_joins_one_that_was_over_before(kept, absorbed, merging):
    JourneyFactory(beneficiary=absorbed)
    over = JourneyFactory(beneficiary=kept, gave_up=True)
    Journey.objects.filter(pk=over.pk).update(
        opened_on=date(2020, 1, 1), phase_since=date(2020, 1, 1), closed_on=date(2020, 2, 1)
    )
    merging()
    assert kept.journeys.count() == 2


def test_two_parcours_of_the_same_days_are_refused(kept, absorbed, merging):
    JourneyFactory(beneficiary=absorbed)
    JourneyFactory(beneficiary=kept, gave_up=True)
    with pytest.raises(ValidationError, match="ont couru en même temps"):
        merging()


def test_one_account_remains_and_the_other_opens_nothing(merging, kept, absorbed, manager):
    accounts = [factories.UserFactory(beneficiary=True) for _ in range(2)]
    for file, account in zip((kept, absorbed), accounts, strict=True):
        Beneficiary.objects.filter(pk=file.pk).update(user=account)
    before = dump()
    merge = merging("user")
    kept.refresh_from_db()
    for account in accounts:
        account.refresh_from_db()
    assert kept.user == accounts[1]
    assert [account.is_active for account in accounts] == [False, True]
    undo_merge(merge=merge, by=manager, on=today())
    accounts[0].refresh_from_db()
    assert accounts[0].is_active
    assert dump() == before


def test_a_file_merges_once_and_never_into_itself(kept, absorbed, merging, manager):
    merge = merging()
    with pytest.raises(ValidationError, match="déjà fusionné"):
        merging()
    undo_merge(merge=merge, by=manager, on=today())
    with pytest.raises(ValidationError, match="déjà défaite"):
        undo_merge(merge=merge, by=manager, on=today())
    merging()


def test_merges_are_undone_in_the_reverse_order(kept, absorbed, merging, manager, coach):
    first = merging()
    third = BeneficiaryFactory(coach=coach)
    second = merge_files(kept=third, absorbed=kept, picked=(), by=manager, on=today())
    with pytest.raises(ValidationError, match="défaites d'abord"):
        undo_merge(merge=first, by=manager, on=today())
    undo_merge(merge=second, by=manager, on=today())
    undo_merge(merge=first, by=manager, on=today())
    assert not Beneficiary.objects.filter(merged_into__isnull=False).exists()


def test_what_was_added_since_stays_with_the_kept_file(kept, absorbed, merging, manager):
    before = FollowUpFactory(beneficiary=absorbed)
    merge = merging()
    since = FollowUpFactory(beneficiary=kept)
    undo_merge(merge=merge, by=manager, on=today())
    assert list(absorbed.follow_ups.all()) == [before]
    assert list(kept.follow_ups.all()) == [since]


def test_an_undo_that_would_lose_later_work_is_refused_in_words(kept, absorbed, merging, manager):
    skill = SkillFactory()
    BeneficiarySkillFactory(beneficiary=kept, skill=skill, level=1)
    BeneficiarySkillFactory(beneficiary=absorbed, skill=skill, level=4)
    merge = merging("phone")
    Beneficiary.objects.filter(pk=kept.pk).update(phone="+32499999999")
    with pytest.raises(ValidationError, match="le dossier gardé a changé .GSM ou téléphone."):
        undo_merge(merge=merge, by=manager, on=today())
    Beneficiary.objects.filter(pk=kept.pk).update(phone="+32470112233")
    kept.skills.update(level=2)
    with pytest.raises(ValidationError, match="en commun ont changé"):
        undo_merge(merge=merge, by=manager, on=today())
    kept.skills.update(level=4)
    undo_merge(merge=merge, by=manager, on=today())


def test_an_undo_is_refused_when_a_row_that_passed_is_gone(kept, absorbed, merging, manager):
    row = BeneficiarySkillFactory(beneficiary=absorbed)
    merge = merging()
    row.delete()
    with pytest.raises(ValidationError, match="supprimés ou déplacés"):
        undo_merge(merge=merge, by=manager, on=today())
    absorbed.refresh_from_db()
    assert absorbed.merged_into == kept


def test_the_history_says_who_merged_and_who_undid(kept, absorbed, merging, manager, client_of):
    merge = merging()
    undo_merge(merge=merge, by=manager, on=today())
    page = client_of(manager).get(reverse("beneficiaries:panel-history", args=[kept.pk])).text
    assert "Dossier double absorbé" in page
    assert "Fusion défaite" in page
    assert manager.get_full_name() in page
    assert serializers.serialize("json", [merge])


def test_the_history_of_the_absorbed_file_is_read_in_the_kept_one(
    kept, absorbed, merging, manager, client_of
):
    SituationFactory(beneficiary=absorbed, note="Contrat de remplacement")
    url = reverse("beneficiaries:panel-history", args=[kept.pk])
    assert "Contrat de remplacement" not in client_of(manager).get(url).text
    merging()
    assert "Contrat de remplacement" in client_of(manager).get(url).text


def test_two_who_merge_the_same_file_at_once_do_it_once(transactional_db):
    files = [BeneficiaryFactory() for _ in range(3)]
    by = factories.UserFactory(manager=True)

    def merge(kept: Beneficiary) -> str:
        try:
            merge_files(kept=kept, absorbed=files[2], picked=(), by=by, on=today())
        except ValidationError as refusal:
            return refusal.message
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(merge, files[:2]))
    assert said == ["", "Un des deux dossiers est déjà fusionné avec un autre."]
    assert Merge.objects.count() == 1


def test_an_old_address_leads_to_the_kept_file_for_who_may_see_it(
    kept, absorbed, merging, coach, stranger_coach, prospector, client_of
):
    merging()
    for name in ("beneficiaries:detail", "coaching:panel-journey", "employers:profile"):
        old, new = (reverse(name, args=[file.pk]) for file in (absorbed, kept))
        assert client_of(coach).get(old)["Location"] == new
    assert client_of(stranger_coach).get(absorbed.get_absolute_url()).status_code == 404
    profile = reverse("employers:profile", args=[absorbed.pk])
    assert client_of(prospector).get(profile).status_code == 302
    own_space = reverse("beneficiaries:own-space", args=[absorbed.pk])
    assert client_of(coach).post(own_space).status_code == 404


def test_the_preview_asks_what_differs_and_counts_what_hangs(kept, absorbed, coach, client_of):
    skill = SkillFactory()
    for file in (kept, absorbed):
        BeneficiarySkillFactory(beneficiary=file, skill=skill)
    FollowUpFactory(beneficiary=absorbed)
    url = reverse("beneficiaries:merge", args=[kept.pk, absorbed.pk])
    page = client_of(coach).get(url)
    form = page.context["form"]
    assert form["phone"].initial == "absorbed"
    assert form["last_name"].initial == "kept"
    assert "sex" not in form.fields
    assert page.text.count('type="radio"') == 2 * (len(form.fields) - 1)
    assert "1 en double : le meilleur niveau est gardé" in page.text
    rows = {row.label: (row.kept_count, row.absorbed_count) for row in page.context["hangings"]}
    assert rows["Suivi"] == (0, 1)
    assert kept.niss not in page.text


def test_the_page_merges_and_undoes(kept, absorbed, coach, client_of):
    client, url = client_of(coach), reverse("beneficiaries:merge", args=[kept.pk, absorbed.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    page = client.post(url, sent, follow=True)
    assert f"Le dossier {absorbed.file_number} est dans celui-ci" in page.text
    kept.refresh_from_db()
    assert kept.phone.as_e164 == "+32470112233"
    undo = reverse("beneficiaries:merge-undo", args=[Merge.objects.get().pk])
    assert absorbed.file_number in client.get(undo).text
    assert "de nouveau deux" in client.post(undo, follow=True).text
    absorbed.refresh_from_db()
    assert absorbed.merged_into is None


def test_the_page_refuses_a_number_that_contradicts_the_birth_date_picked(
    kept, absorbed, coach, client_of
):
    client, url = client_of(coach), reverse("beneficiaries:merge", args=[kept.pk, absorbed.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"niss": "absorbed"}
    page = client.post(url, sent)
    assert "Le numéro national retenu est celui d'une personne née le" in page.context[
        "form"
    ].errors.as_text().replace("&#x27;", "'")
    assert not Merge.objects.exists()


def test_the_page_notices_that_a_file_changed_meanwhile(kept, absorbed, coach, client_of):
    client, url = client_of(coach), reverse("beneficiaries:merge", args=[kept.pk, absorbed.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    Beneficiary.objects.filter(pk=kept.pk).update(studies="Menuiserie")
    page = client.post(url, sent)
    assert "a changé entre-temps" in page.text
    assert not Merge.objects.exists()


def test_the_preview_says_what_people_must_settle_first(kept, absorbed, coach, client_of):
    for file in (kept, absorbed):
        JourneyFactory(beneficiary=file)
    page = client_of(coach).get(reverse("beneficiaries:merge", args=[kept.pk, absorbed.pk]))
    assert "clôturez-en un avant de fusionner" in page.text
    assert "Fusionner les deux dossiers" not in page.text


def test_a_file_of_another_team_cannot_be_merged(kept, other_beneficiary, coach, client_of):
    client = client_of(coach)
    for pair in ((kept, other_beneficiary), (other_beneficiary, kept)):
        url = reverse("beneficiaries:merge", args=[file.pk for file in pair])
        assert client.get(url).status_code == 404


def test_a_file_is_asked_for_by_its_number(kept, absorbed, other_beneficiary, coach, client_of):
    client, url = client_of(coach), reverse("beneficiaries:twins", args=[kept.pk])
    page = client.get(url, {"dossier": absorbed.file_number.lower()})
    assert page.context["asked"] == absorbed
    page = client.get(url, {"dossier": other_beneficiary.file_number})
    assert "Aucun autre dossier que vous pouvez ouvrir" in page.text
