"""Obstacles, plans and the way travelled of a few persons of each coach, and of the own spaces."""

from collections.abc import Iterator
from datetime import date
from math import sin
from random import Random

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from beneficiaries.enums import ObstacleStatus, SkillLevel, Voice
from beneficiaries.models import Beneficiary, Obstacle, SkillRating
from coaching.enums import Party, StepOwner
from coaching.models import Goal, Journey, PlanSignature, PlanVersion, Step
from coaching.plan import Plan
from coaching.services.plan_versions import PARTIES, content_of
from mirec.demo.chance import between, days, rng_for
from mirec.demo.plan_texts import DROPPED, OBSTACLES, PROJECT_GOALS, SEARCH
from mirec.demo.writers.market import BATCH
from partners.models import Partner

PER_COACH = 10
"""Persons of each coach who have a plan: the rows stay few however many files there are."""
SIGNED_EVERY = 3
"""Two plans in three are signed, one waits for its signatures."""
LATE_AT_MOST = days(24)
"""A coach who looks at a plan every month leaves no step later than that."""


def write_potential(seed: int, on: date) -> int:
    """For the persons chosen; how many plans were written."""
    partners = list(Partner.objects.order_by("pk")[:6])
    people = list(_chosen())
    agreed = dict(
        Journey.objects.open()
        .filter(beneficiary__in=people, agreed_on__isnull=False)
        .values_list("beneficiary", "agreed_on")
    )
    writers = [
        PlanWriter(rng_for(seed, "potential", person.file_number), person, agreed[person.pk], on)
        for person in people
    ]
    Obstacle.objects.bulk_create(
        [row for writer in writers for row in writer.obstacles()], batch_size=BATCH
    )
    Goal.objects.bulk_create(
        [row for writer in writers for row in writer.goals()], batch_size=BATCH
    )
    steps = [row for writer in writers for row in writer.steps(partners)]
    _write_versions(writers)
    for writer in writers:
        writer.answer_steps()
    Step.objects.bulk_create(steps, batch_size=BATCH)
    SkillRating.objects.bulk_create(
        [row for writer in writers for row in writer.ratings()], batch_size=BATCH
    )
    return len(writers)


def _chosen() -> QuerySet[Beneficiary]:
    """The first of each coach with a convention that runs, and those with an own space."""
    running = Journey.objects.open().filter(agreed_on__isnull=False).values("beneficiary")
    turn = Window(RowNumber(), partition_by=F("coach"), order_by=F("pk").desc())
    ranked = Beneficiary.objects.filter(pk__in=running).annotate(turn=turn)
    return (
        ranked.filter(Q(turn__lte=PER_COACH) | Q(user__isnull=False))
        .select_related("coach", "target_occupation")
        .prefetch_related("skills")
        .order_by("pk")
    )


def _write_versions(writers: list["PlanWriter"]) -> None:
    versions = PlanVersion.objects.bulk_create([writer.version() for writer in writers])
    signatures = [
        row
        for turn, (writer, version) in enumerate(zip(writers, versions, strict=True))
        for row in writer.signatures(version, is_signed=turn % SIGNED_EVERY != 0)
    ]
    PlanSignature.objects.bulk_create(signatures)
    PlanVersion.objects.filter(signatures__party=Party.MIRE).update(completed_on=F("drawn_on"))


class PlanWriter:
    """The rows of one person, in the order in which they need each other."""

    def __init__(self, rng: Random, person: Beneficiary, agreed_on: date, on: date) -> None:
        self.rng, self.person, self.on = rng, person, on
        self.agreed_on = max(agreed_on, on - days(330))
        self.drawn_on = min(self.agreed_on + days(10), on)

    def _row(self) -> dict:
        return {"beneficiary": self.person, "created_by": self.person.coach}

    def obstacles(self) -> list[Obstacle]:
        kinds = self.rng.sample(list(OBSTACLES), self.rng.randint(1, 3))
        self.noted = [
            Obstacle(**self._row(), kind=kind, note=OBSTACLES[kind][0], noted_on=self.agreed_on)
            for kind in kinds
        ]
        for turn, row in enumerate(self.noted):
            row.status = list(ObstacleStatus)[(turn + self.rng.randint(0, 2)) % 3]
            if row.status == ObstacleStatus.SOLVED:
                row.solved_on = between(self.rng, self.agreed_on, self.on)
        return self.noted

    def goals(self) -> list[Goal]:
        work = str(self.person.target_occupation or "Un métier qui me plaît")
        titles = [f"Travailler comme {work[:1].lower()}{work[1:]}", self.rng.choice(PROJECT_GOALS)]
        self.wanted = [
            Goal(**self._row(), title=title, order=order)
            for order, title in enumerate(titles, start=1)
        ]
        return self.wanted

    def steps(self, partners: list[Partner]) -> list[Step]:
        search = self.rng.sample(SEARCH, self.rng.randint(3, 4))
        self.planned = [
            Step(**self._row(), goal=self.wanted[0], title=title, owner=owner)
            for title, owner, _ in search
        ]
        for obstacle in self.noted:
            _, title, owner = OBSTACLES[obstacle.kind]
            step = Step(**self._row(), goal=self.wanted[1], obstacle=obstacle, title=title)
            step.owner = owner if partners or owner != StepOwner.PARTNER else StepOwner.PERSON
            if step.owner == StepOwner.PARTNER:
                step.partner = self.rng.choice(partners)
            self.planned.append(step)
        for step in self.planned:
            step.due_on = between(self.rng, self.drawn_on + days(7), self.on + days(60))
        return self.planned

    def version(self) -> PlanVersion:
        """As drawn up at the beginning: nothing was done yet."""
        for number, step in enumerate(self.planned):
            step.pk = number  # the order of the paper; the row gets its own key
        plan = Plan.of(self.wanted, self.planned)
        version = PlanVersion(
            **self._row(),
            version=1,
            content=content_of(self.person, plan),
            parties=list(PARTIES),
            drawn_on=self.drawn_on,
        )
        for step in self.planned:
            step.pk = None
        return version

    def signatures(self, version: PlanVersion, *, is_signed: bool) -> Iterator[PlanSignature]:
        names = {Party.PERSON: self.person.full_name, Party.MIRE: str(self.person.coach)}
        for party, name in names.items():
            if is_signed:
                yield PlanSignature(
                    paper=version,
                    party=party,
                    name=name,
                    signed_on=self.drawn_on,
                    drawing=scribble(self.rng),
                    created_by=self.person.coach,
                )

    def answer_steps(self) -> None:
        """Most of what was due is done; one in eight was given up; some of this month is late."""
        proofs = {title: proof for title, _, proof in SEARCH}
        for step in self.planned:
            fate = self.rng.random()
            is_late = fate > 0.6 and step.due_on >= self.on - LATE_AT_MOST
            if step.due_on > self.on or is_late:
                continue
            day = between(self.rng, self.drawn_on, min(step.due_on, self.on))
            if fate < 0.12:
                step.dropped_on, step.drop_reason = day, DROPPED
            else:
                step.done_on, step.done_by = day, self.person.coach
                step.proof = proofs.get(step.title, "")

    def ratings(self) -> Iterator[SkillRating]:
        """The coach three times, the person twice, ending on the level of the file."""
        middle = self.agreed_on + (self.on - self.agreed_on) // 2
        moments = sorted({self.agreed_on, middle, self.on - days(2)})
        for held in self.person.skills.all():
            begins = max(SkillLevel.STARTS, held.level - self.rng.choice((0, 1, 1, 2)))
            gap = self.rng.choice((-1, 0, 0, 0, 1))
            own = min(max(held.level + gap, SkillLevel.STARTS), SkillLevel.TEACHES)
            levels = [begins, (begins + held.level) // 2, held.level]
            for day, level in zip(moments, levels[-len(moments) :], strict=True):
                yield self._rating(held.skill_id, Voice.COACH, day, level)
            yield self._rating(held.skill_id, Voice.PERSON, moments[0], max(1, own - 1))
            if len(moments) > 1:
                yield self._rating(held.skill_id, Voice.PERSON, moments[-1], own)

    def _rating(self, skill_pk: int, voice: Voice, day: date, level: int) -> SkillRating:
        return SkillRating(**self._row(), skill_id=skill_pk, voice=voice, rated_on=day, level=level)


def scribble(rng: Random) -> str:
    """A wave that looks like a name written fast."""
    high, fast, lean = rng.randint(30, 55), rng.uniform(0.05, 0.09), rng.uniform(-0.06, 0.02)
    points = [
        (x, round(105 + high * sin(x * fast) * (1 - x / 900) + lean * x)) for x in range(60, 480, 6)
    ]
    head, *tail = points
    return f"M{head[0]} {head[1]}" + "".join(f" L{x} {y}" for x, y in tail)
