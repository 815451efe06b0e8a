"""The end-of-accompaniment report: what the log of one parcours tells, and a first draft of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from beneficiaries.enums import ObstacleStatus
from beneficiaries.models import Obstacle
from beneficiaries.potential import Travelled, travelled_by
from coaching.enums import FollowUpKind, Outcome, Presence
from coaching.models import FollowUp, Goal, Journey, Step, WorkshopSeat
from employers.models import Placement
from mirec.accounts.models import User
from mirec.core.wording import day_full, hours, plural
from training.models import Enrolment


@dataclass(frozen=True)
class Exchanges:
    """Exchanges of one kind that took place, as the reader may see them."""

    kind: str
    count: int
    minutes: int


@dataclass(frozen=True)
class Closing:
    """Everything of the parcours between its two days, both included."""

    journey: Journey
    until: date
    exchanges: list[Exchanges]
    workshops: list[WorkshopSeat]
    steps: list[Step]
    goals: list[Goal]
    lifted: list[Obstacle]
    enrolments: list[Enrolment]
    placements: list[Placement]
    travelled: Travelled

    @property
    def exchange_count(self) -> int:
        return sum(each.count for each in self.exchanges)

    @property
    def minutes(self) -> int:
        return sum(each.minutes for each in self.exchanges)


def closing_of(journey: Journey, user: User, on: date) -> Closing:
    """Nine queries; no note is read, neither private nor sealed."""
    person, until = journey.beneficiary, journey.closed_on or on
    span = (journey.opened_on, until)
    lifted = person.obstacles.filter(status=ObstacleStatus.SOLVED, solved_on__range=span)
    seats = person.workshop_seats.filter(
        presence=Presence.PRESENT, workshop__starts_at__date__range=span
    )
    enrolments = person.enrolments.filter(enrolled_on__range=span)
    placements = person.placements.filter(starts_on__range=span)
    return Closing(
        journey=journey,
        until=until,
        exchanges=_exchanges(FollowUp.objects.visible_to(user), person, span),
        workshops=list(seats.select_related("workshop").order_by("workshop__starts_at")),
        steps=list(person.steps.filter(done_on__range=span).order_by("done_on", "pk")),
        goals=list(person.goals.filter(dropped_on__isnull=True)),
        lifted=list(lifted.defer("note").order_by("solved_on", "pk")),
        enrolments=list(enrolments.select_related("cohort__programme").order_by("enrolled_on")),
        placements=list(placements.select_related("employer").order_by("starts_on")),
        travelled=travelled_by(person),
    )


def _exchanges(rows: QuerySet[FollowUp], person, span: tuple[date, date]) -> list[Exchanges]:
    counted = (
        rows.filter(beneficiary=person, outcome=Outcome.DONE, happened_on__range=span)
        .order_by()
        .values("kind")
        .annotate(count=Count("pk"), total=Sum("minutes", filter=Q(minutes__gt=0), default=0))
    )
    found = {row["kind"]: row for row in counted}
    return [
        Exchanges(kind.label, found[kind]["count"], found[kind]["total"])
        for kind in FollowUpKind
        if kind in found
    ]


def draft_of(closing: Closing) -> str:
    """A first text, paragraph by paragraph; the coach rewrites it."""
    return "\n\n".join(_paragraphs(closing))


def _paragraphs(closing: Closing) -> Iterator[str]:
    journey = closing.journey
    person = journey.beneficiary
    yield (
        f"{person.full_name} a été accompagné·e du {day_full(journey.opened_on)} au "
        f"{day_full(closing.until)} : {plural(closing.exchange_count, 'échange')}, "
        f"{hours(closing.minutes)} au total."
    )
    if closing.goals:
        yield f"Ce que la personne voulait : {' ; '.join(goal.title for goal in closing.goals)}."
    reached = [goal for goal in closing.goals if goal.reached_on]
    counted = (
        (len(reached), "objectif atteint", "objectifs atteints"),
        (len(closing.steps), "action du plan faite", "actions du plan faites"),
        (len(closing.workshops), "atelier suivi", "ateliers suivis"),
        (len(closing.lifted), "frein levé", "freins levés"),
    )
    said = [plural(count, *words) for count, *words in counted if count]
    if said:
        yield f"Le chemin fait : {', '.join(said)}."
    if closing.travelled.skills:
        yield closing.travelled.sentence
    yield from _work(closing)
    if journey.exit_reason:
        yield f"L'accompagnement prend fin : {journey.get_exit_reason_display().lower()}."


def _work(closing: Closing) -> Iterator[str]:
    for enrolment in closing.enrolments:
        state = enrolment.get_status_display().lower()
        yield f"Formation : {enrolment.cohort.programme.title} ({state})."
    for placement in closing.placements:
        yield (
            f"Emploi : {placement.job_title}, {placement.employer}, "
            f"{placement.get_contract_type_display()}, à partir du "
            f"{day_full(placement.starts_on)}."
        )
