"""Verdicts as the real rules give them, and the parcours that rest on them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db.models import prefetch_related_objects

from beneficiaries.enums import Verdict
from beneficiaries.models import Assessment, Beneficiary
from beneficiaries.rules.eligibility import assess
from beneficiaries.rules.facts import Facts
from beneficiaries.rules.regimes import RegimeRules, regime_on
from beneficiaries.services.assessing import answers_json, facts_of
from coaching.enums import ExitReason, Phase
from coaching.models import Journey
from coaching.rules.limits import limit_from
from mirec.demo.courses import sustained
from mirec.demo.plans import Course, PersonPlan, Profile
from mirec.demo.writers.market import BATCH, Market
from mirec.demo.writers.reference import Reference

Pair = tuple[PersonPlan, Beneficiary]


class UntrueStoryError(RuntimeError):
    """A person was given an agreement that the law does not allow: a defect of the generator."""


def write_journeys(reference: Reference, market: Market, pairs: Sequence[Pair], on: date) -> None:
    prefetch_related_objects([person for _, person in pairs], "situations")
    told = [(plan, person, course) for plan, person in pairs for course in plan.courses]
    assessed = [
        assessment_of(reference, plan, person, course)
        for plan, person, course in told
        if course.assessed_on
    ]
    Assessment.objects.bulk_create(assessed, batch_size=BATCH)
    found = {(each.beneficiary_id, each.assessed_on): each for each in assessed}
    Journey.objects.bulk_create(
        [
            journey_of(
                reference, market, person, course, found.get((person.pk, course.agreed_on)), on
            )
            for _, person, course in told
        ],
        batch_size=BATCH,
    )


def assessment_of(
    reference: Reference, plan: PersonPlan, person: Beneficiary, course: Course
) -> Assessment:
    """What `record_assessment` keeps: facts of the file completed by the coach, then the rules."""
    day = course.assessed_on or course.opened_on
    facts = completed(facts_of(person, day), plan.profile)
    answered = assess(facts, regime_on(reference.rules, day), day)
    return Assessment(
        beneficiary=person,
        regime=reference.regimes[answered.regime],
        assessed_on=day,
        facts=facts.to_json(),
        answers=answers_json(answered),
        verdict=answered.verdict,
        criteria_met=answered.codes_met,
        derogation_possible=answered.derogation_possible,
        sentence=answered.sentence,
        assessed_by=person.coach,
    )


def completed(facts: Facts, profile: Profile) -> Facts:
    """What only the person can say; someone not asked yet has told nothing."""
    if profile.residence is None:
        return facts
    assimilated = facts.assimilated_months_of_36 or {}
    return replace(
        facts,
        assimilated_months_of_36={
            kind: months for kind, months in assimilated.items() if months is not None
        },
        handicap=facts.handicap if facts.handicap is not None else frozenset(),
        transition_job=profile.transition_job,
        stepping_stone_job=profile.stepping_stone_job,
    )


def journey_of(
    reference: Reference,
    market: Market,
    person: Beneficiary,
    course: Course,
    assessment: Assessment | None,
    on: date,
) -> Journey:
    """The row that `coaching.services.journeys` would have made, step by step."""
    opening = regime_on(reference.rules, course.opened_on)
    journey = Journey(
        beneficiary=person,
        created_by=person.coach,
        regime=reference.regimes[opening.code],
        phase=Phase.INTAKE,
        phase_since=course.opened_on,
        first_interview=course.first_interview,
        opened_on=course.opened_on,
        intake_due_on=limit_from(course.opened_on, opening.limits.intake),
    )
    if course.agreed_on and assessment:
        agreed = regime_on(reference.rules, course.agreed_on)
        _agree(journey, course, assessment, reference, agreed)
        _employ(journey, course, agreed, market.names, on)
    if course.closed_on and course.exit_reason:
        _close(journey, course, course.exit_reason)
    return journey


def _agree(
    journey: Journey,
    course: Course,
    assessment: Assessment,
    reference: Reference,
    rules: RegimeRules,
) -> None:
    is_derogation = assessment.verdict != Verdict.ELIGIBLE
    if is_derogation and not (assessment.derogation_possible and course.derogation_reason):
        raise UntrueStoryError(
            f"{journey.beneficiary} ({rules.code}, {course.agreed_on}): {assessment.sentence}"
        )
    journey.regime = reference.regimes[rules.code]
    journey.assessment = assessment
    journey.agreed_on = course.agreed_on
    journey.agreed_by = journey.beneficiary.coach
    journey.is_derogation = is_derogation
    journey.derogation_reason = course.derogation_reason if is_derogation else ""
    journey.due_on = limit_from(assessment.assessed_on, rules.limits.agreement)
    journey.job_search_due_on = limit_from(assessment.assessed_on, rules.limits.job_search)
    journey.phase = Phase.TOWARDS_EMPLOYMENT
    journey.phase_since = assessment.assessed_on


def _employ(
    journey: Journey, course: Course, rules: RegimeRules, names: Sequence[str], on: date
) -> None:
    """Phase, first hire and milestone, as `follow_employment` sets them at the end."""
    if not course.jobs:
        return
    journey.first_hired_on = course.jobs[0].starts_on
    journey.phase, journey.phase_since = _phase(course, on)
    reached = sustained(course, rules, on, names)
    journey.sustained_on = reached.reached_on
    journey.sustained_reason = reached.explanation


def _phase(course: Course, on: date) -> tuple[Phase, date]:
    """« Dans l'emploi » while a contract runs at the end, and since when."""
    last = course.jobs[-1]
    if last.runs_on(course.end(on)):
        return Phase.IN_EMPLOYMENT, last.starts_on
    return Phase.TOWARDS_EMPLOYMENT, last.last_day or last.starts_on


def _close(journey: Journey, course: Course, reason: ExitReason) -> None:
    journey.closed_on = course.closed_on
    journey.exit_reason = reason
    journey.exit_note = course.exit_note
    if reason is not ExitReason.REFUSED_AUTOMATICALLY:
        journey.closed_by = journey.beneficiary.coach
