"""Changing a regime that nothing was decided under yet; otherwise only a copy is possible."""

from datetime import timedelta
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Regime, RegimeCriterion
from mirec.accounts.models import User

IN_USE = (
    "Des décisions ont été prises sous ce régime : elles ne changent plus. Copiez-le à partir "
    "d'une date pour le modifier."
)
TEXT_FIELDS = frozenset({"label", "source", "uncertainty"})
"""What may always be mended: words that no decision rests on."""


def is_in_use(regime: Regime) -> bool:
    """Was an assessment recorded or a journey opened under the regime?"""
    return regime.assessments.exists() or regime.journeys.exists()


def refuse_in_use(regime: Regime) -> None:
    """Locks the row, so that no decision slips in between; raises ValidationError."""
    Regime.objects.select_for_update().get(pk=regime.pk)
    if is_in_use(regime):
        raise ValidationError(IN_USE, code="in_use")


@transaction.atomic
def update_regime(*, regime: Regime, by: User, **data: Any) -> Regime:
    if not data.keys() <= TEXT_FIELDS:
        refuse_in_use(regime)
    for name, value in data.items():
        setattr(regime, name, value)
    with pghistory.context(user=by.pk):
        regime.save(update_fields=list(data))
    return regime


@transaction.atomic
def discard_regime(*, regime: Regime, by: User) -> None:
    """Remove a copy made by mistake; the regime before it holds again in its place."""
    refuse_in_use(regime)
    eve = regime.valid_from - timedelta(days=1)
    before = Regime.objects.filter(valid_to=eve).first()
    if before is None:
        raise ValidationError("Ce régime n'en remplace aucun autre : il ne peut pas être retiré.")
    with pghistory.context(user=by.pk):
        regime.delete()
        before.valid_to = regime.valid_to
        before.save(update_fields=["valid_to"])


@transaction.atomic
def save_criterion(*, criterion: RegimeCriterion, by: User) -> RegimeCriterion:
    refuse_in_use(criterion.regime)
    with pghistory.context(user=by.pk):
        criterion.save()
    return criterion


@transaction.atomic
def remove_criterion(*, criterion: RegimeCriterion, by: User) -> None:
    refuse_in_use(criterion.regime)
    with pghistory.context(user=by.pk):
        criterion.delete()
