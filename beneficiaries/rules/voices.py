"""Do the person and the coach see the same level? Said in words, never by a colour alone."""

from mirec.core.wording import plural

UNSAID = "La personne n'a pas encore donné son avis."
AGREED = "Même avis."


def gap_words(coach: int, person: int | None) -> str:
    """Levels run from 1 to 4; None when the person has not rated the skill."""
    if person is None:
        return UNSAID
    gap = person - coach
    if gap == 0:
        return AGREED
    where = "plus haut" if gap > 0 else "plus bas"
    return f"La personne se voit {plural(abs(gap), 'cran')} {where}."


def way_words(first: int, last: int) -> str:
    """« 2 crans gagnés », « stable », « 1 cran perdu »."""
    gap = last - first
    if gap == 0:
        return "stable"
    words = ("cran gagné", "crans gagnés") if gap > 0 else ("cran perdu", "crans perdus")
    return plural(abs(gap), *words)
