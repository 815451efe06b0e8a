"""Two files of one person become one with all that hangs from them, and two again exactly."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection

from beneficiaries.models import Beneficiary, Merge
from beneficiaries.rules.merging import CHOICES, EARLIEST, HANDLING, LATEST, Apart, Fuse, Move
from beneficiaries.services.merging import merge_files, undo_merge
from mirec.accounts.drafts import drafts_for, save_draft
from mirec.core.ledger import links_to
from mirec.core.periods import today
from tests import factories
from tests.beneficiaries.merged import LINKS, dump
from tests.factories import (
    BeneficiaryFactory,
    BeneficiarySkillFactory,
    FollowUpFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db
FACTORIES = {
    getattr(factories, name)._meta.model: getattr(factories, name)
    for name in factories.__all__
    if name.endswith("Factory")
}


def test_every_model_that_points_to_a_person_has_its_line():
    labels = {link.model._meta.label for link in links_to(Beneficiary)}
    assert labels <= set(HANDLING), "say in beneficiaries/rules/merging.py what becomes of its rows"


def test_no_line_outlives_its_model():
    known = {link.model._meta.label for link in links_to(Beneficiary)}
    for model, handling in HANDLING.items():
        if isinstance(handling, Fuse):
            known |= {link.model._meta.label for link in links_to(apps.get_model(model))}
    assert set(HANDLING) <= known


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


def test_what_was_being_typed_is_offered_on_the_kept_file(kept, absorbed, merging, coach):
    for subject in (f"{absorbed.pk}", f"{absorbed.pk}~x7", f"{absorbed.pk}0~x8"):
        save_draft(user=coach, form="suivi", subject=subject, content="{}")
    merging()
    assert len(drafts_for(coach, "suivi", str(kept.pk))) == 2
    assert len(drafts_for(coach, "suivi", f"{absorbed.pk}0")) == 1


def test_a_contact_after_the_merge_does_not_bar_its_undoing(kept, absorbed, merging, manager):
    first, later, latest = (today() - timedelta(days=days) for days in (30, 20, 10))
    Beneficiary.objects.filter(pk=kept.pk).update(last_contact_on=first)
    Beneficiary.objects.filter(pk=absorbed.pk).update(last_contact_on=later)
    merge = merging()
    Beneficiary.objects.filter(pk=kept.pk).update(last_contact_on=latest)
    undo_merge(merge=merge, by=manager, on=today())
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    assert (kept.last_contact_on, absorbed.last_contact_on) == (latest, later)
    assert absorbed.merged_into is None


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
    with pytest.raises(ValidationError, match="a changé"):
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
