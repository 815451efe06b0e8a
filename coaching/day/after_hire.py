"""Support after the hire: news to take at a mark, and calls that an answer asks for."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from coaching.day.lines import Answer, Group, Line, Moment, Source, not_reached, put_aside
from coaching.day.promises import lateness
from coaching.enums import HireMark, Matter, OpinionScore, OpinionSide
from coaching.models import HireCheck, Opinion
from coaching.rules.after_hire import call_reason
from mirec.accounts.models import User
from mirec.core.wording import ago


def checks(user: User) -> QuerySet[HireCheck]:
    return HireCheck.objects.visible_to(user).with_person()


def due_checks(rows: QuerySet, moment: Moment) -> QuerySet:
    """Of each contract the latest mark alone: its news cover those before. A call comes first."""
    later = HireCheck.objects.due(moment.on).filter(
        placement=OuterRef("placement"), due_on__gt=OuterRef("due_on")
    )
    calls = HireCheck.objects.to_call().filter(placement=OuterRef("placement"))
    return rows.due(moment.on).filter(~Exists(later), ~Exists(calls)).order_by("due_on", "pk")


def check_line(row: HireCheck, moment: Moment) -> Line:
    when, detail = lateness((moment.on - row.due_on).days)
    job = row.placement
    return Line(
        matter=Matter.HIRE_CHECK,
        target=row.pk,
        group=Group.PROMISE,
        day=row.due_on,
        tone="warn",
        icon="briefcase",
        when=when,
        detail=detail,
        beneficiary=job.beneficiary,
        why=f"{HireMark(row.mark).label} chez {job.employer} ({job.job_title}) : comment cela se "
        "passe-t-il ?",
        answers=(
            Answer("Noter les nouvelles", row.get_absolute_url()),
            not_reached(Matter.HIRE_CHECK, row.pk),
            *put_aside(Matter.HIRE_CHECK, row.pk, moment),
        ),
    )


def to_call(rows: QuerySet, moment: Moment) -> QuerySet:
    """With the two answers beside, as `worker` and `employer`."""
    due = rows.to_call().filter(call_due_on__lte=moment.on)
    scores = {side.value: _score_of(side) for side in OpinionSide}
    return due.annotate(**scores).order_by("call_due_on", "pk")


def _score_of(side: OpinionSide) -> Subquery:
    answers = Opinion.objects.filter(hire_check=OuterRef("pk"), side=side)
    return Subquery(answers.values("score")[:1])


def call_line(row: HireCheck, moment: Moment) -> Line:
    said = {side: getattr(row, side.value) for side in OpinionSide}
    scores = {side: OpinionScore(score) for side, score in said.items() if score}
    when, detail = lateness((moment.on - row.call_due_on).days)
    return Line(
        matter=Matter.HIRE_CALL,
        target=row.pk,
        group=Group.CALL,
        day=row.call_due_on,
        tone="bad",
        icon="telephone",
        when=when,
        detail=detail or f"répondu {ago(row.call_due_on, moment.on)}",
        beneficiary=row.beneficiary,
        why=f"{HireMark(row.mark).label} chez {row.placement.employer}. {call_reason(scores)}",
        answers=(
            Answer("Appel fait : noter", row.get_absolute_url()),
            not_reached(Matter.HIRE_CALL, row.pk),
            *put_aside(Matter.HIRE_CALL, row.pk, moment),
        ),
    )


PERSON = "placement__beneficiary"
HIRE_CHECKS = Source(
    Matter.HIRE_CHECK,
    checks,
    due_checks,
    check_line,
    coach=f"{PERSON}__coach",
    team=f"{PERSON}__team",
)
HIRE_CALLS = Source(
    Matter.HIRE_CALL, checks, to_call, call_line, coach=f"{PERSON}__coach", team=f"{PERSON}__team"
)
