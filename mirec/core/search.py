"""Does a row answer to the words typed? Over the sort keys, accents and capitals aside."""

from django.db.models import Q

from mirec.core.wording import unaccented


def every_word(text: str, *keys: str) -> Q:
    """Each word stands in one of the keys (see `mirec.core.models.sort_key`)."""
    found = Q()
    for word in unaccented(text).split():
        found &= Q(*((f"{key}__contains", word) for key in keys), _connector=Q.OR)
    return found
