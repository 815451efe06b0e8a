"""What two colleagues write at the same moment: the second one hears it in words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

#: For each constraint of the database: the field beside which the sentence stands.
SENTENCES = {
    "beneficiary_niss_unique": ("niss", "Ce numéro vient d'être noté dans un autre dossier."),
    "situation_no_overlap": ("starts_on", "Cette période en recouvre une autre du même type."),
    "beneficiary_skill_unique": ("skill", "Cette compétence vient d'être notée."),
}


@contextmanager
def refusing_in_words() -> Iterator[None]:
    """Raises ValidationError where the database refuses what the form could not know yet."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        for constraint, (field, sentence) in SENTENCES.items():
            if constraint in str(error):
                raise ValidationError({field: sentence}) from error
        raise
