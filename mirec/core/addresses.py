"""Where a row is shown."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=20_000)
def address_of(name: str, pk: int) -> str:
    """`reverse`, remembered: a week of sessions asks for hundreds, most of them seen before."""
    return reverse(name, args=[pk])
