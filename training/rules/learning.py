"""What does a level noted in training prove?"""

STRANGE = "Une personne ou une compétence n'est plus dans ce groupe : rechargez la page."
NOT_COMPLETED = "Un résultat se note quand la formation de la personne est terminée."


def proved_level(noted: int, held: int | None, *, is_ours: bool) -> int:
    """The level that the file holds afterwards; `is_ours` when this training alone proved it."""
    if held is None or is_ours:
        return noted
    return max(noted, held)
