"""The Government's leave to derogate in a year, where a text asks for one."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import DerogationAuthorisation
from mirec.accounts.models import User
from mirec.core.refusals import refusing_in_words

BESIDE = {"authorisation_once_a_year": "year"}
RELIED_ON = (
    "Des dérogations s'appuient sur cette autorisation : son année ne change plus, seulement sa "
    "référence et sa date."
)


@transaction.atomic
def save_authorisation(
    *, authorisation: DerogationAuthorisation, by: User
) -> DerogationAuthorisation:
    """Keep it; raises ValidationError for a second one of the year, or a year already relied on."""
    if authorisation.pk is None:
        authorisation.created_by = by
    else:
        kept = DerogationAuthorisation.objects.select_for_update().get(pk=authorisation.pk)
        if kept.year != authorisation.year and kept.derogations.exists():
            raise ValidationError({"year": RELIED_ON})
    with (
        pghistory.context(user=by.pk),
        refusing_in_words(DerogationAuthorisation, BESIDE),
    ):
        authorisation.save()
    return authorisation
