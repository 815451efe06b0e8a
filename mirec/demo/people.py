"""The persons of the demo, one after the other, in the order in which their files were opened."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from beneficiaries.enums import Diploma, Household, Residence, Sex, SkillLevel, SkillOrigin
from beneficiaries.rules.regimes import RegimeRules
from coaching.enums import ExitReason
from mirec.demo import names, occupations, places, profiles, skills, texts
from mirec.demo.chance import days, dealt, pick, rng_for
from mirec.demo.courses import Setting, courses
from mirec.demo.followups import Voice, follow_ups
from mirec.demo.identities import NationalNumbers
from mirec.demo.lives import lived_with_jobs
from mirec.demo.plans import Course, Known, PersonPlan, Profile
from mirec.demo.scenarios import FRESH_DAYS, Scenario, deck_for

YEARS = 3
FRESH_SHARE = 0.08
"""Eight files in a hundred were opened in the last eight weeks: someone is always in intake."""
DEROGATION_EVERY = 25
TRAINING_SHARE = 0.6
COACHES_PER_TEAM = 4
SEXES = {Sex.FEMALE: 50, Sex.MALE: 49, Sex.OTHER: 1}
HOUSEHOLDS = {
    Household.SINGLE: 30,
    Household.SINGLE_PARENT: 22,
    Household.COUPLE: 12,
    Household.COUPLE_CHILDREN: 18,
    Household.WITH_FAMILY: 15,
    Household.OTHER: 3,
}
PARENTS = {Household.SINGLE_PARENT, Household.COUPLE_CHILDREN}


def first_day(on: date) -> date:
    """The first of January three years back, so that three whole years can be reported."""
    return date(on.year - YEARS, 1, 1)


@dataclass
class Population:
    """Makes `count` persons; the same seed, day, law and employers make the same persons."""

    count: int
    seed: int
    on: date
    regimes: tuple[RegimeRules, ...]
    employers: Mapping[str, Sequence[int]]
    numbers: NationalNumbers = field(default_factory=NationalNumbers)
    turns: Counter = field(default_factory=Counter)

    def __iter__(self) -> Iterator[PersonPlan]:
        for index in range(self.count):
            yield self.person(index, rng_for(self.seed, "person", index))

    def turn(self, name: object) -> int:
        """How many times this was asked before: the position in a deck of cards."""
        self.turns[name] += 1
        return self.turns[name] - 1

    def opening_day(self, index: int, rng: Random) -> date:
        """Evenly spread in order, with the last share of them in the last weeks."""
        begin, fresh = first_day(self.on), self.on - days(FRESH_DAYS)
        older = max(1, round(self.count * (1 - FRESH_SHARE)))
        if index < older:
            return begin + (fresh - begin) * ((index + rng.random()) / older)
        share = (index - older + rng.random()) / max(1, self.count - older)
        return fresh + days(1) + days(int(share * (FRESH_DAYS - 1)))

    def person(self, index: int, rng: Random) -> PersonPlan:
        start = self.opening_day(index, rng)
        deck = deck_for((self.on - start).days)
        scenario = dealt(deck, self.turn(deck))
        target = rng.choices(occupations.LABELS, occupations.WEIGHTS)[0]
        setting = Setting(rng, self.regimes, self.on, self.employers, target)
        lived_courses = courses(setting, scenario, start)
        profile = self.profile(rng, setting, lived_courses, scenario)
        lived_courses = tuple(self.motivated(rng, each, profile) for each in lived_courses)
        return self.dressed(index, rng, target, lived_courses, profile)

    def profile(
        self, rng: Random, setting: Setting, lived: tuple[Course, ...], scenario: Scenario
    ) -> Profile:
        """The facts, so chosen that the law answers what the story tells."""
        first = lived[0]
        day = first.agreed_on or first.assessed_on or first.opened_on
        regime = setting.rules(day).code
        condition = self.condition(regime, lived, scenario)
        moment = profiles.Moment(rng, day, self.turn((regime, condition)))
        found = profiles.profile(condition, moment)
        if first.closed_on is None and first.agreed_on is None and self.turn("asked") % 3 == 0:
            found = replace(found, diploma=None, residence=None, source=None, lived=())
        jobs = [job for course in lived for job in course.jobs]
        return replace(found, lived=lived_with_jobs(found.lived, jobs))

    def condition(self, regime: str, lived: tuple[Course, ...], scenario: Scenario) -> str:
        first = lived[0]
        if first.exit_reason is ExitReason.REFUSED:
            return dealt((profiles.NOT_REGISTERED, profiles.DEROGATION), self.turn("refused"))
        if scenario.comes_back:
            return f"{regime}-1"
        is_current = regime not in {"R2005", "R2009"}
        if is_current and first.agreed_on and self.turn("agreed") % DEROGATION_EVERY == 12:
            return profiles.DEROGATION
        deck = profiles.OF_2024 if is_current else profiles.OF_2009
        return f"{'R2024' if is_current else 'R2009'}-{dealt(deck, self.turn(regime))}"

    def motivated(self, rng: Random, course: Course, profile: Profile) -> Course:
        """A derogation is motivated in writing."""
        if not course.agreed_on or not profile.is_derogation:
            return course
        return replace(course, derogation_reason=rng.choice(texts.DEROGATIONS))

    def dressed(
        self, index: int, rng: Random, target: str, lived: tuple[Course, ...], profile: Profile
    ) -> PersonPlan:
        """Name, home and habits around the story."""
        origin, nationality = _origin(rng, profile)
        sex = pick(rng, SEXES)
        women = sex is Sex.FEMALE or (sex is Sex.OTHER and rng.random() < 0.5)
        home = rng.choices(places.HOMES, places.HOME_WEIGHTS)[0]
        household = pick(rng, HOUSEHOLDS)
        voice = Voice(rng, target, home[1])
        has_licence = rng.random() < 0.55
        is_unasked = profile.residence is None
        return PersonPlan(
            index=index,
            first_name=rng.choice(origin.women if women else origin.men),
            last_name=rng.choice(origin.families),
            sex=sex,
            nationality="" if is_unasked else nationality,
            niss=None if is_unasked else self.niss(rng, profile, sex, nationality),
            home=(home[0], home[1]),
            street=f"{rng.choice(places.STREETS)} {rng.randint(1, 240)}",
            team=home[3],
            coach=home[3] * COACHES_PER_TEAM + self.turn(home[3]) % COACHES_PER_TEAM,
            household=household,
            dependent_children=rng.randint(1, 4) if household in PARENTS else 0,
            studies=rng.choice(texts.STUDIES[profile.diploma]) if profile.diploma else "",
            target=target,
            availability=rng.choice(texts.AVAILABILITIES),
            has_driving_licence=has_licence,
            has_vehicle=has_licence and rng.random() < 0.6,
            profile=profile,
            courses=lived,
            skills=_skills(rng, target, nationality, profile),
            said=tuple(said for course in lived for said in follow_ups(voice, course, self.on)),
            wants_training=rng.random() < TRAINING_SHARE,
        )

    def niss(self, rng: Random, profile: Profile, sex: Sex, nationality: str) -> str:
        is_foreign = nationality != "Belgique" and profile.residence is Residence.LEGAL_STAY
        is_bis = is_foreign and rng.random() < 0.5
        return self.numbers.next_for(rng, profile.born_on, sex, is_bis=is_bis)


def _origin(rng: Random, profile: Profile) -> tuple[names.Origin, str]:
    """A foreigner's residence goes with a nationality from outside the Union."""
    if profile.residence not in {None, Residence.BELGIAN_OR_EU}:
        origin = pick(rng, {each: each.share for each in names.OTHER_ORIGINS})
        return origin, origin.abroad
    origin = pick(rng, {each: each.share for each in names.ORIGINS})
    is_european = origin in names.EU_ORIGINS and rng.random() < 0.12
    return origin, origin.abroad if is_european else "Belgique"


def _skills(rng: Random, target: str, nationality: str, profile: Profile) -> tuple[Known, ...]:
    """Some of the occupation's skills, some ways of being, the languages spoken."""
    technical = occupations.JOBS[target].skills
    labels = rng.sample(technical, rng.randint(1, min(4, len(technical))))
    labels += rng.sample(skills.BEHAVIOURAL, rng.randint(1, 3))
    labels += rng.sample(skills.BASIC, rng.randint(0, 2))
    known = [Known(each, _level(rng), rng.choice(list(SkillOrigin))) for each in labels]
    known.append(Known("Français parlé", SkillLevel.ALONE, SkillOrigin.OTHERWISE))
    if profile.diploma not in {None, Diploma.NONE, Diploma.PRIMARY}:
        known.append(Known("Français écrit", _level(rng), SkillOrigin.TRAINING))
    if nationality in skills.MOTHER_TONGUES:
        tongue = skills.MOTHER_TONGUES[nationality]
        known.append(Known(tongue, SkillLevel.TEACHES, SkillOrigin.OTHERWISE))
    return tuple(known)


def _level(rng: Random) -> SkillLevel:
    return pick(
        rng,
        {
            SkillLevel.STARTS: 3,
            SkillLevel.WITH_HELP: 5,
            SkillLevel.ALONE: 5,
            SkillLevel.TEACHES: 1,
        },
    )
