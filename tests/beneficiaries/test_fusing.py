"""What only one file may have is brought together when two become one, and parted exactly."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from beneficiaries.models import Merge
from beneficiaries.services.merging import undo_merge
from coaching.models import Journey
from mirec.core.periods import today
from tests.beneficiaries.merged import dump
from tests.factories import (
    AttendanceFactory,
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
