"""Is the job still to be had? The employer is asked by a link of one use, or by telephone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.template.loader import render_to_string
from django.urls import reverse

from employers.enums import ApproachKind, VacancyAnswer, VacancyStatus
from employers.models import Approach, Vacancy
from employers.rules.prospecting import ANSWER_DAYS, ASK_AGAIN_DAYS
from employers.services.approaches import record_approach, take_back_approach
from employers.services.vacancies import close_vacancy, mark_confirmed
from mirec.accounts.models import User
from mirec.core.links import FoundLink, issue_link, use_link
from mirec.core.models import OneUseLink
from mirec.core.wording import day_full

PURPOSE = "vacancy"
CLOSED = "Cette offre est déjà clôturée : la question ne se pose plus."
NO_ADDRESS = "Ni la personne de contact ni l'employeur n'a d'adresse e-mail : appelez plutôt."
ASKED_LATELY = "La question est déjà partie le {day} : laissez le temps de répondre, ou appelez."
LONGEST_STEP = 200
SAID = {
    VacancyAnswer.OPEN: "Réponse par lien : « {vacancy} » est toujours vacante.",
    VacancyAnswer.FILLED: "Réponse par lien : « {vacancy} » est pourvue.",
    VacancyAnswer.CHANGE: "Réponse par lien : « {vacancy} » est à modifier.",
}


def with_asked_at(vacancies: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    """`asked_at`: when the last question about the vacancy left, None when none did."""
    links = OneUseLink.objects.filter(purpose=PURPOSE, target=OuterRef("pk"))
    latest = links.order_by("-created_at").values("created_at")[:1]
    return vacancies.annotate(asked_at=Subquery(latest))


def to_ask(*, on: date, at: datetime) -> QuerySet[Vacancy]:
    """Open vacancies whose day has come, not asked about lately; the oldest first."""
    rows = with_asked_at(Vacancy.objects.open().filter(confirm_due_on__lte=on))
    earlier = Q(asked_at__lte=at - timedelta(days=ASK_AGAIN_DAYS))
    return rows.filter(Q(asked_at__isnull=True) | earlier).order_by("confirm_due_on", "pk")


def address_of(vacancy: Vacancy) -> str:
    """Of the contact, else of the employer; "" when neither has one."""
    own = vacancy.contact.email if vacancy.contact else ""
    return own or vacancy.employer.email


def mails_to_write(*, on: date, at: datetime) -> list[list[int]]:
    """The keys of `to_ask`, those of one mail together: same reader, same prospector."""
    mails: dict[tuple, list[int]] = defaultdict(list)
    for vacancy in to_ask(on=on, at=at).select_related("employer", "contact"):
        reader = (address_of(vacancy).lower(), vacancy.employer_id, vacancy.contact_id)
        mails[*reader, vacancy.prospector_id].append(vacancy.pk)
    return list(mails.values())


@transaction.atomic
def ask_employer(keys: Sequence[int], *, at: datetime, by: User | None) -> str:
    """Send one mail with the question of each of these vacancies; the address it went to.

    Those that may not be asked about any more are left out. Raises ValidationError when that is
    all of them: closed, without an address, or asked already a short time ago.
    """
    rows = Vacancy.objects.filter(pk__in=keys).order_by("confirm_due_on", "pk")
    list(rows.order_by("pk").select_for_update().values_list("pk"))  # one question at a time
    found = list(with_asked_at(rows.select_related("employer", "contact", "prospector")))
    refusals = [question_refusal(vacancy, at) for vacancy in found]
    if all(refusals):
        raise ValidationError(next(iter(refusals), CLOSED))
    asked = [row for row, refusal in zip(found, refusals, strict=True) if not refusal]
    links = {
        row: issue_link(purpose=PURPOSE, target=row.pk, at=at, days=ANSWER_DAYS, by=by)
        for row in asked
    }
    address = address_of(asked[0])
    _send(links, address, at)
    return address


def question_refusal(vacancy: Vacancy, at: datetime) -> str:
    """Why the question does not leave now, "" when it may; reads `with_asked_at`."""
    if vacancy.status != VacancyStatus.OPEN:
        return CLOSED
    if not address_of(vacancy):
        return NO_ADDRESS
    if vacancy.asked_at and vacancy.asked_at > at - timedelta(days=ASK_AGAIN_DAYS):
        return ASKED_LATELY.format(day=day_full(vacancy.asked_at))
    return ""


def _send(links: Mapping[Vacancy, str], address: str, at: datetime) -> None:
    """`links`: the token of each vacancy that the mail asks about."""
    vacancy = next(iter(links))
    questions = [
        {
            "vacancy": row,
            "link": f"{settings.SITE_URL}{reverse('employers:vacancy-answer', args=[token])}",
        }
        for row, token in links.items()
    ]
    subject = f"Cherchez-vous toujours : {' '.join(vacancy.title.split())} ?"
    if len(questions) > 1:
        subject = f"Cherchez-vous toujours quelqu'un pour ces {len(questions)} offres ?"
    context = {
        "vacancy": vacancy,
        "questions": questions,
        "until": at + timedelta(days=ANSWER_DAYS),
        "house": settings.HOUSE_LEGAL_NAME,
    }
    EmailMessage(
        subject,
        render_to_string("employers/mail/still_open.txt", context),
        to=[address],
        reply_to=[vacancy.prospector.email],
    ).send()


@transaction.atomic
def answer_question(
    *, token: str, answer: VacancyAnswer, text: str, on: date, at: datetime
) -> FoundLink:
    """What the employer answers, once: the link is used up with it.

    « Pourvue » closes the vacancy. That, and « à modifier », leave the house something to do the
    same day: it stands in the prospector's.
    When the link holds no longer, nothing is changed and its `refusal` says why. Raises
    ValidationError when the vacancy was closed meanwhile.
    """
    found = use_link(token, PURPOSE, at)
    if found.target is None:
        return found
    vacancy = _open(found.target)
    step = ""
    if answer == VacancyAnswer.FILLED:
        filled = VacancyStatus.FILLED
        withdrawn = close_vacancy(vacancy=vacancy, status=filled, on=on, by=None)
        step = f"{_to_tell(withdrawn)} : « {vacancy.title} » est pourvue, dit l'employeur"
    else:
        _keep_confirmed(vacancy, on)
    if answer == VacancyAnswer.CHANGE:
        step = f"Modifier l'offre « {vacancy.title} » : l'employeur l'a demandé"
    _note_answer(vacancy, VacancyAnswer(answer), text, step, on)
    return found


def _to_tell(withdrawn_count: int) -> str:
    """What is left to do once an employer has filled the place."""
    if withdrawn_count > 1:
        return f"Prévenir les {withdrawn_count} personnes proposées"
    return "Prévenir la personne proposée" if withdrawn_count else "En prendre note"


def _note_answer(vacancy: Vacancy, answer: VacancyAnswer, text: str, step: str, on: date) -> None:
    """`step`: what the house is to do about it the same day, "" when nothing."""
    promise = {"next_step": step[:LONGEST_STEP], "next_step_on": on} if step else {}
    said = SAID[answer].format(vacancy=vacancy.title)
    record_approach(
        employer=vacancy.employer,
        contact=vacancy.contact,
        kind=ApproachKind.EMAIL,
        on=on,
        by=None,
        text=f"{said}\n\n{text}".strip(),
        **promise,
    )


@transaction.atomic
def confirm_by_phone(*, vacancy: Vacancy, by: User, on: date) -> Approach:
    """« Toujours vacante », said on the telephone; the call is in the log of the employer."""
    vacancy = _open(vacancy.pk)
    _keep_confirmed(vacancy, on)
    return record_approach(
        employer=vacancy.employer,
        contact=vacancy.contact,
        kind=ApproachKind.CALL,
        on=on,
        by=by,
        text=f"« {vacancy.title} » est toujours vacante.",
    )


@transaction.atomic
def take_back_confirmation(
    *,
    vacancy: Vacancy,
    approach: Approach,
    confirmed_on: date | None,
    confirm_due_on: date | None,
    by: User,
    on: date,
) -> None:
    """The vacancy waits again as before, and the call leaves the log."""
    take_back_approach(approach=approach, by=by, on=on)
    rows = Vacancy.objects.filter(pk=vacancy.pk)
    rows.update(confirmed_on=confirmed_on, confirm_due_on=confirm_due_on)


def _open(pk: int) -> Vacancy:
    """The vacancy under a lock. Raises ValidationError when it is closed."""
    rows = Vacancy.objects.select_for_update(of=("self",)).select_related("employer", "contact")
    vacancy = rows.get(pk=pk)
    if vacancy.status != VacancyStatus.OPEN:
        raise ValidationError(CLOSED)
    return vacancy


def _keep_confirmed(vacancy: Vacancy, on: date) -> None:
    mark_confirmed(vacancy, on)
    vacancy.save(update_fields=["confirmed_on", "confirm_due_on"])
