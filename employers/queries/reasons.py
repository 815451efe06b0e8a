"""The reasons of the rows shown: a person beside a vacancy, and the ways to fill the gap."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ObjectDoesNotExist

from beneficiaries.enums import SkillLevel
from beneficiaries.models import Beneficiary, BeneficiarySkill
from employers.enums import Need, ProposalStage, RefusalKind, RefusalSide
from employers.models import Proposal, Vacancy, WorkWish
from employers.queries.matching_sql import Placed
from employers.rules.matching import Job, Match, Seeker, match, verdict
from employers.rules.skills import Answer, Asked, compare
from employers.ways import Way, ways_for
from mirec.core.badges import Badge
from mirec.core.wording import uncapped

WAYS_SHOWN = 2
PROVEN = Badge("acquise, prouvée", "ok", "check-circle-fill")
DECLARED = Badge("acquise, déclarée", "ok", "check-circle")
TAUGHT = Badge("à former", "info", "mortarboard")


@dataclass(frozen=True)
class Filling:
    """A skill that is missing, and where it can be acquired or proven, the soonest first."""

    answer: Answer
    ways: list[Way]

    @property
    def teaching(self) -> list[Way]:
        return [way for way in self.ways if way.teaches]


@dataclass(frozen=True)
class Line:
    """One skill asked, beside what the person has; the level asked is said where it is missing."""

    answer: Answer
    badge: Badge

    @property
    def note(self) -> str:
        if self.answer.held is not None:
            return self.answer.words
        return f"demandé : {uncapped(SkillLevel(self.answer.asked.level).label)}"


@dataclass(frozen=True)
class Refusal:
    """An end without a job, earlier, with the same employer or for the same occupation."""

    stage: ProposalStage
    side: str
    kind: str
    is_same_employer: bool
    since: date

    @property
    def words(self) -> str:
        where = "par cet employeur" if self.is_same_employer else "pour ce métier"
        end = "refusée" if self.stage == ProposalStage.REFUSED else "retirée"
        told = [RefusalSide(self.side).label if self.side else ""]
        told.append(uncapped(RefusalKind(self.kind).label) if self.kind else "")
        told = [word for word in told if word]
        return f"candidature {end} {where}" + (f" ({' : '.join(told)})" if told else "")


@dataclass(frozen=True)
class Matched:
    """A pair with its reasons; `proven` are the skills that have a proof in the file."""

    person: Beneficiary
    vacancy: Vacancy
    match: Match
    proven: frozenset[int]


@dataclass(frozen=True)
class Beside:
    """One row of the page: `rank` counts from one over all pages."""

    rank: int
    matched: Matched
    fillings: list[Filling]
    refusals: list[Refusal]
    on: date

    @property
    def person(self) -> Beneficiary:
        return self.matched.person

    @property
    def vacancy(self) -> Vacancy:
        return self.matched.vacancy

    @property
    def match(self) -> Match:
        return self.matched.match

    @property
    def verdict(self) -> Badge:
        taught = [one.teaching for one in self.fillings if one.answer.asked.need == Need.MUST]
        days = [ways[0].starts_on for ways in taught if ways and ways[0].starts_on]
        return verdict(self.match.comparison, max(days, default=None), all(taught))

    @property
    def ways(self) -> list[tuple[str, Way, str]]:
        """The first ones of each skill in words, one line for all the skills that it fills."""
        skills: dict[tuple, list[str]] = defaultdict(list)
        found: dict[tuple, Way] = {}
        for filling in self.fillings:
            for way in filling.ways[:WAYS_SHOWN]:
                same = (way.label, way.place, way.starts_on)
                found.setdefault(same, way)
                skills[same].append(filling.answer.asked.label)
        return [(way.words(self.on), way, " ; ".join(skills[same])) for same, way in found.items()]

    @property
    def columns(self) -> list[tuple[Need, list[Line]]]:
        return [
            (need, [self._line(answer) for answer in answers])
            for need, answers in self.match.comparison.columns
        ]

    @property
    def languages(self) -> list[Line]:
        return [self._line(answer) for answer in self.match.comparison.languages]

    def _line(self, answer: Answer) -> Line:
        skill = answer.asked.skill_id
        if answer.is_met:
            return Line(answer, PROVEN if skill in self.matched.proven else DECLARED)
        is_taught = any(one.teaching for one in self.fillings if one.answer is answer)
        return Line(answer, TAUGHT if is_taught else answer.badge)

    @property
    def refuses(self) -> str:
        wish = wish_of(self.person)
        return wish.refuses if wish else ""


def wish_of(person: Beneficiary) -> WorkWish | None:
    try:
        return person.work_wish
    except ObjectDoesNotExist:
        return None


def seeker_of(person: Beneficiary) -> Seeker:
    wish, target = wish_of(person), person.target_occupation
    wished = {}
    if wish:
        wished = {
            "slots": tuple(wish.slots),
            "transports": tuple(wish.transports),
            "communes": tuple(wish.communes),
            "hours_from": wish.hours_from,
            "hours_to": wish.hours_to,
        }
    return Seeker(
        occupation=target.pk if target else None,
        occupation_label=target.label if target else "",
        rome_code=target.rome_code if target else "",
        commune=person.locality.commune if person.locality else None,
        has_licence=person.has_driving_licence,
        has_vehicle=person.has_vehicle,
        available_from=person.available_from,
        **wished,
    )


def job_of(vacancy: Vacancy) -> Job:
    """The place and the way there of the site, where the vacancy does not say its own."""
    site = vacancy.site
    place = vacancy.locality or (site.locality if site else None)
    access = vacancy.access_without_car or (site.access_without_car if site else "")
    return Job(
        occupation=vacancy.occupation_id,
        rome_code=vacancy.occupation.rome_code,
        commune=place.commune if place else None,
        needs_licence=vacancy.needs_licence,
        access_without_car=access,
        slots=tuple(vacancy.slots),
        hours=vacancy.hours_per_week,
        starts_on=vacancy.starts_on,
    )


def asked_of(vacancy: Vacancy) -> list[Asked]:
    """The requirements of the vacancy as plain values; prefetched rows are used as they are."""
    return [
        Asked(
            skill_id=row.skill_id,
            label=row.skill.label,
            need=Need(row.need),
            level=row.level,
            kind=row.skill.kind,
        )
        for row in vacancy.requirements.all()
    ]


def laid_beside(
    placed: Iterable[Placed],
    people: dict[int, Beneficiary],
    vacancies: dict[int, Vacancy],
    *,
    on: date,
    first_rank: int,
) -> list[Beside]:
    """The rows in their order; two questions whatever their number, and those of the ways."""
    matched = matches_of(placed, people, vacancies, on)
    missing = {
        gap.asked.skill_id: gap.asked.kind for one in matched for gap in one.match.comparison.gaps
    }
    ways, refusals = ways_for(missing, on), _refusals(people, vacancies)
    return [
        Beside(
            rank=rank,
            matched=one,
            fillings=[
                Filling(gap, ways.get(gap.asked.skill_id, [])) for gap in one.match.comparison.gaps
            ],
            refusals=refusals(one.person, one.vacancy),
            on=on,
        )
        for rank, one in enumerate(matched, first_rank)
    ]


def matches_of(
    placed: Iterable[Placed],
    people: dict[int, Beneficiary],
    vacancies: dict[int, Vacancy],
    on: date,
) -> list[Matched]:
    """The reasons alone of the pairs, in their order; one question."""
    asked = {pk: asked_of(vacancy) for pk, vacancy in vacancies.items()}
    held, proven = _held(people, {one.skill_id for rows in asked.values() for one in rows})
    pairs = [(people[one.person], vacancies[one.vacancy]) for one in placed]
    return [
        Matched(
            who,
            job,
            match(compare(asked[job.pk], held[who.pk]), seeker_of(who), job_of(job), on),
            proven[who.pk],
        )
        for who, job in pairs
    ]


def _held(
    people: Collection[int], skills: Collection[int]
) -> tuple[dict[int, dict[int, int]], dict[int, frozenset[int]]]:
    """By person: the level of each skill, and which of them have a proof."""
    levels: dict[int, dict[int, int]] = defaultdict(dict)
    proofs: dict[int, frozenset[int]] = defaultdict(frozenset)
    rows = BeneficiarySkill.objects.filter(beneficiary__in=list(people), skill__in=list(skills))
    for person, skill, level, evidence in rows.values_list(
        "beneficiary", "skill", "level", "evidence"
    ):
        levels[person][skill] = level
        if evidence:
            proofs[person] |= {skill}
    return levels, proofs


def _refusals(people: Collection[int], vacancies: dict[int, Vacancy]):
    """A function that tells those of a pair; kinds only, no words that somebody wrote."""
    ended = Proposal.objects.filter(
        beneficiary__in=list(people), stage__in=[ProposalStage.REFUSED, ProposalStage.WITHDRAWN]
    ).exclude(refusal_kind=RefusalKind.FILLED)
    employers = {vacancy.employer_id for vacancy in vacancies.values()}
    occupations = {vacancy.occupation_id for vacancy in vacancies.values()}
    concerned = ended.filter(vacancy__employer__in=employers) | ended.filter(
        vacancy__occupation__in=occupations
    )
    by_person = defaultdict(list)
    for row in concerned.order_by("-stage_on", "-pk").values_list(
        "beneficiary", "vacancy", "vacancy__employer", "vacancy__occupation", "stage",
        "refusal_side", "refusal_kind", "stage_on",
    ):  # fmt: skip
        by_person[row[0]].append(row[1:])

    def of_pair(person: Beneficiary, vacancy: Vacancy) -> list[Refusal]:
        return [
            Refusal(ProposalStage(stage), side, kind, employer == vacancy.employer_id, since)
            for other, employer, occupation, stage, side, kind, since in by_person[person.pk]
            if other != vacancy.pk
            and (employer == vacancy.employer_id or occupation == vacancy.occupation_id)
        ]

    return of_pair
