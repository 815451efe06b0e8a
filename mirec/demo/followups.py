"""What was said along the way: a follow-up every few weeks, with next steps that come due."""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from coaching.enums import Audience, Channel, FollowUpKind, Outcome
from mirec.demo import texts
from mirec.demo.chance import days, pick, weekday
from mirec.demo.plans import Course, Said

IN_INTAKE = {FollowUpKind.INTERVIEW: 6, FollowUpKind.ADMINISTRATIVE: 3, FollowUpKind.SOCIAL: 2}
SEEKING = {
    FollowUpKind.JOBCOACHING: 9,
    FollowUpKind.INTERVIEW: 2,
    FollowUpKind.SOCIAL: 3,
    FollowUpKind.ADMINISTRATIVE: 2,
    FollowUpKind.PEDAGOGICAL: 1,
}
AT_WORK = {FollowUpKind.AFTER_HIRE: 7, FollowUpKind.COMPANY_VISIT: 2, FollowUpKind.SOCIAL: 1}
FACE_TO_FACE = {Outcome.DONE: 84, Outcome.NO_SHOW: 8, Outcome.EXCUSED: 8}
FROM_AFAR = {Outcome.DONE: 82, Outcome.NOT_REACHED: 18}
AUDIENCES = {Audience.TEAM: 72, Audience.PERSON: 20, Audience.PRIVATE: 8}
CHANNELS: dict[FollowUpKind, dict[Channel, int]] = {
    FollowUpKind.INTERVIEW: {Channel.OFFICE: 9, Channel.PHONE: 2, Channel.VIDEO: 1},
    FollowUpKind.JOBCOACHING: {
        Channel.OFFICE: 9,
        Channel.PHONE: 4,
        Channel.EMAIL: 2,
        Channel.VIDEO: 1,
    },
    FollowUpKind.SOCIAL: {Channel.OFFICE: 5, Channel.PHONE: 4},
    FollowUpKind.ADMINISTRATIVE: {
        Channel.OFFICE: 3,
        Channel.EMAIL: 4,
        Channel.PHONE: 3,
        Channel.SMS: 2,
    },
    FollowUpKind.PEDAGOGICAL: {Channel.VISIT: 3, Channel.PHONE: 3},
    FollowUpKind.COMPANY_VISIT: {Channel.VISIT: 1},
    FollowUpKind.AFTER_HIRE: {
        Channel.PHONE: 6,
        Channel.VISIT: 3,
        Channel.OFFICE: 1,
        Channel.SMS: 1,
    },
}
MET = {Channel.OFFICE, Channel.VISIT, Channel.VIDEO}
MINUTES = {
    Channel.OFFICE: (30, 45, 60, 60, 90),
    Channel.VISIT: (45, 60, 90),
    Channel.PHONE: (5, 10, 15, 20),
    Channel.VIDEO: (30, 45),
    Channel.EMAIL: (5, 10),
    Channel.SMS: (5,),
}
STEP_SHARE = 0.55
LAST_STEP_SHARE = 0.75
LONG_DAYS = 270


@dataclass(frozen=True)
class Voice:
    """What the texts speak about."""

    rng: Random
    occupation: str
    place: str


def follow_ups(voice: Voice, course: Course, on: date) -> tuple[Said, ...]:
    """In order of date, the last one near the end of the course or near the day."""
    meetings = _meeting_days(voice.rng, course, on)
    said = [_said(voice, course, day, is_first=index == 0) for index, day in enumerate(meetings)]
    stepped = [_with_step(voice.rng, *pair) for pair in zip(said, said[1:], strict=False)]
    if not said:
        return ()
    last = said[-1] if course.closed_on else _with_coming_step(voice.rng, said[-1], on)
    return (*stepped, last)


def _meeting_days(rng: Random, course: Course, on: date) -> list[date]:
    """Eight to fifteen meetings in an agreement that lasts, fewer in a short one; weekdays."""
    end = course.end(on)
    if course.closed_on is None:
        end = max(course.opened_on, on - days(pick(rng, {0: 2, 3: 3, 9: 4, 20: 2, 40: 1})))
    span = (end - course.opened_on).days
    wanted = (
        rng.randint(12 if span > LONG_DAYS else 8, 15) if course.agreed_on else rng.randint(2, 3)
    )
    count = max(1, min(wanted, span // 6 + 1))
    gap = span / count
    found = {weekday(course.opened_on, end)}
    for index in range(1, count):
        found.add(weekday(course.opened_on + days(int(gap * (index + rng.random() * 0.7))), end))
    return sorted(day for day in found if day >= course.opened_on)


def _kinds(course: Course, day: date) -> dict[FollowUpKind, int]:
    if any(job.runs_on(day) for job in course.jobs):
        return AT_WORK
    is_agreed = course.agreed_on is not None and day >= course.agreed_on
    return SEEKING if is_agreed else IN_INTAKE


def _said(voice: Voice, course: Course, day: date, *, is_first: bool) -> Said:
    rng = voice.rng
    kind = FollowUpKind.INTERVIEW if is_first else pick(rng, _kinds(course, day))
    channel = Channel.OFFICE if is_first else pick(rng, CHANNELS[kind])
    outcome = Outcome.DONE
    if not is_first:
        outcome = pick(rng, FACE_TO_FACE if channel in MET else FROM_AFAR)
    done = outcome is Outcome.DONE
    text = texts.FIRST if is_first else rng.choice(texts.DONE[kind] if done else texts.NOT_DONE)
    return Said(
        happened_on=day,
        channel=channel,
        kind=kind,
        outcome=outcome,
        minutes=rng.choice(MINUTES[channel]) if done else 0,
        text=text.format(metier=voice.occupation.lower(), lieu=voice.place),
        audience=Audience.TEAM if is_first else pick(rng, AUDIENCES),
    )


def _with_step(rng: Random, said: Said, following: Said) -> Said:
    """A step that was answered at the next meeting."""
    if rng.random() > STEP_SHARE:
        return said
    done = following.happened_on
    planned = max(said.happened_on, done - days(rng.randint(0, 3)))
    return replace(said, next_step=_step(rng, said), next_step_on=planned, next_step_done_on=done)


def _with_coming_step(rng: Random, said: Said, on: date) -> Said:
    """What is still to be done: today, a few days ago, or in the days to come."""
    if rng.random() > LAST_STEP_SHARE:
        return said
    shift = pick(rng, {0: 5, -1: 2, -3: 1, -6: 1, 1: 3, 2: 3, 5: 3, 9: 2, 14: 1})
    planned = max(said.happened_on, weekday(on + days(shift), date.max) if shift else on)
    return replace(said, next_step=_step(rng, said), next_step_on=planned)


def _step(rng: Random, said: Said) -> str:
    """What follows from what was said; someone who was missed is called again."""
    missed = said.outcome is not Outcome.DONE
    return rng.choice(texts.AGAIN if missed else texts.STEPS[said.kind])
