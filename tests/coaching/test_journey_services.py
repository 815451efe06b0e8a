"""The parcours from the first interview to its end, with its limits and refusals."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from beneficiaries.enums import Diploma
from beneficiaries.rules.facts import Facts
from beneficiaries.services.assessing import record_assessment
from coaching.enums import ExitReason, FirstInterview, Phase
from coaching.models import Journey
from coaching.services.journeys import (
    close_journey,
    open_journey,
    refuse_late_candidates,
    sign_agreement,
)
from tests.factories import JourneyFactory

FEBRUARY = date(2024, 2, 10)
BASE = {"compulsory_schooling": False, "registered_unoccupied": True, "born_on": date(1990, 1, 1)}
NOTHING = {
    "registered_months_of_36": 3,
    "months_without_work": 3,
    "months_without_allowance": 0,
    "months_without_integration_income": 40,
    "months_unoccupied": 3,
    "income": frozenset(),
    "residence": "belgian_or_eu",
    "handicap": frozenset(),
    "referred_by_forem": False,
}


def opened(beneficiary, by, on=FEBRUARY, **more):
    return open_journey(
        beneficiary=beneficiary,
        opened_on=on,
        first_interview=FirstInterview.INDIVIDUAL,
        by=by,
        **more,
    )


def eligible(beneficiary, by, on=FEBRUARY):
    facts = Facts(diploma=Diploma.LOWER_SECONDARY, **BASE)
    return record_assessment(beneficiary=beneficiary, facts=facts, on=on, by=by)


def not_eligible(beneficiary, by, on=FEBRUARY):
    facts = Facts(diploma=Diploma.BACHELOR, **BASE, **NOTHING)
    return record_assessment(beneficiary=beneficiary, facts=facts, on=on, by=by)


def refusal(error: pytest.ExceptionInfo) -> str:
    return " ".join(error.value.messages)


def test_opening_sets_the_intake_limit_of_the_regime_in_force(beneficiary, coach):
    journey = opened(beneficiary, coach)
    assert journey.regime.code == "R2024"
    assert journey.phase == Phase.INTAKE
    assert journey.intake_due_on == date(2024, 4, 10)
    assert journey.created_by == coach


def test_before_2024_the_text_sets_no_intake_limit(beneficiary, coach):
    assert opened(beneficiary, coach, on=date(2023, 12, 31)).intake_due_on is None


def test_a_day_before_the_first_regime_is_refused_beside_its_field(beneficiary, coach):
    with pytest.raises(ValidationError) as error:
        opened(beneficiary, coach, on=date(2005, 1, 13))
    assert "opened_on" in error.value.error_dict


def test_a_person_has_one_open_parcours_only(beneficiary, coach):
    opened(beneficiary, coach)
    with pytest.raises(ValidationError, match="déjà un parcours ouvert"):
        opened(beneficiary, coach)


def test_the_database_itself_refuses_a_second_open_parcours(beneficiary, coach):
    JourneyFactory(beneficiary=beneficiary)
    with pytest.raises(IntegrityError), transaction.atomic():
        JourneyFactory(beneficiary=beneficiary)


def test_signing_sets_the_limits_of_the_day_of_the_agreement(beneficiary, coach):
    journey = sign_agreement(
        journey=opened(beneficiary, coach),
        assessment=eligible(beneficiary, coach),
        agreed_on=date(2024, 2, 29),
        by=coach,
    )
    assert journey.phase == Phase.TOWARDS_EMPLOYMENT
    assert journey.due_on == date(2026, 2, 28)
    assert journey.job_search_due_on == date(2025, 2, 28)
    assert not journey.is_derogation
    assert Journey.objects.get(pk=journey.pk).limit_on == date(2026, 2, 28)


def test_a_candidacy_of_2023_signed_in_2024_takes_the_limits_of_2024(beneficiary, coach):
    journey = opened(beneficiary, coach, on=date(2023, 12, 20))
    day = date(2024, 1, 15)
    signed = sign_agreement(
        journey=journey,
        assessment=eligible(beneficiary, coach, on=day),
        agreed_on=day,
        by=coach,
    )
    assert signed.regime.code == "R2024"
    assert signed.due_on == date(2026, 1, 15)


def test_an_assessment_under_another_regime_must_be_made_again(beneficiary, coach):
    journey = opened(beneficiary, coach, on=date(2023, 12, 20))
    old = eligible(beneficiary, coach, on=date(2023, 12, 20))
    with pytest.raises(ValidationError) as error:
        sign_agreement(journey=journey, assessment=old, agreed_on=date(2024, 1, 15), by=coach)
    assert "refaites l'évaluation" in refusal(error)


@pytest.mark.parametrize(
    ("agreed_on", "is_signed"),
    [
        pytest.param(date(2024, 4, 10), True, id="on the last day of the intake"),
        pytest.param(date(2024, 4, 11), False, id="the day after"),
        pytest.param(date(2024, 2, 9), False, id="before the first interview"),
    ],
)
def test_the_agreement_falls_within_the_intake(beneficiary, coach, agreed_on, is_signed):
    journey = opened(beneficiary, coach)
    assessment = eligible(beneficiary, coach, on=date(2024, 2, 9))
    if is_signed:
        sign_agreement(journey=journey, assessment=assessment, agreed_on=agreed_on, by=coach)
    else:
        with pytest.raises(ValidationError) as error:
            sign_agreement(journey=journey, assessment=assessment, agreed_on=agreed_on, by=coach)
        assert "agreed_on" in error.value.error_dict


def test_an_assessment_after_the_agreement_does_not_count(beneficiary, coach):
    journey = opened(beneficiary, coach)
    late = eligible(beneficiary, coach, on=date(2024, 3, 2))
    with pytest.raises(ValidationError) as error:
        sign_agreement(journey=journey, assessment=late, agreed_on=date(2024, 3, 1), by=coach)
    assert "assessment" in error.value.error_dict


def test_the_assessment_of_another_person_does_not_count(beneficiary, other_beneficiary, coach):
    with pytest.raises(ValidationError, match="autre personne"):
        sign_agreement(
            journey=opened(beneficiary, coach),
            assessment=eligible(other_beneficiary, coach),
            agreed_on=FEBRUARY,
            by=coach,
        )


def derogate(journey, manager, reason="Écarts de parcours importants."):
    return sign_agreement(
        journey=journey,
        assessment=not_eligible(journey.beneficiary, manager),
        agreed_on=FEBRUARY,
        by=manager,
        derogation_reason=reason,
    )


def test_a_derogation_needs_room_under_the_ceiling_of_the_year(beneficiary, manager):
    journey = opened(beneficiary, manager)
    JourneyFactory.create_batch(8, towards_employment=True, on=FEBRUARY + timedelta(days=100))
    with pytest.raises(ValidationError, match="plafond des dérogations"):
        derogate(journey, manager)
    JourneyFactory(towards_employment=True, on=FEBRUARY + timedelta(days=100))
    signed = derogate(journey, manager)
    assert signed.is_derogation
    assert signed.derogation_reason == "Écarts de parcours importants."


def test_a_derogation_without_a_reason_is_refused(beneficiary, manager):
    with pytest.raises(ValidationError) as error:
        derogate(opened(beneficiary, manager), manager, reason="  ")
    assert "derogation_reason" in error.value.error_dict


def test_an_unknown_verdict_cannot_be_signed(beneficiary, coach):
    unknown = record_assessment(beneficiary=beneficiary, facts=Facts(), on=FEBRUARY, by=coach)
    with pytest.raises(ValidationError, match="complétez l'évaluation"):
        sign_agreement(
            journey=opened(beneficiary, coach), assessment=unknown, agreed_on=FEBRUARY, by=coach
        )


def test_closing_keeps_who_when_and_why(beneficiary, coach):
    journey = opened(beneficiary, coach)
    closed = close_journey(
        journey=journey,
        closed_on=date(2024, 3, 1),
        exit_reason=ExitReason.REFUSED,
        exit_note="Un autre service lui convient mieux.",
        by=coach,
    )
    assert (closed.closed_on, closed.closed_by, closed.exit_reason) == (
        date(2024, 3, 1),
        coach,
        ExitReason.REFUSED,
    )
    with pytest.raises(ValidationError, match="déjà clôturé"):
        close_journey(
            journey=closed, closed_on=date(2024, 3, 2), exit_reason=ExitReason.REFUSED, by=coach
        )


@pytest.mark.parametrize(
    ("traits", "reason"),
    [
        pytest.param({}, ExitReason.SUSTAINED_JOB, id="a candidate has no sustained job"),
        pytest.param({}, ExitReason.LIMIT_REACHED, id="a candidate has no agreement limit"),
        pytest.param(
            {"towards_employment": True}, ExitReason.REFUSED, id="an agreement is not a candidacy"
        ),
    ],
)
def test_a_reason_must_fit_the_phase(coach, traits, reason):
    journey = JourneyFactory(**traits)
    with pytest.raises(ValidationError) as error:
        close_journey(journey=journey, closed_on=date(2030, 1, 1), exit_reason=reason, by=coach)
    assert "exit_reason" in error.value.error_dict


def test_closing_before_the_start_is_refused(beneficiary, coach):
    with pytest.raises(ValidationError) as error:
        close_journey(
            journey=opened(beneficiary, coach),
            closed_on=date(2024, 2, 9),
            exit_reason=ExitReason.REFUSED,
            by=coach,
        )
    assert "closed_on" in error.value.error_dict


def test_a_new_intake_waits_a_year_unless_forem_decides(beneficiary, coach):
    JourneyFactory(beneficiary=beneficiary, gave_up=True, on=date(2024, 2, 20))
    with pytest.raises(ValidationError, match=r"11\.02\.2025"):
        opened(beneficiary, coach, on=date(2025, 2, 10))
    opened(beneficiary, coach, on=date(2025, 2, 10), reentry_decision="Forem, 3.2.2025")


def test_a_new_intake_is_allowed_after_the_year(beneficiary, coach):
    JourneyFactory(beneficiary=beneficiary, gave_up=True, on=date(2024, 2, 20))
    assert opened(beneficiary, coach, on=date(2025, 2, 11)).pk


def test_a_refused_candidate_may_come_back_at_once(beneficiary, coach):
    JourneyFactory(beneficiary=beneficiary, refused=True, on=date(2024, 2, 20))
    assert opened(beneficiary, coach, on=date(2024, 2, 21)).pk


def test_the_law_refuses_a_candidacy_the_day_after_its_limit(beneficiary, coach):
    journey = opened(beneficiary, coach)
    assert refuse_late_candidates(on=date(2024, 4, 10)) == 0
    assert refuse_late_candidates(on=date(2024, 4, 11)) == 1
    journey.refresh_from_db()
    assert journey.exit_reason == ExitReason.REFUSED_AUTOMATICALLY
    assert journey.closed_by is None
    assert refuse_late_candidates(on=date(2024, 4, 12)) == 0


def test_a_night_that_comes_late_refuses_on_the_day_of_the_law(beneficiary, coach):
    journey = opened(beneficiary, coach)
    assert refuse_late_candidates(on=date(2024, 4, 20)) == 1
    journey.refresh_from_db()
    assert journey.closed_on == date(2024, 4, 11)


def test_two_parcours_never_run_on_the_same_day(beneficiary, coach):
    JourneyFactory(beneficiary=beneficiary, refused=True, on=date(2024, 2, 20))
    with pytest.raises(ValidationError, match="courait alors"):
        opened(beneficiary, coach, on=date(2024, 2, 9))
    assert opened(beneficiary, coach, on=date(2024, 2, 10)).pk
