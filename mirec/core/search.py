"""Does a row answer to the words typed? Over the sort keys, accents and capitals aside."""

from unicodedata import normalize

from django.db.models import Q, Value
from django.db.models.functions import Lower

from mirec.core.models import Unaccent


def folded(text: str) -> Lower:
    """The text as the sort keys are written, by the same function of the database.

    Python knows no plain letter for « ł », « ı » or « œ »; the database does.
    """
    return Lower(Unaccent(Value(normalize("NFC", text))))


def every_word(text: str, *keys: str) -> Q:
    """Each word stands in one of the keys (see `mirec.core.models.sort_key`)."""
    found = Q()
    for word in text.split():
        found &= Q(*((f"{key}__contains", folded(word)) for key in keys), _connector=Q.OR)
    return found
