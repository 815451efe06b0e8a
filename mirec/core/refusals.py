"""What two colleagues write at the same moment: the second one hears it in words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model


@contextmanager
def refusing_in_words(model: type[Model]) -> Iterator[None]:
    """Raises ValidationError with a constraint's own sentence, where the form could not know yet.

    The sentence stands beside the field when the constraint has only one.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        for constraint in model._meta.constraints:
            if constraint.name == broken:
                fields = getattr(constraint, "fields", ())
                sentence = constraint.get_violation_error_message()
                where = {fields[0]: sentence} if len(fields) == 1 else sentence
                raise ValidationError(where) from error
        raise
