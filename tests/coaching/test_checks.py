"""The checks of a hire lay themselves, and follow the contract, the agreement and the coach."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from beneficiaries.models import Beneficiary
from coaching.enums import ExitReason, HireMark, LimitMove, OpinionSide
from coaching.models import HireCheck
from coaching.services.checks import follow_all_checks, follow_checks, opinion_purpose
from coaching.services.handovers import transfer_files
from coaching.services.hiring import end_job, hire
from coaching.services.journeys import close_journey
from coaching.services.limits import move_limit
from employers.enums import ContractType, EndReason
from employers.models import Placement
from mirec.core.links import REVOKED, find_link, issue_link
from mirec.core.periods import months_after, today
from tests.factories import (
    EmployerFactory,
    HireCheckFactory,
    JourneyFactory,
    PlacementFactory,
    UserFactory,
)
from tests.training.test_races import race
from training.rules.weeks import instant

DAY_2, DAY_15, MONTH_1, MONTH_3, MONTH_6, END = HireMark
FIVE = [DAY_2, DAY_15, MONTH_1, MONTH_3, MONTH_6]
ON = date(2026, 1, 12)

pytestmark = pytest.mark.django_db


def hired(beneficiary, by, *, on: date = ON, starts_on: date = ON, **more) -> Placement:
    contract = {
        "employer": more.pop("employer", None) or EmployerFactory(),
        "job_title": "Commis de cuisine",
        "contract_type": ContractType.CDI,
        "starts_on": starts_on,
        "planned_end_on": None,
        "hours_per_week": Decimal("38"),
        "is_aided": False,
        **more,
    }
    return hire(beneficiary=beneficiary, by=by, on=on, **contract)


def move_to(placement: Placement, starts_on: date, on: date = ON) -> None:
    placement.starts_on = starts_on
    placement.save(update_fields=["starts_on"])
    follow_checks(placement=placement, on=on)


def days(placement: Placement, *, waiting: bool = True) -> dict[str, date]:
    rows = placement.checks.all().waiting() if waiting else placement.checks.all()
    return dict(rows.values_list("mark", "due_on"))


def do(placement: Placement, mark: HireMark, by, on: date) -> None:
    placement.checks.filter(mark=mark).update(done_on=on, done_by=by)
    follow_checks(placement=placement, on=on)


def test_a_hire_lays_the_five_checks(beneficiary, coach):
    placement = hired(beneficiary, coach)
    assert days(placement) == {
        "day_2": date(2026, 1, 13),
        "day_15": date(2026, 1, 26),
        "month_1": date(2026, 2, 12),
        "month_3": date(2026, 4, 12),
        "month_6": date(2026, 7, 12),
    }


def test_the_end_of_an_open_agreement_is_a_sixth(beneficiary, coach):
    JourneyFactory(
        beneficiary=beneficiary, towards_employment=True, agreed_on=date(2025, 11, 3),
        due_on=date(2027, 11, 3),
    )  # fmt: skip
    assert days(hired(beneficiary, coach))["end"] == date(2027, 11, 3)


def test_an_agreement_signed_after_the_first_day_is_not_the_one_of_this_job(beneficiary, coach):
    JourneyFactory(
        beneficiary=beneficiary, towards_employment=True, agreed_on=date(2026, 1, 13),
        due_on=date(2028, 1, 13),
    )  # fmt: skip
    assert END not in days(hired(beneficiary, coach))


def test_asked_again_nothing_changes(beneficiary, coach):
    placement = hired(beneficiary, coach)
    before = list(placement.checks.values())
    follow_checks(placement=placement, on=ON)
    assert list(placement.checks.values()) == before
    assert HireCheck.pgh_event_models["insert"].objects.filter(pgh_label="update").count() == 0


def test_a_moved_first_day_moves_what_is_undone_and_keeps_what_is_done(beneficiary, coach):
    placement = hired(beneficiary, coach)
    do(placement, DAY_2, coach, date(2026, 1, 13))
    move_to(placement, date(2026, 1, 19))
    all_days = days(placement, waiting=False)
    assert all_days == {
        "day_2": date(2026, 1, 13),
        "day_15": date(2026, 2, 2),
        "month_1": date(2026, 2, 19),
        "month_3": date(2026, 4, 19),
        "month_6": date(2026, 7, 19),
    }
    done = placement.checks.get(mark=DAY_2)
    assert (done.done_on, done.done_by) == (date(2026, 1, 13), coach)


def test_news_taken_at_a_mark_leave_the_ones_before_without_object(beneficiary, coach):
    placement = hired(beneficiary, coach)
    do(placement, MONTH_1, coach, date(2026, 2, 12))
    assert list(days(placement)) == [MONTH_3, MONTH_6]
    follow_checks(placement=placement, on=date(2026, 2, 13))
    assert list(days(placement)) == [MONTH_3, MONTH_6]


def end(placement, coach, day: date) -> None:
    end_job(placement=placement, ended_on=day, reason=EndReason.DISMISSED, by=coach, on=day)


def test_the_end_of_the_contract_drops_what_comes_after_and_a_correction_brings_it_back(
    beneficiary, coach
):
    placement = hired(beneficiary, coach)
    end(placement, coach, date(2026, 2, 20))
    assert list(days(placement)) == [DAY_2, DAY_15, MONTH_1]
    assert placement.checks.get(mark=MONTH_3).dropped_on == date(2026, 2, 20)
    Placement.objects.filter(pk=placement.pk).update(ended_on=date(2026, 4, 20))
    follow_checks(placement=placement, on=date(2026, 2, 21))
    assert list(days(placement)) == [DAY_2, DAY_15, MONTH_1, MONTH_3]


def test_a_check_that_is_done_outlives_the_contract(beneficiary, coach):
    placement = hired(beneficiary, coach)
    do(placement, DAY_15, coach, date(2026, 1, 20))
    end(placement, coach, date(2026, 1, 20))
    assert placement.checks.get(mark=DAY_15).done_by == coach
    assert days(placement) == {}


def test_the_questions_of_a_dropped_check_are_withdrawn(beneficiary, coach):
    placement = hired(beneficiary, coach)
    at = instant(date(2026, 1, 20), time(9))
    tokens = {
        (mark, side): issue_link(
            purpose=opinion_purpose(side),
            target=placement.checks.get(mark=mark).pk,
            at=at,
            days=21,
            by=None,
        )
        for mark in (DAY_15, MONTH_1)
        for side in OpinionSide
    }
    end(placement, coach, date(2026, 1, 31))
    found = {
        key: find_link(token, opinion_purpose(key[1]), at).refusal for key, token in tokens.items()
    }
    assert found == {
        (DAY_15, OpinionSide.WORKER): "",
        (DAY_15, OpinionSide.EMPLOYER): "",
        (MONTH_1, OpinionSide.WORKER): REVOKED,
        (MONTH_1, OpinionSide.EMPLOYER): REVOKED,
    }
    follow_checks(placement=placement, on=date(2026, 2, 1))
    assert find_link(tokens[DAY_15, OpinionSide.WORKER], "opinion-worker", at).refusal == REVOKED


@pytest.fixture
def journey(beneficiary):
    return JourneyFactory(
        beneficiary=beneficiary, towards_employment=True, agreed_on=date(2025, 11, 3),
        due_on=date(2027, 11, 3),
    )  # fmt: skip


def test_the_end_of_the_agreement_moves_its_check(journey, beneficiary, coach):
    placement = hired(beneficiary, coach)
    move_limit(
        journey=journey, new_due_on=date(2027, 12, 3), move=LimitMove.CORRECTION, reason="Un mois",
        article="", by=coach, on=ON,
    )  # fmt: skip
    assert days(placement)["end"] == date(2027, 12, 3)


def test_a_closed_parcours_needs_no_check_of_its_end(journey, beneficiary, coach):
    placement = hired(beneficiary, coach)
    close_journey(
        journey=journey, closed_on=date(2026, 2, 1), exit_reason=ExitReason.OTHER_JOB, by=coach,
    )  # fmt: skip
    assert list(days(placement)) == FIVE


def week(beneficiary, agency, monday: date) -> Placement:
    placement = PlacementFactory(
        beneficiary=beneficiary, employer=agency, contract_type=ContractType.INTERIM,
        starts_on=monday, planned_end_on=monday + timedelta(days=4),
    )  # fmt: skip
    follow_checks(placement=placement, on=monday)
    return placement


def test_interim_weeks_at_an_agency_share_the_checks_of_the_first(beneficiary):
    agency = EmployerFactory()
    first, *others = [
        week(beneficiary, agency, ON + timedelta(weeks=number)) for number in range(6)
    ]
    assert list(days(first)) == [DAY_2, DAY_15, MONTH_1]
    assert not HireCheck.objects.filter(placement__in=others).exists()


def test_a_mission_noted_before_the_first_takes_the_checks_over(beneficiary, coach):
    agency = EmployerFactory()
    second = week(beneficiary, agency, ON)
    do(second, DAY_2, coach, ON + timedelta(days=1))
    first = week(beneficiary, agency, ON - timedelta(weeks=1))
    assert days(second) == {}
    assert second.checks.get(done_on__isnull=False).mark == DAY_2
    assert list(days(first)) == [DAY_2]


def test_two_agencies_are_two_jobs(beneficiary):
    for agency in EmployerFactory.create_batch(2):
        assert days(week(beneficiary, agency, ON))


def test_the_night_lays_and_mends_what_was_missed(beneficiary, coach):
    missed = PlacementFactory(beneficiary=beneficiary, starts_on=ON)
    moved = hired(beneficiary, coach)
    Placement.objects.filter(pk=moved.pk).update(starts_on=ON + timedelta(days=7))
    old = PlacementFactory(beneficiary=beneficiary, starts_on=date(2024, 3, 1))
    assert follow_all_checks(on=ON) == 2
    assert list(days(missed)) == FIVE
    assert days(moved)["month_1"] == date(2026, 2, 19)
    assert not old.checks.exists()
    assert follow_all_checks(on=ON) == 0


def test_the_night_asks_a_constant_number_of_queries(django_assert_num_queries, beneficiary):
    for _ in range(6):
        follow_checks(placement=PlacementFactory(starts_on=ON), on=ON)
    with django_assert_num_queries(3):
        follow_all_checks(on=ON)


def test_the_checks_go_with_the_file_to_another_coach(beneficiary, coach, colleague):
    check = HireCheckFactory(placement__beneficiary=beneficiary)
    stranger = UserFactory(coach=True)
    mine = HireCheck.objects.filter(placement__beneficiary__coach=coach)
    assert mine.get() == check
    transfer_files(
        files=Beneficiary.objects.filter(pk=beneficiary.pk), from_coach=coach, to_coach=colleague,
        by=coach, on=today(), at=timezone.now(),
    )  # fmt: skip
    assert not mine.exists()
    assert HireCheck.objects.get(placement__beneficiary__coach=colleague) == check
    assert not HireCheck.objects.visible_to(stranger).exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_lay_the_checks_once():
    placement = PlacementFactory(starts_on=today())
    race(*[lambda: follow_checks(placement=placement, on=today())] * 2)
    assert placement.checks.count() == len(FIVE)
    assert placement.checks.get(mark=MONTH_3).due_on == months_after(today(), 3)
