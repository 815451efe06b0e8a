"""Five questions to the tutor of a stay: asked by a link of one use, chased once, answered once."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from coaching.models import Internship, TutorReview
from coaching.rules.alternance import ANSWER_DAYS, ASK_WITHIN, CHASE_AFTER, CHASE_WITHIN
from mirec.accounts.models import User
from mirec.core.links import REVOKED, find_link, issue_link, revoke_links, use_link
from mirec.core.locks import taken
from mirec.core.wording import as_day, day_long, of

PURPOSE = "tutor-review"
NO_ADDRESS = "Aucun e-mail noté pour le tuteur : complétez le stage, ou notez sa réponse vous-même."
NOT_BEGUN = "Ce stage n'a pas encore commencé : il n'y a rien à évaluer."
GIVEN = "Cette évaluation est déjà donnée."


def refusal_to_ask(stay: Internship, on: date) -> str:
    """Why the questions may not leave; "" when they may."""
    if stay.starts_on > on:
        return NOT_BEGUN
    return "" if stay.tutor_email else NO_ADDRESS


def to_ask(on: date) -> QuerySet[Internship]:
    """Stays that have just ended, of which nothing was ever asked."""
    asked = TutorReview.objects.filter(internship=OuterRef("pk"))
    rows = Internship.objects.with_last_day()
    return rows.filter(~Exists(asked), ~Q(tutor_email=""), last_day__range=(on - ASK_WITHIN, on))


def to_chase(on: date) -> QuerySet[TutorReview]:
    """Asked three days ago or more, neither answered nor chased."""
    return TutorReview.objects.filter(
        ~Q(internship__tutor_email=""),
        given_on__isnull=True,
        chased_on__isnull=True,
        asked_on__range=(on - CHASE_WITHIN, on - CHASE_AFTER),
    )


@transaction.atomic
def ask_review(*, pk: int, on: date, at: datetime, by: User | None) -> bool:
    """Send the questions; False when another worker does so, or nobody can be written to.

    The link stands and falls with the mail. Asked again, the same evaluation waits on.
    """
    stay = taken(_with_names(Internship.objects.all()), pk)
    if stay is None or refusal_to_ask(stay, on):
        return False
    review = _open_review(stay, on, by)
    _send(review, stay, at, by)
    return True


@transaction.atomic
def ask_due(*, pk: int, on: date, at: datetime) -> bool:
    """As `ask_review`, only while it was never asked."""
    stay = taken(to_ask(on), pk)
    return stay is not None and ask_review(pk=stay.pk, on=on, at=at, by=None)


@transaction.atomic
def chase_due(*, pk: int, on: date, at: datetime) -> bool:
    """The same questions, once more; the address sent before no longer holds."""
    rows = to_chase(on).filter(pk=pk).select_for_update(of=("self",), skip_locked=True)
    review = rows.first()
    if review is None:
        return False
    review.chased_on = on
    review.save(update_fields=["chased_on"])
    _send(review, _with_names(Internship.objects.filter(pk=review.internship_id)).get(), at, None)
    return True


def question_behind(token: str, at: datetime) -> tuple[TutorReview | None, str]:
    """The evaluation that an address asks for; None, and why, when it no longer holds."""
    found = find_link(token, PURPOSE, at)
    if found.target is None:
        return None, found.refusal
    rows = TutorReview.objects.select_related(
        "internship__enrolment__beneficiary", "internship__enrolment__cohort__programme",
        "internship__employer",
    )  # fmt: skip
    review = rows.filter(pk=found.target).first()
    if review is None:
        return None, REVOKED
    return (None, GIVEN) if review.given_on else (review, "")


@transaction.atomic
def answer_by_link(
    *, token: str, scores: Mapping[str, int], comment: str, on: date, at: datetime
) -> str:
    """Use the address up and keep the answers; "" when kept, else why not (a French sentence)."""
    rows = TutorReview.objects.select_for_update(of=("self",))
    review = rows.filter(pk=find_link(token, PURPOSE, at).target).first()
    found = use_link(token, PURPOSE, at)
    if found.target is None:
        return found.refusal
    if review is None:
        return REVOKED
    if review.given_on:
        return GIVEN
    _keep(review, scores, comment, on)
    return ""


@transaction.atomic
def note_review(
    *, internship: Internship, scores: Mapping[str, int], comment: str, by: User, on: date,
    at: datetime,
) -> TutorReview:  # fmt: skip
    """Answers heard by phone; the link sent before no longer holds. Raises ValidationError."""
    stay = Internship.objects.select_for_update().get(pk=internship.pk)
    if stay.starts_on > on:
        raise ValidationError(NOT_BEGUN)
    review = _open_review(stay, on, by)
    revoke_links(purpose=PURPOSE, target=review.pk, at=at)
    return _keep(review, scores, comment, on)


def _open_review(stay: Internship, on: date, by: User | None) -> TutorReview:
    """The one that waits, else a new one; the stay is locked."""
    waiting = stay.reviews.select_for_update().filter(given_on__isnull=True).first()
    return waiting or TutorReview.objects.create(internship=stay, asked_on=on, created_by=by)


def _keep(review: TutorReview, scores: Mapping[str, int], comment: str, on: date) -> TutorReview:
    for name, score in scores.items():
        setattr(review, name, score)
    review.comment, review.given_on = comment, on
    review.save()
    return review


def _with_names(rows: QuerySet[Internship]) -> QuerySet[Internship]:
    return rows.select_related("enrolment__beneficiary", "employer")


def _send(review: TutorReview, stay: Internship, at: datetime, by: User | None) -> None:
    """A first name and the link: never what the file says."""
    token = issue_link(purpose=PURPOSE, target=review.pk, at=at, days=ANSWER_DAYS, by=by)
    first_name = stay.beneficiary.first_name
    context = {
        "name": stay.tutor_name,
        "first_name": first_name,
        "employer": stay.employer.name,
        "link": f"{settings.SITE_URL}{reverse('coaching:tutor-review', args=[token])}",
        "until": day_long(as_day(at + timedelta(days=ANSWER_DAYS))),
        "house": settings.HOUSE_LEGAL_NAME,
        "is_reminder": review.chased_on is not None,
    }
    text = render_to_string("coaching/mail/tutor_review.txt", context)
    subject = f"Le stage {of(first_name)} : cinq questions"
    send_mail(f"Rappel. {subject}" if review.chased_on else subject, text, None, [stay.tutor_email])
