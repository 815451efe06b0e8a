"""What waits for the prospector: promises, vacancies to confirm, proposals, employers not seen."""

from datetime import date, timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.urls import reverse

from employers.day.lines import Line, Matter, Source, note, telephone
from employers.models import Approach, Employer, Placement, Proposal, Vacancy
from employers.queries.lists import proposals_listed, stale, unanswered
from employers.rules.prospecting import RECALL_DAYS, UNANSWERED_DAYS, UNSEEN_DAYS
from employers.services.freshness import address_of, with_asked_at
from mirec.accounts.models import User
from mirec.core.badges import field_badge
from mirec.core.queue import Answer
from mirec.core.wording import day, lateness, plural


def due_promises(user: User, on: date) -> QuerySet[Approach]:
    rows = Approach.objects.visible_to(user).step_due(on)
    return rows.select_related("employer", "contact").order_by("next_step_on", "pk")


def own_promises(rows: QuerySet[Approach], user: User) -> QuerySet[Approach]:
    """One's own, those to one's employers; an answer by link goes to who follows a vacancy, also
    when that answer closed it.
    """
    lasting = Q(closed_on__isnull=True) | Q(closed_on=OuterRef("happened_on"))
    followed = Vacancy.objects.filter(lasting, employer=OuterRef("employer"), prospector=user)
    by_link = Q(created_by__isnull=True) & Exists(followed)
    return rows.filter(Q(created_by=user) | Q(employer__prospector=user) | by_link)


def promise_line(row: Approach, on: date) -> Line:
    when, detail = lateness((on - row.next_step_on).days)
    noted = f"{row.get_kind_display().lower()} du {day(row.happened_on, on)}"
    met = f", avec {row.contact}" if row.contact else ""
    return Line(
        matter=Matter.PROMISE,
        target=row.pk,
        tone="warn",
        icon="hourglass-split",
        when=when,
        detail=detail,
        name=row.employer.name,
        url=row.employer.get_absolute_url(),
        why=f"{row.next_step} ({noted}{met})",
        answers=(
            Answer("Fait", reverse("employers:approach-done", args=[row.pk]), post=True),
            *telephone(row.contact, row.employer),
            note(row.employer_id, quiet=True),
        ),
    )


def stale_vacancies(user: User, on: date) -> QuerySet[Vacancy]:
    """The day to confirm has come, and no question of the last days waits for its answer."""
    rows = with_asked_at(stale(Vacancy.objects.visible_to(user), on))
    waited = Q(asked_at__date__lte=on - timedelta(days=RECALL_DAYS))
    rows = rows.filter(Q(asked_at__isnull=True) | waited)
    return rows.select_related("employer", "contact").order_by("confirm_due_on", "pk")


def vacancy_line(row: Vacancy, on: date) -> Line:
    when, detail = lateness((on - row.confirm_due_on).days)
    url = reverse("employers:vacancy-close", args=[row.pk])
    return Line(
        matter=Matter.VACANCY,
        target=row.pk,
        tone="warn",
        icon="patch-question",
        when=when,
        detail=detail,
        name=row.title,
        url=row.get_absolute_url(),
        why=f"{row.employer} : {_since(row, on)}",
        answers=(
            Answer("Toujours vacante", _of("vacancy-confirm", row.pk), post=True),
            *telephone(row.contact, row.employer),
            *_question(row),
            Answer("Clôturer", url, quiet=True),
        ),
    )


def _since(row: Vacancy, on: date) -> str:
    said = f"reçue le {day(row.received_on, on)}"
    if row.confirmed_on and row.confirmed_on != row.received_on:
        said = f"confirmée le {day(row.confirmed_on, on)}"
    if row.asked_at:
        said += f", question envoyée le {day(row.asked_at, on)} et restée sans réponse"
    return f"{said}."


def _question(row: Vacancy) -> tuple[Answer, ...]:
    if row.asked_at or not address_of(row):
        return ()
    return (Answer("Envoyer la question", _of("vacancy-ask", row.pk), post=True),)


def waiting_proposals(user: User, on: date) -> QuerySet[Proposal]:
    """With the employer for some days, and no word with that employer in the last week."""
    spoken = Approach.objects.filter(
        employer=OuterRef("vacancy__employer"),
        happened_on__gte=OuterRef("stage_on"),
        happened_on__gt=on - timedelta(days=RECALL_DAYS),
    )
    rows = unanswered(proposals_listed(user)).filter(
        ~Exists(spoken), stage_on__lte=on - timedelta(days=UNANSWERED_DAYS)
    )
    persons = ("beneficiary", "vacancy__prospector")
    names = [f"{who}__{part}" for who in persons for part in ("first_name", "last_name")]
    shown = ("title", "employer__name", "employer__phone", "contact__phone")
    return (
        rows.select_related("vacancy__contact")
        .only("stage", "stage_on", *names, *(f"vacancy__{each}" for each in shown))
        .order_by("stage_on", "pk")
    )


def proposal_line(row: Proposal, on: date) -> Line:
    vacancy = row.vacancy
    return Line(
        matter=Matter.PROPOSAL,
        target=row.pk,
        icon="send",
        when=plural((on - row.stage_on).days, "jour"),
        detail="sans réponse",
        name=str(row.beneficiary),
        url=vacancy.get_absolute_url(),
        badge=field_badge(row, "stage"),
        why=f"« {vacancy.title} » chez {vacancy.employer}",
        answers=(
            Answer("Appel noté", _of("proposal-called", row.pk), post=True),
            *telephone(vacancy.contact, vacancy.employer),
            Answer("Noter la réponse", _of("proposal-move", row.pk), quiet=True),
        ),
    )


def unseen_employers(user: User, on: date) -> QuerySet[Employer]:
    """With an open vacancy or somebody of ours at work, and no word for long.

    A vacancy received or confirmed is a word as well.
    """
    limit = on - timedelta(days=UNSEEN_DAYS)
    approached = Approach.objects.filter(employer=OuterRef("pk")).order_by()
    offered = Vacancy.objects.filter(employer=OuterRef("pk")).order_by()
    working = Placement.objects.running(on).filter(employer=OuterRef("pk"))
    is_open = offered.open()
    seen = {
        "approached_on": _latest(approached, Max("happened_on")),
        "offered_on": _latest(offered, Greatest(Max("received_on"), Max("confirmed_on"))),
        "working_count": _latest(working.order_by(), Count("pk")),
        "open_count": _latest(is_open, Count("pk")),
    }
    return (
        Employer.objects.visible_to(user)
        .filter(Exists(is_open) | Exists(working))
        .annotate(**seen)
        .annotate(seen_on=Greatest("approached_on", "offered_on"))
        .filter(Q(seen_on__isnull=True) | Q(seen_on__lt=limit))
        .order_by(F("seen_on").asc(nulls_first=True), "pk")
    )


def _latest(rows: QuerySet, value) -> Subquery:
    return Subquery(rows.values("employer").annotate(value=value).values("value"))


def employer_line(row: Employer, on: date) -> Line:
    when = plural((on - row.seen_on).days, "jour") if row.seen_on else "Jamais"
    told = [
        plural(row.open_count, "offre ouverte", "offres ouvertes") if row.open_count else "",
        plural(row.working_count, "personne au travail", "personnes au travail")
        if row.working_count
        else "",
    ]
    return Line(
        matter=Matter.EMPLOYER,
        target=row.pk,
        icon="building",
        when=when,
        detail="sans contact" if row.seen_on else "contacté",
        name=row.name,
        url=row.get_absolute_url(),
        why=" et ".join(part for part in told if part).capitalize(),
        answers=(
            Answer("Appel noté", _of("employer-called", row.pk), post=True),
            *telephone(None, row),
            note(row.pk),
        ),
    )


def _of(name: str, pk: int) -> str:
    return reverse(f"employers:{name}", args=[pk])


SOURCES = {
    Matter.PROMISE: Source(Matter.PROMISE, due_promises, own_promises, promise_line),
    Matter.VACANCY: Source(
        Matter.VACANCY,
        stale_vacancies,
        lambda rows, user: rows.filter(prospector=user),
        vacancy_line,
    ),
    Matter.PROPOSAL: Source(
        Matter.PROPOSAL,
        waiting_proposals,
        lambda rows, user: rows.filter(vacancy__prospector=user),
        proposal_line,
    ),
    Matter.EMPLOYER: Source(
        Matter.EMPLOYER,
        unseen_employers,
        lambda rows, user: rows.filter(prospector=user),
        employer_line,
    ),
}
