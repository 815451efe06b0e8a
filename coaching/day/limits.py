"""The legal limits that near their end, and the marks in the search for a job."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from beneficiaries.niss import LEFT_SEALED
from coaching.day.lines import Answer, Group, Line, Moment, Source, meet, put_aside, write
from coaching.enums import AlertLevel, Matter, Phase
from coaching.models import Journey
from coaching.queries.alerts import limit_alerts, mark_alerts
from coaching.rules.alerts import horizon
from coaching.rules.day import ANNOUNCED_DAYS, MARK_WARNING_DAYS, NINTH_MONTH_DAYS
from mirec.accounts.models import User
from mirec.core.clock import remaining
from mirec.core.wording import day_long

INTAKE_WHY = (
    "Décision d'accueil à rendre. Sans décision, la candidature est refusée d'office "
    "(D. 2023, art. 6, § 1er)."
)
AGREEMENT_WHY = (
    "La convention arrive au bout de sa durée ; une perte d'emploi ne la prolonge pas "
    "(D. 2023, art. 6, § 2)."
)
MARK_WHY = {
    AlertLevel.NINTH_MONTH: "Neuf mois de recherche d'emploi depuis la convention : voyez avec la "
    "personne ce qui freine, tant qu'il reste trois mois.",
    AlertLevel.TWELFTH_MONTH: "Douze mois de recherche d'emploi depuis la convention : faites le "
    "point avec la personne.",
}
ANNOUNCED_WHY = "Convention bientôt au bout de sa durée : prévoyez le bilan de fin."


def open_journeys(user: User) -> QuerySet[Journey]:
    return (
        Journey.objects.visible_to(user)
        .open()
        .select_related("beneficiary", "regime")
        .defer(*LEFT_SEALED)
    )


def announced(journeys: QuerySet, moment: Moment) -> QuerySet:
    """One month before the limit and after; three months before it, for two weeks only."""
    on = moment.on
    first = horizon(AlertLevel.THREE_MONTHS, on)
    newly = Q(
        alert_level=AlertLevel.THREE_MONTHS, limit_on__gt=first - timedelta(days=ANNOUNCED_DAYS)
    )
    return limit_alerts(journeys, on).filter(~Q(alert_level=AlertLevel.THREE_MONTHS) | newly)


def limit_line(journey: Journey, moment: Moment) -> Line:
    is_intake = journey.agreed_on is None
    is_far = journey.alert_level == AlertLevel.THREE_MONTHS
    return Line(
        matter=Matter.LIMIT,
        target=journey.pk,
        group=Group.WATCH if is_far else Group.LIMIT,
        day=journey.limit_on,
        tone=AlertLevel(journey.alert_level).tone,
        icon=AlertLevel(journey.alert_level).icon,
        when=remaining(journey.limit_on, moment.on),
        detail=day_long(journey.limit_on),
        beneficiary=journey.beneficiary,
        phase=Phase(journey.phase),
        why=INTAKE_WHY if is_intake else ANNOUNCED_WHY if is_far else AGREEMENT_WHY,
        answers=(
            *_decision(journey, is_intake=is_intake, is_far=is_far),
            meet(journey.beneficiary_id, quiet=not is_far),
            *put_aside(Matter.LIMIT, journey.pk, moment, journey.limit_on),
        ),
    )


def _decision(journey: Journey, *, is_intake: bool, is_far: bool) -> tuple[Answer, ...]:
    if is_far:
        return ()
    if is_intake:
        return (Answer("Décider", reverse("coaching:journey-detail", args=[journey.pk])),)
    return (Answer("Clôturer le parcours", reverse("coaching:journey-close", args=[journey.pk])),)


def marked(journeys: QuerySet, moment: Moment) -> QuerySet:
    """Around the twelfth month, and for a while after the ninth."""
    on = moment.on
    around = timedelta(days=MARK_WARNING_DAYS)
    near = Q(job_search_due_on__range=(on - around, on + around))
    ninth = Q(alert_level=AlertLevel.NINTH_MONTH, mark_on__gt=on - timedelta(days=NINTH_MONTH_DAYS))
    return mark_alerts(journeys, on).filter(near | ninth)


def mark_line(journey: Journey, moment: Moment) -> Line:
    """An alert of the house, not a limit: the agreement runs on."""
    level = AlertLevel(journey.alert_level)
    is_before = _is_before_twelve(journey, moment.on)
    mark = journey.job_search_due_on if is_before else journey.mark_on
    why = MARK_WHY[AlertLevel.TWELFTH_MONTH if is_before else level]
    return Line(
        matter=Matter.MARK,
        target=journey.pk,
        group=Group.WATCH,
        day=mark,
        icon=level.icon,
        when=remaining(mark, moment.on) if is_before else f"{9 if _is_ninth(level) else 12} mois",
        detail=day_long(mark),
        beneficiary=journey.beneficiary,
        phase=Phase(journey.phase),
        why=f"{why} {journey.regime.job_search_article}.",
        answers=(
            write(journey.beneficiary_id),
            meet(journey.beneficiary_id),
            *put_aside(Matter.MARK, journey.pk, moment),
        ),
    )


def _is_ninth(level: AlertLevel) -> bool:
    return level == AlertLevel.NINTH_MONTH


def _is_before_twelve(journey: Journey, on: date) -> bool:
    """The twelfth month is near and not over: the line counts down to it."""
    return on < journey.job_search_due_on <= on + timedelta(days=MARK_WARNING_DAYS)


LIMITS = Source(Matter.LIMIT, open_journeys, announced, limit_line)
MARKS = Source(Matter.MARK, open_journeys, marked, mark_line)
