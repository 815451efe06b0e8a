"""Does a row answer to the words typed? Over the sort keys: accents, capitals and slips aside."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unicodedata import combining, normalize

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Case, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat, Length, Lower

from mirec.core.models import Unaccent

LEAST_INSIDE = 3
"""Letters from which a word is looked for inside words too: a trigram has no fewer."""
LEAST_FORGIVEN = 4
"""Letters from which a word may be misspelt."""
SHARED = "0.45"
"""The share of its trigrams that a misspelt word keeps: « sodeur » for « soudeur » keeps 0.57."""
ALIKE = 4
"""The `place` of what only resembles; below it, each word is there as it was typed."""


def folded(text: str) -> Lower:
    """The text as the sort keys are written, by the same function of the database.

    Python knows no plain letter for « ł », « ı » or « œ »; the database does.
    """
    return Lower(Unaccent(Value(normalize("NFC", text))))


def plain(text: str) -> str:
    """Without capitals, accents and spaces too many, for texts that no sort key holds."""
    letters = (sign for sign in normalize("NFKD", text.casefold()) if not combining(sign))
    return " ".join("".join(letters).split())


def every_word(text: str, *keys: str) -> Q:
    """Each word stands in one of the keys (see `mirec.core.models.sort_key`)."""
    found = Q()
    for word in text.split():
        found &= Q(*((f"{key}__contains", folded(word)) for key in keys), _connector=Q.OR)
    return found


@contextmanager
def forgiving() -> Iterator[None]:
    """Within, PostgreSQL's `<%` takes a word that keeps the share above of its trigrams.

    It goes by the indexes: the planner does not know what comparing every row would cost it.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true), "
                "set_config('enable_seqscan', 'off', true)",
                [SHARED],
            )
        yield


def begins_a_word(word: str, key: str) -> Q:
    spaced = Concat(Value(" "), folded(word), output_field=TextField())
    return Q((f"{key}__startswith", folded(word)), (f"{key}__contains", spaced), _connector=Q.OR)


def nearly(word: str, key: str) -> Q:
    """The word stands in the key, begins a word of it when it is short, or is misspelt in it."""
    if len(word) < LEAST_INSIDE:
        return begins_a_word(word, key)
    found = Q((f"{key}__contains", folded(word)))
    if len(word) >= LEAST_FORGIVEN:
        found |= Q((f"{key}__trigram_word_similar", folded(word)))
    return found


def resembling(
    rows: QuerySet, text: str, key: str, *, within: str = "", also: Callable[[str], Q] | None = None
) -> QuerySet:
    """The rows that the text may mean, best first; read them `with forgiving()`.

    Whole, at its beginning, at the beginning of words, inside, then by likeness. `within` is a
    longer key that holds synonyms; `also` adds another way in for a word.
    """
    words = text.split()
    if not words:
        return rows.none()
    for word in words:
        rows = rows.filter(nearly(word, within or key) | (also(word) if also else Q()))
    return best_first(rows, text, key)


def best_first(rows: QuerySet, text: str, key: str) -> QuerySet:
    """In the order of `resembling`; what it orders by is annotated. Unchanged without a word."""
    words, whole = text.split(), folded(" ".join(text.split()))
    if not words:
        return rows
    starts = Q()
    for word in words:
        starts &= begins_a_word(word, key)
    place = Case(
        When(Q((key, whole)), then=0),
        When(Q((f"{key}__startswith", whole)), then=1),
        When(starts, then=2),
        When(every_word(text, key), then=3),
        default=ALIKE,
        output_field=IntegerField(),
    )
    likeness = sum((TrigramWordSimilarity(folded(word), key) for word in words), Value(0.0))
    return rows.annotate(place=place, likeness=likeness).order_by(
        "place", F("likeness").desc(), Length(key), key, "pk"
    )
