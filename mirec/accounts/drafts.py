"""What someone types and has not sent yet: kept for its author alone until it is sent.

Each opening of a form keeps a draft of its own, so that two pages, or a draft not yet taken up,
never write over each other: the draft's subject is the form's, a tilde, and the opening's mark.
"""

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from mirec.accounts.models import Draft, User
from mirec.core.wording import ago, as_day, clock_time

KEPT_DAYS = 30
LONGEST = 200_000
"""Letters of one draft: ten times the longest text of the house."""
MARK = "~"
OFFERED = 5
MOST_DRAFTS = 200
"""Of one person: nobody types so much in thirty days."""


def save_draft(*, user: User, form: str, subject: str, content: str) -> Draft:
    """Keep what was typed, over what the same opening of the form kept before.

    Raises ValidationError for what is no draft: no form named, no JSON object, too long.
    """
    if not form or len(content) > LONGEST:
        raise ValidationError("Ce brouillon ne peut pas être gardé.")
    try:
        fields = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ValidationError("Ce brouillon ne peut pas être lu.") from error
    if not isinstance(fields, dict):
        raise ValidationError("Ce brouillon ne peut pas être lu.")
    draft, is_new = Draft.objects.update_or_create(
        user=user, form=form, subject=subject, defaults={"content": content}
    )
    if is_new:
        surplus = Draft.objects.filter(user=user).values("pk")[MOST_DRAFTS:]
        Draft.objects.filter(pk__in=list(surplus.values_list("pk", flat=True))).delete()
    return draft


def discard_draft(*, user: User, form: str, subject: str) -> None:
    Draft.objects.filter(user=user, form=form, subject=subject).delete()


def drafts_of(user: User) -> QuerySet[Draft]:
    return Draft.objects.filter(user=user)


def drafts_for(user: User, form: str, subject: str) -> list[Draft]:
    """Of every opening of this form on this subject, the newest first."""
    same = Q(subject=subject) | Q(subject__startswith=f"{subject}{MARK}")
    return list(drafts_of(user).filter(same, form=form)[:OFFERED])


def hand_over_drafts(*, forms: Collection[str], old: int, new: int) -> None:
    """What anybody was typing about the row `old` is offered on the page of `new`."""
    same = Q(subject=str(old)) | Q(subject__startswith=f"{old}{MARK}")
    for draft in Draft.objects.filter(same, form__in=forms):
        draft.subject = f"{new}{MARK}{draft.pk}"
        draft.save(update_fields=["subject"])


def expire_drafts(*, at: datetime) -> int:
    """Delete the drafts that nobody touched for thirty days; how many they were."""
    stale = Draft.objects.filter(updated_at__lt=at - timedelta(days=KEPT_DAYS))
    return stale.delete()[0]


def moment_of(draft: Draft, at: datetime) -> str:
    """« à 10 h 42 » of the same day, « hier à 10 h 42 » otherwise."""
    on = timezone.localtime(at).date()
    hour = f"à {clock_time(draft.updated_at)}"
    return hour if as_day(draft.updated_at) == on else f"{ago(draft.updated_at, on)} {hour}"


def content_of(draft: Draft) -> dict[str, Any]:
    return json.loads(draft.content)
