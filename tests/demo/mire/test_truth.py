"""What the demo tells is true: recomputed by the application's own rules and services."""

from collections import Counter
from datetime import date

import pghistory.models
import pytest
from django.apps import apps
from django.db.models import F, Max, Q
from stdnum.be import bis, nn, vat

from beneficiaries.enums import Sex, Verdict
from beneficiaries.models import Assessment, Beneficiary, Situation
from beneficiaries.rules.eligibility import assess
from beneficiaries.rules.facts import Facts
from beneficiaries.services.assessing import answers_json, facts_of
from beneficiaries.services.regimes import regime_rules
from coaching.enums import ExitReason, Outcome
from coaching.models import FollowUp, Journey
from coaching.rules.limits import limit_from
from coaching.services.hiring import follow_all_jobs, follow_employment
from coaching.services.quota import derogation_count
from employers.models import Employer, Placement, Proposal
from mirec.core.fields import digest
from mirec.demo.chance import is_working
from mirec.demo.seeding import REASON
from training.models import Attendance, Enrolment

pytestmark = pytest.mark.django_db


def test_every_recorded_verdict_is_the_one_the_rules_give(mire):
    rules = {each.code: each for each in regime_rules()}
    for stored in Assessment.objects.select_related("regime"):
        day = stored.assessed_on
        again = assess(Facts.from_json(stored.facts, day), rules[stored.regime.code], day)
        assert (stored.verdict, stored.sentence) == (again.verdict, again.sentence)
        assert stored.answers == answers_json(again)
        assert stored.criteria_met == again.codes_met


def test_the_facts_judged_are_those_of_the_file(mire):
    for stored in Assessment.objects.select_related("beneficiary"):
        from_file = facts_of(stored.beneficiary, stored.assessed_on).to_json()
        known = _without_gaps(from_file)
        assert {key: stored.facts[key] for key in known} == known


def _without_gaps(facts: dict) -> dict:
    """What is known, also inside the months that a text assimilates."""
    known = {key: value for key, value in facts.items() if value is not None}
    inside = known.get("assimilated_months_of_36", {})
    gaps = {key for key, value in inside.items() if value is None}
    if inside:
        known["assimilated_months_of_36"] = {k: v for k, v in inside.items() if k not in gaps}
    return known


def test_only_someone_not_asked_yet_has_an_open_verdict(mire):
    undecided = Assessment.objects.filter(verdict=Verdict.UNKNOWN)
    assert undecided
    assert not undecided.exclude(beneficiary__journeys__agreed_on__isnull=True).exists()
    refused = Journey.objects.filter(exit_reason=ExitReason.REFUSED)
    verdicts = refused.values_list("beneficiary__assessments__verdict", flat=True)
    assert set(verdicts) == {Verdict.NOT_ELIGIBLE}


def test_an_agreement_rests_on_eligibility_or_on_a_derogation(mire):
    agreed = Journey.objects.filter(agreed_on__isnull=False)
    assert not agreed.filter(is_derogation=False).exclude(assessment__verdict=Verdict.ELIGIBLE)
    derogated = agreed.filter(is_derogation=True)
    assert derogated
    assert all(each.assessment.derogation_possible for each in derogated)
    assert not agreed.exclude(assessment__assessed_on=F("agreed_on")).exists()


def test_derogations_stay_below_the_quota_of_every_year(mire):
    regime = Journey.objects.filter(is_derogation=True).first().regime
    for year in range(2024, mire.year + 1):
        count = derogation_count(regime=regime, year=year)
        assert count.base > 20
        assert count.is_respected


def test_limits_are_those_of_the_regime(mire):
    rules = {each.code: each.limits for each in regime_rules()}
    for journey in Journey.objects.filter(agreed_on__isnull=False).select_related("regime"):
        limits = rules[journey.regime.code]
        assert journey.due_on == limit_from(journey.agreed_on, limits.agreement)
        assert journey.job_search_due_on == limit_from(journey.agreed_on, limits.job_search)
        assert journey.intake_due_on is None or journey.agreed_on <= journey.intake_due_on


def test_nothing_closed_ran_past_its_limit(mire):
    assert not Journey.objects.filter(closed_on__gt=F("due_on")).exists()
    late = Journey.objects.filter(exit_reason=ExitReason.REFUSED_AUTOMATICALLY)
    assert not late.filter(closed_on__lte=F("intake_due_on")).exists()


def test_the_nightly_tasks_find_nothing_to_correct(mire):
    assert not Journey.objects.past_intake(mire).exists()
    assert follow_all_jobs(on=mire) == 0


def test_hires_and_milestones_are_those_that_the_service_computes(mire):
    told = Journey.objects.open().filter(first_hired_on__isnull=False)
    fields = ("phase", "phase_since", "first_hired_on", "sustained_on", "sustained_reason")
    before = {journey.beneficiary_id: [getattr(journey, f) for f in fields] for journey in told}
    assert before
    for journey in told.select_related("beneficiary"):
        again = follow_employment(beneficiary=journey.beneficiary, on=mire)
        assert [getattr(again, f) for f in fields] == before[journey.beneficiary_id]


def test_an_exit_for_a_lasting_job_reached_the_objective_before(mire):
    closed = Journey.objects.filter(exit_reason=ExitReason.SUSTAINED_JOB)
    assert len(closed) > 20
    assert not closed.filter(Q(sustained_on__isnull=True) | Q(sustained_on__gt=F("closed_on")))


def test_the_last_contact_is_the_last_exchange(mire):
    found = Beneficiary.objects.annotate(
        last=Max("follow_ups__happened_on", filter=Q(follow_ups__outcome=Outcome.DONE))
    )
    assert not found.exclude(last_contact_on=F("last")).exists()


def test_nothing_that_happened_lies_in_the_future(mire):
    assert not FollowUp.objects.filter(happened_on__gt=mire).exists()
    assert not FollowUp.objects.filter(next_step_done_on__gt=mire).exists()
    for field in ("opened_on", "agreed_on", "closed_on", "phase_since"):
        assert not Journey.objects.filter(**{f"{field}__gt": mire}).exists()
    assert not Placement.objects.filter(Q(starts_on__gt=mire) | Q(ended_on__gt=mire)).exists()
    assert not Proposal.objects.filter(stage_on__gt=mire).exists()
    assert not Situation.objects.filter(starts_on__gt=mire).exists()
    assert not Enrolment.objects.filter(enrolled_on__gt=mire).exists()
    assert not Attendance.objects.filter(session__starts_at__date__gte=mire).exists()


def test_follow_ups_lie_within_the_parcours_and_on_working_days(mire):
    for follow_up in FollowUp.objects.prefetch_related("beneficiary__journeys"):
        assert is_working(follow_up.happened_on)
        journeys = follow_up.beneficiary.journeys.all()
        day = follow_up.happened_on
        assert any(j.opened_on <= day <= (j.closed_on or mire) for j in journeys)


def test_contracts_follow_the_agreement_and_stop_before_the_closing(mire):
    for journey in Journey.objects.prefetch_related("beneficiary__placements"):
        for placement in journey.beneficiary.placements.all():
            assert placement.starts_on >= journey.agreed_on
            assert placement.starts_on <= (journey.closed_on or mire)


def test_a_hired_proposal_has_its_contract_with_the_same_employer(mire):
    for placement in Placement.objects.filter(proposal__isnull=False).select_related(
        "proposal__vacancy"
    ):
        assert placement.proposal.beneficiary_id == placement.beneficiary_id
        assert placement.proposal.vacancy.employer_id == placement.employer_id
        assert placement.vacancy_id == placement.proposal.vacancy_id
        assert placement.proposal.stage_on == placement.starts_on


def test_national_numbers_check_and_agree_with_birth_and_sex(mire):
    kinds = Counter()
    for person in Beneficiary.objects.filter(niss__isnull=False):
        module = nn if nn.is_valid(person.niss) else bis
        assert module.is_valid(person.niss)
        assert module.get_birth_date(person.niss) == person.born_on
        if person.sex != Sex.OTHER:
            assert module.get_gender(person.niss) == person.sex
        assert person.niss_digest == digest(person.niss)
        kinds[module.__name__] += 1
    assert len(kinds) == 2


def test_enterprise_numbers_check(mire):
    assert all(vat.is_valid(bce) for bce in Employer.objects.values_list("bce", flat=True))


def test_persons_are_grown_up_at_their_first_interview(mire):
    for journey in Journey.objects.select_related("beneficiary"):
        assert journey.beneficiary.age_on(journey.opened_on) >= 19


def test_file_numbers_follow_the_order_of_opening(mire):
    people = Beneficiary.objects.order_by("pk").prefetch_related("journeys")
    years = Counter()
    for person in people:
        year = min(journey.opened_on for journey in person.journeys.all()).year
        years[year] += 1
        assert person.file_number == f"{year}-{years[year]:04d}"
    assert set(years) == set(range(mire.year - 3, mire.year + 1))


def test_every_row_has_its_author_and_its_line_in_the_history(mire):
    assert not Beneficiary.objects.filter(created_by__isnull=True).exists()
    assert not FollowUp.objects.filter(created_by__isnull=True).exists()
    for model in (Beneficiary, Journey, FollowUp, Placement, Assessment, Situation):
        events = apps.get_model(model._meta.app_label, f"{model.__name__}Event")
        assert events.objects.filter(pgh_label="insert").count() == model.objects.count()
        assert not events.objects.filter(pgh_context__isnull=True).exists()
    context = pghistory.models.Context.objects.latest("created_at")
    assert context.metadata["note"] == REASON


def test_each_agreement_is_judged_by_the_regime_of_its_day(mire):
    agreed = Journey.objects.filter(agreed_on__isnull=False)
    assert set(agreed.values_list("regime__code", flat=True)) == {"R2009", "R2024"}
    assert not agreed.filter(regime__code="R2009", agreed_on__gte=date(2024, 1, 1)).exists()
    assert not agreed.filter(regime__code="R2024", agreed_on__lt=date(2024, 1, 1)).exists()
