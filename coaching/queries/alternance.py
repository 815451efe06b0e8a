"""Who is where, under which insurance, with which papers; what the Forem is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from beneficiaries.models import Beneficiary
from coaching.enums import TutorScore
from coaching.models import AlternancePaper, Internship, TutorReview
from coaching.models.alternance import SCORES
from coaching.rules.alternance import QUESTIONS
from mirec.accounts.enums import Permission
from mirec.accounts.models import User
from training.enums import DropCause, EnrolmentStatus
from training.models import Cohort, Enrolment


@dataclass(frozen=True)
class Stay:
    internship: Internship
    agreement: AlternancePaper | None


@dataclass(frozen=True)
class Practice:
    """An enrolment with its contract and its stays, the papers that count."""

    enrolment: Enrolment
    contract: AlternancePaper | None
    stays: list[Stay]


def practice_of(enrolments: QuerySet[Enrolment]) -> list[Practice]:
    """Four queries, whatever the number of enrolments."""
    papers = AlternancePaper.objects.newest().defer("content").prefetch_related("signatures")
    stays = Internship.objects.select_related("employer")
    rows = (
        enrolments.exclude(status=EnrolmentStatus.WAITING)
        .select_related("beneficiary", "cohort__programme")
        .prefetch_related(
            Prefetch("alternance_papers", queryset=papers, to_attr="newest_papers"),
            Prefetch("internships", queryset=stays),
        )
    )
    return [_practice(row) for row in rows]


def _practice(enrolment: Enrolment) -> Practice:
    papers = {paper.internship_id: paper for paper in enrolment.newest_papers}
    stays = [Stay(stay, papers.get(stay.pk)) for stay in enrolment.internships.all()]
    return Practice(enrolment, papers.get(None), stays)


def may_follow(user: User, internship: Internship) -> bool:
    """Words of a visit and of the tutor: who organises, or has the person's file in hand."""
    if user.has_verb(Permission.TRAINING_WRITE):
        return True
    rows = Beneficiary.objects.visible_to(user).filter(pk=internship.enrolment.beneficiary_id)
    return user.has_verb(Permission.FOLLOWUP_WRITE) and rows.exists()


def answers_of(review: TutorReview) -> list[tuple[str, TutorScore]]:
    """Each question with its answer, of an evaluation that was given."""
    return [(QUESTIONS[name], TutorScore(getattr(review, name))) for name in SCORES]


def covered(user: User, first: date, last: date, cohort: Cohort | None) -> QuerySet[Internship]:
    """Stays with a day within the period, both ends included; the last day counts when it came
    early.
    """
    rows = (
        Internship.objects.visible_to(user)
        .with_last_day()
        .filter(starts_on__lte=last, last_day__gte=first)
    )
    if cohort:
        rows = rows.filter(enrolment__cohort=cohort)
    related = ("enrolment__beneficiary", "enrolment__cohort__programme", "employer")
    return rows.select_related(*related).order_by(
        "starts_on", "enrolment__beneficiary__name_key", "pk"
    )


@dataclass(frozen=True)
class ForemNotice:
    """Somebody began or stopped; `why` is a listed cause, never words that were typed."""

    enrolment: Enrolment
    event: str
    day: date
    why: str = ""


def forem_notices(user: User, first: date, last: date, cohort: Cohort | None) -> list[ForemNotice]:
    """Who began and who stopped within the period, by day."""
    rows = Enrolment.objects.visible_to(user).exclude(status=EnrolmentStatus.WAITING)
    rows = rows.filter(
        Q(enrolled_on__lte=last, cohort__starts_on__lte=last)
        & (Q(enrolled_on__gte=first) | Q(cohort__starts_on__gte=first))
        | Q(ended_on__range=(first, last))
    )
    if cohort:
        rows = rows.filter(cohort=cohort)
    rows = rows.select_related("beneficiary", "cohort__programme__operator")
    found = [each for row in rows for each in _notices(row) if first <= each.day <= last]
    return sorted(found, key=lambda each: (each.day, each.enrolment.pk, each.event))


def _notices(enrolment: Enrolment) -> Iterable[ForemNotice]:
    began_on = max(enrolment.enrolled_on, enrolment.cohort.starts_on)
    if enrolment.ended_on is None or enrolment.ended_on >= began_on:
        yield ForemNotice(enrolment, "Début", began_on)
    if enrolment.status == EnrolmentStatus.COMPLETED:
        yield ForemNotice(enrolment, "Fin", enrolment.ended_on, "Formation terminée")
    if enrolment.status == EnrolmentStatus.DROPPED and enrolment.ended_on >= began_on:
        cause = enrolment.drop_cause
        why = DropCause(cause).label if cause else "Cause non notée"
        yield ForemNotice(enrolment, "Arrêt", enrolment.ended_on, why)
