"""Papers to sign: each version is drawn up once, signed by its parties, and never changes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import pghistory
from django.core.exceptions import ValidationError
from django.db import models, transaction

from beneficiaries.models import Paper, Signature
from beneficiaries.rules.signatures import LONGEST, is_drawing
from mirec.accounts.models import User
from mirec.core.refusals import refusing_in_words
from mirec.core.wording import day_full

P = TypeVar("P", bound=Paper)
REPLACED = "Une version plus récente remplace celle-ci : c'est elle qui se signe."
NOT_A_PARTY = "Ce papier ne demande pas cette signature."
SIGNED = "Cette partie a déjà signé."
NAMELESS = "Écrivez le nom de qui signe."
NO_STROKE = "La signature est trop courte : effacez-la et signez à nouveau."
TOO_LONG = "La signature est trop longue : effacez-la et signez plus petit."


@transaction.atomic
def draw_up(
    *,
    model: type[P],
    of: Mapping[str, models.Model],
    content: Mapping[str, Any],
    parties: Sequence[str],
    by: User,
    on: date,
    also: Mapping[str, Any] | None = None,
) -> P:
    """The next version for `of`, the one row the paper hangs from (`{"journey": journey}`).

    `also`: what tells it from another paper of that row, the same for all its versions.
    Raises ValidationError when nothing has changed since the version before. `content` is JSON.
    """
    (owner,) = of.values()
    type(owner)._base_manager.select_for_update(no_key=True).get(pk=owner.pk)
    same = {**of, **(also or {})}
    last = model._base_manager.filter(**same).order_by("-version").first()
    if last and last.content == content and last.parties == list(parties):
        raise ValidationError(f"Rien n'a changé depuis la version {last.version}.")
    with pghistory.context(user=by.pk):
        return model._base_manager.create(
            **same,
            version=last.version + 1 if last else 1,
            content=content,
            parties=list(parties),
            drawn_on=on,
            created_by=by,
        )


@transaction.atomic
def sign_paper(
    *,
    paper: Paper,
    party: str,
    name: str,
    by: User,
    on: date,
    signed_on: date | None = None,
    drawing: str = "",
) -> Signature:
    """One party's signature: `drawing` on screen, that is today; "" for one on paper.

    The last one completes the paper, on the day of the latest signature. Raises ValidationError.
    """
    paper = type(paper)._base_manager.select_for_update(no_key=True).get(pk=paper.pk)
    signed_on = on if drawing else signed_on or on
    _refuse_party(paper, party)
    _refuse_day(paper, signed_on, on)
    if not name.strip():
        raise ValidationError({"name": NAMELESS})
    if drawing and not is_drawing(drawing):
        raise ValidationError({"drawing": TOO_LONG if len(drawing) > LONGEST else NO_STROKE})
    model = paper.signatures.model
    with pghistory.context(user=by.pk), refusing_in_words(model):
        signature = model.objects.create(
            paper=paper,
            party=party,
            name=name.strip(),
            signed_on=signed_on,
            drawing=drawing,
            created_by=by,
        )
        if not paper.missing_parties:
            paper.completed_on = max(each.signed_on for each in paper.signatures.all())
            paper.save(update_fields=["completed_on"])
    return signature


def is_replaced(paper: Paper) -> bool:
    """Is there a newer version of the same paper?"""
    siblings = type(paper)._base_manager.filter(**paper.owner)
    return siblings.filter(version__gt=paper.version).exists()


def _refuse_party(paper: Paper, party: str) -> None:
    if is_replaced(paper):
        raise ValidationError(REPLACED)
    if party not in paper.parties:
        raise ValidationError(NOT_A_PARTY)
    if party not in paper.missing_parties:
        raise ValidationError(SIGNED)


def _refuse_day(paper: Paper, signed_on: date, on: date) -> None:
    if signed_on > on:
        raise ValidationError({"signed_on": "La signature se note une fois donnée."})
    if signed_on < paper.drawn_on:
        raise ValidationError(
            {"signed_on": f"Ce papier est établi le {day_full(paper.drawn_on)}, pas avant."}
        )
