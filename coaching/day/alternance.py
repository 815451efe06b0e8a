"""Stays in a company: an alarming word of the tutor, visits that are due, papers to sign."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from beneficiaries.models import Beneficiary
from beneficiaries.niss import LEFT_SEALED
from coaching.day.lines import (
    Answer,
    Group,
    Line,
    Moment,
    Source,
    not_reached,
    put_aside,
    write,
)
from coaching.day.promises import lateness
from coaching.enums import Matter, TutorScore
from coaching.models import AlternancePaper, FollowUp, InternshipVisit, TutorReview
from coaching.models.alternance import SCORES
from coaching.rules.alternance import CALL_DAYS
from mirec.accounts.models import User
from mirec.core.wording import ago, uncapped
from training.enums import EnrolmentStatus

OF_PAPER, OF_STAY = "enrolment__beneficiary", "internship__enrolment__beneficiary"


def _of_files(rows: QuerySet, user: User, person: str, *related: str) -> QuerySet:
    mine = rows.filter(**{f"{person}__in": Beneficiary.objects.visible_to(user)})
    return mine.select_related(person, *related).defer(
        *(f"{person.rsplit('__', 1)[0]}__{name}" for name in LEFT_SEALED)
    )


def reviews(user: User) -> QuerySet[TutorReview]:
    rows = _of_files(TutorReview.objects.all(), user, OF_STAY, "internship__employer")
    return rows.defer("comment")


def alarming(rows: QuerySet, moment: Moment) -> QuerySet:
    """A « pas encore » without a follow-up since; the words stay on the page of the stay."""
    low = Q()
    for name in SCORES:
        low |= Q(**{name: TutorScore.NOT_YET})
    later = FollowUp.objects.filter(
        beneficiary=OuterRef(OF_STAY), happened_on__gte=OuterRef("given_on")
    )
    since = moment.on - timedelta(days=CALL_DAYS)
    lately = rows.filter(low, ~Exists(later), given_on__range=(since, moment.on))
    return lately.order_by("given_on", "pk")


def review_line(row: TutorReview, moment: Moment) -> Line:
    stay = row.internship
    return Line(
        matter=Matter.TUTOR_CALL,
        target=row.pk,
        group=Group.CALL,
        day=row.given_on,
        tone="bad",
        icon="telephone",
        when="À appeler",
        detail=f"répondu {ago(row.given_on, moment.on)}",
        beneficiary=stay.beneficiary,
        why=f"Stage chez {stay.employer} : le tuteur répond « pas encore » à une question au "
        "moins.",
        answers=(
            write(stay.beneficiary.pk),
            Answer("Lire les réponses", stay.get_absolute_url(), quiet=True),
            not_reached(Matter.TUTOR_CALL, row.pk, quiet=True),
            *put_aside(Matter.TUTOR_CALL, row.pk, moment),
        ),
    )


def visits(user: User) -> QuerySet[InternshipVisit]:
    rows = _of_files(InternshipVisit.objects.all(), user, OF_STAY, "internship__employer")
    return rows.defer("words")


def due_visits(rows: QuerySet, moment: Moment) -> QuerySet:
    """Planned and not done; one that was to come after the stay stopped falls away."""
    due = rows.filter(visited_on__isnull=True, planned_on__lte=moment.on)
    last = Coalesce(F("internship__broken_off_on"), F("internship__ends_on"))
    return due.filter(planned_on__lte=last).order_by("planned_on", "pk")


def visit_line(row: InternshipVisit, moment: Moment) -> Line:
    when, detail = lateness((moment.on - row.planned_on).days)
    stay = row.internship
    return Line(
        matter=Matter.VISIT,
        target=row.pk,
        group=Group.PROMISE,
        day=row.planned_on,
        tone="warn",
        icon="building",
        when=when,
        detail=detail,
        beneficiary=stay.beneficiary,
        why=f"Visite de stage chez {stay.employer}, avec {stay.tutor_name}.",
        answers=(
            Answer("Noter la visite", row.get_absolute_url()),
            *put_aside(Matter.VISIT, row.pk, moment),
        ),
    )


def papers(user: User) -> QuerySet[AlternancePaper]:
    rows = AlternancePaper.objects.newest().prefetch_related("signatures").defer("content")
    return _of_files(rows, user, OF_PAPER, "internship__employer")


def unsigned(rows: QuerySet, moment: Moment) -> QuerySet:
    """Of a training that goes on, and of a stay that was not stopped."""
    live = rows.filter(
        completed_on__isnull=True,
        enrolment__status=EnrolmentStatus.ENROLLED,
        internship__broken_off_on__isnull=True,
    )
    return live.order_by("drawn_on", "pk")


def paper_line(row: AlternancePaper, moment: Moment) -> Line:
    missing = " et ".join(uncapped(label) for _, label in row.missing_labels)
    where = f" chez {row.internship.employer}" if row.internship else ""
    return Line(
        matter=Matter.ALTERNANCE,
        target=row.pk,
        group=Group.PAPER,
        day=row.drawn_on,
        tone="warn",
        icon="pen",
        when="À signer",
        detail=f"établi {ago(row.drawn_on, moment.on)}",
        beneficiary=row.beneficiary,
        why=f"{row.get_kind_display()}{where} : manque {missing}.",
        answers=(
            Answer("Ouvrir le papier", row.get_absolute_url()),
            *put_aside(Matter.ALTERNANCE, row.pk, moment),
        ),
    )


TUTOR_CALLS = Source(
    Matter.TUTOR_CALL,
    reviews,
    alarming,
    review_line,
    coach=f"{OF_STAY}__coach",
    team=f"{OF_STAY}__team",
)
VISITS = Source(
    Matter.VISIT, visits, due_visits, visit_line, coach=f"{OF_STAY}__coach", team=f"{OF_STAY}__team"
)
ALTERNANCE_PAPERS = Source(
    Matter.ALTERNANCE,
    papers,
    unsigned,
    paper_line,
    coach=f"{OF_PAPER}__coach",
    team=f"{OF_PAPER}__team",
)
