"""Support after the hire: news taken and due, what both sides say, what is hard, skills proven."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from random import Random

from beneficiaries.enums import DocumentKind, SkillKind
from beneficiaries.models import BeneficiarySkill, Document
from coaching.enums import FollowUpKind, OpinionScore, OpinionSide, Outcome, ValidationResult
from coaching.models import Difficulty, FollowUp, HireCheck, Opinion
from coaching.rules.after_hire import AFTER_LAST_DAY, ANSWER_DAYS, ASKING, asks_for_call
from coaching.services.checks import follow_checks
from coaching.services.skill_tests import plan_test, settle_test
from coaching.ways import VALIDATES
from employers.models import Placement
from mirec.demo.chance import between, days, dealt, pick, rng_for, weekday
from mirec.demo.support_texts import DIFFICULTIES, SAID, SCORES
from mirec.demo.writers.market import BATCH
from mirec.demo.writers.proofs import stored_paper
from partners.models import Partner

MOST = 300
"""The latest contracts that are told: the rows stay few however many files there are."""
TOLD_DAYS, PROVED_DAYS = 215, 400
PROVED_SHARE, STILL_DUE_SHARE, SOLVED_SHARE = 0.75, 0.6, 0.65
ANSWERS = {OpinionSide.WORKER: 0.75, OpinionSide.EMPLOYER: 0.6}
BY_LINK_SHARE = 0.7
HARD_ONE_IN = 3
FRESH_DAYS = 6
"""A mark of these last days may still wait for its call."""
ALARM = {OpinionSide.WORKER: OpinionScore.HARD, OpinionSide.EMPLOYER: OpinionScore.VERY_WELL}


def write_support(seed: int, on: date) -> None:
    write_employment_papers(seed, on)
    placements = list(_latest(on))
    for placement in placements:
        follow_checks(placement=placement, on=on)
    checks = _checks_of(placements)
    _take_news(placements, checks, seed, on)
    _write_opinions(placements, checks, seed, on)
    _write_difficulties(placements, seed, on)
    _write_skill_tests(placements, on)


def write_employment_papers(seed: int, on: date) -> None:
    """A contract or a pay slip behind most of the jobs of the last year."""
    recent = Placement.objects.filter(starts_on__gt=on - days(PROVED_DAYS), starts_on__lte=on)
    proved = [
        placement
        for placement in _with_coach(recent).order_by("pk")
        if rng_for(seed, "job", placement.beneficiary.file_number, placement.starts_on).random()
        < PROVED_SHARE
    ]
    stored = stored_paper()
    papers = Document.objects.bulk_create(
        [
            Document(
                beneficiary=placement.beneficiary,
                kind=DocumentKind.EMPLOYMENT,
                issued_on=placement.starts_on,
                checked_on=placement.starts_on,
                checked_by=placement.beneficiary.coach,
                created_by=placement.beneficiary.coach,
                **stored,
            )
            for placement in proved
        ],
        batch_size=BATCH,
    )
    for placement, paper in zip(proved, papers, strict=True):
        placement.proof = paper
    Placement.objects.bulk_update(proved, ["proof"], batch_size=BATCH)


def _with_coach(rows):
    return (
        rows.filter(beneficiary__coach__isnull=False)
        .select_related("beneficiary__coach")
        .defer("beneficiary__niss", "beneficiary__niss_digest")
    )


def _latest(on: date):
    recent = Placement.objects.filter(starts_on__gt=on - days(TOLD_DAYS), starts_on__lte=on)
    return _with_coach(recent).order_by("-starts_on", "-pk")[:MOST]


def _checks_of(placements: Iterable[Placement]) -> dict[int, list[HireCheck]]:
    found = defaultdict(list)
    for check in HireCheck.objects.filter(placement__in=placements).order_by("due_on", "pk"):
        found[check.placement_id].append(check)
    return found


def _take_news(
    placements: list[Placement], checks: dict[int, list[HireCheck]], seed: int, on: date
) -> None:
    """Every mark that has come was kept, but some of the last days, which still wait."""
    written = _written_after_hire(placements)
    done = []
    for placement in placements:
        rng = rng_for(seed, "news", placement.beneficiary.file_number, placement.starts_on)
        come = [check for check in checks[placement.pk] if _has_come(check, placement, on)]
        if come and come[-1].due_on > on - days(FRESH_DAYS) and rng.random() < STILL_DUE_SHARE:
            come.pop()
        for check in come:
            _keep(check, placement, written[placement.beneficiary_id], on)
        done += come
    HireCheck.objects.bulk_update(done, ["done_on", "done_by", "dropped_on", "follow_up"])


def _has_come(check: HireCheck, placement: Placement, on: date) -> bool:
    last = placement.last_day
    return check.due_on <= on and (last is None or check.due_on <= last + AFTER_LAST_DAY)


def _written_after_hire(placements: Iterable[Placement]) -> dict[int, list[FollowUp]]:
    """The follow-ups that tell such news, by person; the oldest last, to be taken from the end."""
    people = {placement.beneficiary_id for placement in placements}
    rows = FollowUp.objects.filter(
        beneficiary__in=people, kind=FollowUpKind.AFTER_HIRE, outcome=Outcome.DONE
    )
    found = defaultdict(list)
    for row in rows.order_by("-happened_on", "-pk"):
        found[row.beneficiary_id].append(row)
    return found


def _keep(check: HireCheck, placement: Placement, written: list[FollowUp], on: date) -> None:
    """With the follow-up of that fortnight, when one was written."""
    while written and written[-1].happened_on < check.due_on:
        written.pop()
    near = written and written[-1].happened_on <= min(check.due_on + days(13), on)
    check.follow_up = written.pop() if near else None
    check.done_on = check.follow_up.happened_on if check.follow_up else weekday(check.due_on, on)
    check.done_by, check.dropped_on = placement.beneficiary.coach, None


def _write_opinions(
    placements: list[Placement], checks: dict[int, list[HireCheck]], seed: int, on: date
) -> None:
    """Most are content. For each coach, the first who said lately that it is hard is to call."""
    alarmed, opinions, called = set(), [], []
    for placement in placements:
        coach = placement.beneficiary.coach_id
        for check in reversed(checks[placement.pk]):
            rng = rng_for(
                seed, "opinion", placement.beneficiary.file_number, placement.starts_on, check.mark
            )
            if check.mark not in ASKING or check.dropped_on or check.due_on > on - days(1):
                continue
            is_alarm = (
                coach not in alarmed
                and check.due_on >= on - days(ANSWER_DAYS)
                and (placement.last_day is None or placement.last_day >= on)
            )
            if is_alarm:
                alarmed.add(coach)
            scores = ALARM if is_alarm else _scores(rng)
            given_on = on - days(1) if is_alarm else min(check.due_on + days(2), on)
            opinions += [_opinion(rng, check, placement, given_on, *one) for one in scores.items()]
            if _wants_call(scores):
                check.call_due_on = given_on
                check.called_on = None if is_alarm else min(given_on + days(1), on)
                called.append(check)
    Opinion.objects.bulk_create(opinions, batch_size=BATCH)
    HireCheck.objects.bulk_update(called, ["call_due_on", "called_on"])


def _scores(rng: Random) -> dict[OpinionSide, OpinionScore]:
    return {side: pick(rng, SCORES) for side, share in ANSWERS.items() if rng.random() < share}


def _wants_call(scores: dict[OpinionSide, OpinionScore]) -> bool:
    given = list(scores.values())
    return any(asks_for_call(score, other) for score in given for other in (*given, None))


def _opinion(
    rng: Random,
    check: HireCheck,
    placement: Placement,
    given_on: date,
    side: OpinionSide,
    score: OpinionScore,
) -> Opinion:
    return Opinion(
        hire_check=check,
        side=side,
        score=score,
        comment=rng.choice(SAID[side, score]),
        given_on=given_on,
        created_by=None if rng.random() < BY_LINK_SHARE else placement.beneficiary.coach,
    )


def _write_difficulties(placements: list[Placement], seed: int, on: date) -> None:
    kinds = list(DIFFICULTIES)
    rows = []
    turns: dict[int, int] = defaultdict(int)
    for placement in placements:
        turns[placement.beneficiary.coach_id] += 1
        if turns[placement.beneficiary.coach_id] % HARD_ONE_IN != 1:
            continue
        rng = rng_for(seed, "hard", placement.beneficiary.file_number, placement.starts_on)
        kind = dealt(kinds, len(rows))
        noted_on = between(rng, placement.starts_on, min(on, placement.last_day or on))
        is_solved = rng.random() < SOLVED_SHARE
        note, mediation = DIFFICULTIES[kind]
        rows.append(
            Difficulty(
                placement=placement,
                kind=kind,
                note=note,
                noted_on=noted_on,
                mediation=mediation if is_solved else "",
                solved_on=min(on, noted_on + days(rng.randint(4, 16))) if is_solved else None,
                created_by=placement.beneficiary.coach,
            )
        )
    Difficulty.objects.bulk_create(rows, batch_size=BATCH)


def _write_skill_tests(placements: list[Placement], on: date) -> None:
    """For each coach: one test to come, and one that gave a title."""
    centre = Partner.objects.filter(services__icontains=VALIDATES).order_by("pk").first()
    held = _technical_skills(placements)
    turns: dict[int, int] = defaultdict(int)
    for placement in placements:
        person = placement.beneficiary
        if turns[person.coach_id] > 1 or person.pk not in held:
            continue
        skill = held.pop(person.pk)
        is_past = turns[person.coach_id] == 1 and placement.starts_on < on - days(20)
        turns[person.coach_id] += 1
        test = plan_test(
            beneficiary=person,
            skill=skill,
            by=person.coach,
            centre=centre,
            test_on=weekday(on - days(18), on) if is_past else weekday(on + days(24), date.max),
            placement=placement,
        )
        if is_past:
            settle_test(
                test=test,
                result=ValidationResult.PASSED,
                result_on=test.test_on + days(7),
                by=person.coach,
                title=f"Titre de compétence : {skill.label}"[:200],
            )


def _technical_skills(placements: Iterable[Placement]) -> dict:
    """One technical skill of each person, the one best held."""
    people = {placement.beneficiary_id for placement in placements}
    rows = BeneficiarySkill.objects.filter(beneficiary__in=people, skill__kind=SkillKind.TECHNICAL)
    found: dict = {}
    for row in rows.select_related("skill").order_by("-level", "pk"):
        found.setdefault(row.beneficiary_id, row.skill)
    return found
