"""One search over all that the user may see: each source begins with `visible_to(user)`.

What is private, sealed or merged is in none of the sources.
"""

from collections.abc import Callable

from mirec.accounts.models import User
from mirec.core.search import forgiving
from mirec.finding.found import Found, Group
from mirec.finding.pages import pages
from mirec.finding.persons import persons
from mirec.finding.typed import Typed
from mirec.finding.work import employers, programmes, steps, vacancies

Source = Callable[[Typed, User], list[Found]]
BY_NAME_ONLY: frozenset[Source] = frozenset({vacancies, programmes, steps, pages})
SOURCES: tuple[tuple[str, str, Source], ...] = (
    ("persons", "Personnes", persons),
    ("pages", "Pages", pages),
    ("employers", "Employeurs", employers),
    ("vacancies", "Offres", vacancies),
    ("programmes", "Formations", programmes),
    ("steps", "Actions", steps),
)


def search(typed: Typed, user: User) -> list[Group]:
    """The groups that have a row, guesses last; none for a single letter."""
    if not typed.is_enough:
        return []
    with forgiving():
        groups = [
            Group(key, title, tuple(source(typed, user)))
            for key, title, source in SOURCES
            if not (typed.is_a_number and source in BY_NAME_ONLY)
        ]
    return sorted((group for group in groups if group.rows), key=lambda group: group.is_guess)
