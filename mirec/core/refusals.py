"""What is refused in the same words everywhere, and what two colleagues write at one moment."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import BaseConstraint, Model

BACKWARDS = "La fin ne peut pas précéder le début."


@contextmanager
def refusing_in_words(
    model: type[Model], beside: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Raises ValidationError with a constraint's own sentence, where the form could not know yet.

    The sentence stands beside the field that `beside` gives for the constraint's name, or beside
    its only field; otherwise at the top.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        for constraint in model._meta.constraints:
            if constraint.name == broken:
                sentence = constraint.get_violation_error_message()
                field = (beside or {}).get(broken) or _only_field(constraint)
                raise ValidationError({field: sentence} if field else sentence) from error
        raise


def _only_field(constraint: BaseConstraint) -> str:
    fields = getattr(constraint, "fields", ())
    return fields[0] if len(fields) == 1 else ""
