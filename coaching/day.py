"""« Ma journée »: what waits for an answer, from the most to the least risky."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from beneficiaries.models import Beneficiary
from beneficiaries.niss import LEFT_SEALED
from coaching.enums import Phase
from coaching.models import FollowUp, Journey
from coaching.models.journeys import JourneyQuerySet
from mirec.accounts.enums import Role
from mirec.core.clock import remaining
from mirec.core.wording import ago, day_long

INTAKE_WARNING_DAYS = 10
LIMIT_WARNING_DAYS = 31
MARK_WARNING_DAYS = 31
"""How long before and after the mark of twelve months a search for a job is shown."""
NO_CONTACT_DAYS = {Phase.INTAKE: 14, Phase.TOWARDS_EMPLOYMENT: 30, Phase.IN_EMPLOYMENT: 45}
"""House marks: how long a phase may go without an exchange before it is shown."""
SHOWN = 30
"""Lines per group; the rest waits behind a link to the whole list."""


@dataclass(frozen=True)
class Line:
    """One matter: when, who, why, and where it is answered."""

    tone: str
    icon: str
    when: str
    detail: str
    beneficiary: Beneficiary
    phase: Phase | None
    why: str
    answer_url: str
    answer: str
    done_url: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    tone: str
    lines: list[Line]
    total: int
    more_url: str


def persons_of(user) -> Callable[[str], Q]:
    """Whose day is it? A coach's own persons; everyone visible for a manager."""
    if user.has_role(Role.COACH):
        return lambda prefix: Q(**{f"{prefix}coach": user})
    return lambda prefix: Q()


def day_of(user, on: date) -> list[Group]:
    """The groups that have lines; eight queries at most whatever the number of persons."""
    mine = persons_of(user)
    journeys = (
        Journey.objects.visible_to(user)
        .open()
        .filter(mine("beneficiary__"))
        .select_related("beneficiary", "regime")
        .defer(*LEFT_SEALED)
    )
    steps = FollowUp.objects.visible_to(user).filter(mine("beneficiary__")).step_due(on)
    marked = journeys.near_job_search_mark(MARK_WARNING_DAYS, on)
    list_url = reverse("coaching:journey-list")
    groups = [
        _group(
            "Limite légale",
            "bad",
            _late(journeys, on),
            lambda row: _limit_line(row, on),
            f"{list_url}?etat=echeance",
        ),
        _group(
            "Promesse à tenir",
            "warn",
            steps.select_related("beneficiary").defer(*LEFT_SEALED).order_by("next_step_on", "pk"),
            lambda row: _step_line(row, on),
            f"{reverse('coaching:followup-list')}?etape=due",
        ),
        _group(
            "Repère des 12 mois",
            "",
            marked.order_by("job_search_due_on", "pk"),
            lambda row: _mark_line(row, on),
            f"{list_url}?etat=repere",
        ),
        _group(
            "À garder en vue", "", _quiet(journeys, on), lambda row: _quiet_line(row, on), list_url
        ),
    ]
    return [group for group in groups if group.lines]


def _late(journeys: JourneyQuerySet, on: date) -> JourneyQuerySet:
    return journeys.filter(
        Q(agreed_on__isnull=True, intake_due_on__lte=on + timedelta(days=INTAKE_WARNING_DAYS))
        | Q(agreed_on__isnull=False, due_on__lte=on + timedelta(days=LIMIT_WARNING_DAYS))
    ).order_by("limit_on", "pk")


def _group(title: str, tone: str, rows, line: Callable[..., Line], more_url: str) -> Group:
    shown = list(rows[: SHOWN + 1])
    total = len(shown) if len(shown) <= SHOWN else rows.count()
    return Group(title, tone, [line(row) for row in shown[:SHOWN]], total, more_url)


def _quiet(journeys: JourneyQuerySet, on: date) -> JourneyQuerySet:
    """No exchange for longer than the mark of the phase, the opening counting as one.

    Persons with a next step are not asked: what comes is agreed already.
    """
    asked = Q()
    for phase, days in NO_CONTACT_DAYS.items():
        before = on - timedelta(days=days)
        asked |= Q(phase=phase, opened_on__lt=before) & (
            Q(beneficiary__last_contact_on__lt=before)
            | Q(beneficiary__last_contact_on__isnull=True)
        )
    planned = FollowUp.objects.with_open_step().filter(beneficiary=OuterRef("beneficiary"))
    quiet = journeys.filter(asked & ~Exists(planned)).not_on_break(on)
    return quiet.order_by("beneficiary__last_contact_on", "pk")


def _limit_line(journey: Journey, on: date) -> Line:
    is_intake = journey.agreed_on is None
    due_on = journey.limit_on
    why = (
        "Décision d'accueil à rendre. Sans décision, la candidature est refusée d'office "
        "(D. 2023, art. 6, § 1er)."
        if is_intake
        else "La convention arrive au bout de sa durée ; une perte d'emploi ne la prolonge pas "
        "(D. 2023, art. 6, § 2)."
    )
    return Line(
        tone="bad",
        icon="exclamation-circle-fill",
        when=remaining(due_on, on),
        detail=day_long(due_on),
        beneficiary=journey.beneficiary,
        phase=Phase(journey.phase),
        why=why,
        answer_url=(
            reverse("coaching:journey-agree", args=[journey.pk])
            if is_intake
            else reverse("coaching:journey-close", args=[journey.pk])
        ),
        answer="Décider" if is_intake else "Clôturer le parcours",
    )


def _step_line(follow_up: FollowUp, on: date) -> Line:
    late = (on - follow_up.next_step_on).days
    days = "jours" if late > 1 else "jour"
    return Line(
        tone="warn",
        icon="hourglass-split",
        when="Aujourd'hui" if late == 0 else f"{late} {days}",
        detail="" if late == 0 else "de retard",
        beneficiary=follow_up.beneficiary,
        phase=None,
        why=follow_up.next_step,
        answer_url=_write_url(follow_up.beneficiary),
        answer="Noter un suivi",
        done_url=reverse("coaching:step-done", args=[follow_up.pk]),
    )


def _mark_line(journey: Journey, on: date) -> Line:
    """An alert of the house, not a limit: the agreement runs on."""
    mark = journey.job_search_due_on
    return Line(
        tone="",
        icon="flag",
        when=remaining(mark, on),
        detail=day_long(mark),
        beneficiary=journey.beneficiary,
        phase=Phase(journey.phase),
        why="Douze mois de recherche d'emploi depuis la convention : faites le point avec la "
        f"personne. {journey.regime.job_search_article}.",
        answer_url=_write_url(journey.beneficiary),
        answer="Noter un suivi",
    )


def _quiet_line(journey: Journey, on: date) -> Line:
    last = journey.beneficiary.last_contact_on
    mark = NO_CONTACT_DAYS[Phase(journey.phase)]
    since = (on - last).days if last else (on - journey.opened_on).days
    seen = f"Dernier échange {ago(last, on)}." if last else "Aucun échange noté."
    return Line(
        tone="",
        icon="chat-left",
        when=f"{since} jours",
        detail="sans contact",
        beneficiary=journey.beneficiary,
        phase=Phase(journey.phase),
        why=f"{seen} Le repère de cette phase est de {mark} jours.",
        answer_url=_write_url(journey.beneficiary),
        answer="Noter un suivi",
    )


def _write_url(beneficiary: Beneficiary) -> str:
    return f"{reverse('coaching:followup-create')}?personne={beneficiary.pk}"


def answers_expected(groups: Iterable[Group]) -> int:
    return sum(group.total for group in groups)
