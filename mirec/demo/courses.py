"""How a parcours runs: opened, agreed, worked and closed on days that the law allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from beneficiaries.rules.regimes import RegimeRules, regime_on
from coaching.enums import ExitReason, FirstInterview
from coaching.rules.limits import limit_from, reentry_from
from employers.enums import ContractType
from employers.rules import Contract, Milestone, Pause, milestone
from mirec.demo import texts
from mirec.demo.chance import between, days, weekday
from mirec.demo.jobs import Market, contracts
from mirec.demo.plans import Course, JobPlan
from mirec.demo.scenarios import (
    CAME_BACK,
    GAVE_UP,
    INTAKE,
    NO_CONTACT,
    REFUSED,
    SEARCHING,
    TIME_IS_UP,
    Jobs,
    Scenario,
)

LONGEST_DAYS = 600
COLLECTIVE_SHARE = 0.35


@dataclass(frozen=True)
class Setting:
    """What a story needs to know: chance, the law, the day, and who hires in which occupation."""

    rng: Random
    regimes: tuple[RegimeRules, ...]
    on: date
    employers: Mapping[str, Sequence[int]]
    occupation: str

    def rules(self, day: date) -> RegimeRules:
        return regime_on(self.regimes, day)


def courses(setting: Setting, scenario: Scenario, start: date) -> tuple[Course, ...]:
    """One parcours, or two when the person comes back after the delay of art. 6 § 3."""
    first = _course(setting, scenario, start)
    if scenario is not CAME_BACK or first.closed_on is None:
        return (first,)
    again = reentry_from(first.closed_on, setting.rules(setting.on).limits.reentry)
    latest = setting.on - days(60)
    if again > latest:
        return (first,)
    opened = weekday(between(setting.rng, max(again, latest - days(400)), latest), setting.on)
    return (first, _course(setting, SEARCHING, opened))


def _course(setting: Setting, scenario: Scenario, start: date) -> Course:
    opened = weekday(start, setting.on)
    if not scenario.agrees:
        return _candidacy(setting, scenario, opened)
    if scenario.due_in:
        return _running_out(setting, scenario)
    agreed = _agreement_day(setting, opened)
    if agreed is None:
        return _candidacy(setting, INTAKE, opened)
    return _agreement(setting, scenario, opened, agreed)


def _candidacy(setting: Setting, scenario: Scenario, opened: date) -> Course:
    """A candidate without an agreement: still waiting, refused, late or oriented."""
    limit = limit_from(opened, setting.rules(opened).limits.intake)
    if scenario.ends is ExitReason.REFUSED_AUTOMATICALLY and limit is None:
        scenario = REFUSED
    course = Course(opened_on=opened, first_interview=_first_interview(setting.rng))
    if scenario.ends is None:
        return replace(course, assessed_on=_seen_soon(setting, opened))
    if scenario.ends is ExitReason.REFUSED_AUTOMATICALLY and limit:
        closed = limit + days(1)
    else:
        closed = opened + days(setting.rng.randint(6, 45))
        closed = weekday(closed, min(setting.on, limit or setting.on))
    if not opened < closed <= setting.on:
        return course
    refused = scenario.ends is ExitReason.REFUSED
    return replace(
        course,
        assessed_on=closed if refused else None,
        closed_on=closed,
        exit_reason=scenario.ends,
        exit_note=texts.exit_note(setting.rng, scenario.ends),
    )


def _seen_soon(setting: Setting, opened: date) -> date | None:
    """Two candidates in three have been assessed already."""
    return opened if setting.rng.random() < 0.66 else None


def _first_interview(rng: Random) -> FirstInterview:
    is_collective = rng.random() < COLLECTIVE_SHARE
    return FirstInterview.COLLECTIVE if is_collective else FirstInterview.INDIVIDUAL


def _agreement_day(setting: Setting, opened: date) -> date | None:
    """Ten to forty-five days after the first interview; None when that is still to come."""
    soonest = opened + days(min(10, max(0, (setting.on - opened).days)))
    if (setting.on - opened).days < 4:
        return None
    return weekday(between(setting.rng, soonest, min(opened + days(45), setting.on)), setting.on)


def _running_out(setting: Setting, scenario: Scenario) -> Course:
    """An agreement whose limit falls in these days: the start follows from the end."""
    low, high = scenario.due_in or (0, 0)
    due = setting.on + days(setting.rng.randint(low, high))
    limit = setting.rules(setting.on).limits.agreement
    agreed = due - days(365 * 2)
    while limit and (limit_from(agreed, limit) or due) > due:
        agreed -= days(1)
    opened = weekday(agreed - days(setting.rng.randint(14, 40)), agreed)
    return _agreement(setting, scenario, opened, agreed)


def _agreement(setting: Setting, scenario: Scenario, opened: date, agreed: date) -> Course:
    due = limit_from(agreed, setting.rules(agreed).limits.agreement)
    scenario = _possible(setting, scenario, agreed, due)
    closed = _closing_day(setting, scenario, agreed, due)
    course = Course(
        opened_on=opened,
        first_interview=_first_interview(setting.rng),
        assessed_on=agreed,
        agreed_on=agreed,
        due_on=due,
        closed_on=closed,
        exit_reason=scenario.ends,
        exit_note=texts.exit_note(setting.rng, scenario.ends) if scenario.ends else "",
        jobs=_jobs(setting, scenario, agreed, closed or setting.on),
    )
    return _truthful(setting, course)


def _possible(setting: Setting, scenario: Scenario, agreed: date, due: date | None) -> Scenario:
    """The story itself, or a plainer one where the days are too few or the limit has passed."""
    passed = due is not None and due < setting.on
    last = due if due is not None and passed else setting.on
    available = (last - agreed).days
    if scenario.ends is ExitReason.LIMIT_REACHED and not passed:
        scenario = NO_CONTACT if available >= NO_CONTACT.needs_days else SEARCHING
    if available < scenario.needs_days:
        scenario = GAVE_UP if scenario.ends and available >= GAVE_UP.needs_days else SEARCHING
    if scenario.ends is None and passed and not scenario.due_in:
        return replace(TIME_IS_UP, jobs=scenario.jobs)
    return scenario


def _closing_day(
    setting: Setting, scenario: Scenario, agreed: date, due: date | None
) -> date | None:
    if scenario.ends is None:
        return None
    if scenario.ends is ExitReason.LIMIT_REACHED:
        return due
    last = min(setting.on, due or setting.on, agreed + days(LONGEST_DAYS))
    return weekday(between(setting.rng, agreed + days(scenario.needs_days), last), last)


def _jobs(setting: Setting, scenario: Scenario, agreed: date, last: date) -> tuple[JobPlan, ...]:
    span = (last - agreed).days
    if scenario.jobs is Jobs.NONE or span < 10:
        return ()
    room = max(5, span - scenario.needs_days)
    first = agreed + days(setting.rng.randint(5, min(120, max(6, room))))
    market = Market(setting.rng, setting.employers, setting.occupation, min(first, last), last)
    return contracts(scenario.jobs, market)


def _truthful(setting: Setting, course: Course) -> Course:
    """« Emploi durable » is kept only where the contracts reach the objective by the closing."""
    if course.exit_reason is not ExitReason.SUSTAINED_JOB or course.closed_on is None:
        return course
    reached = sustained(course, setting.rules(course.agreed_on or course.opened_on), setting.on)
    if reached.reached_on and reached.reached_on <= course.closed_on:
        return course
    note = texts.exit_note(setting.rng, ExitReason.OTHER_JOB)
    return replace(course, exit_reason=ExitReason.OTHER_JOB, exit_note=note)


def sustained(
    course: Course, rules: RegimeRules, on: date, names: Sequence[str] | None = None
) -> Milestone:
    """The insertion objective of the course's contracts, seen at its end."""
    worked = [
        Contract(
            employer_id=job.employer,
            employer_name=names[job.employer] if names else str(job.employer),
            starts_on=job.starts_on,
            last_day=job.last_day,
            planned_end_on=job.planned_end_on,
            is_open_ended=job.contract_type == ContractType.CDI,
            pauses=tuple(
                Pause(starts_on=off.starts_on, ends_on=off.ends_on)
                for off in job.off
                if not off.is_counted
            ),
            user_company=job.user_company,
        )
        for job in course.jobs
    ]
    return milestone(worked, rules.insertion, course.end(on))
