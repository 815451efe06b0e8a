"""What the manager writes for a year: sections and stories."""

from reporting.models import QualitativeSection, Story

PROPOSED_TITLES = (
    "L'année en quelques mots",
    "Le contexte socio-économique du territoire",
    "Les personnes accompagnées",
    "L'accompagnement vers et dans l'emploi",
    "Les formations en alternance",
    "Les employeurs et la prospection",
    "Le réseau et les partenaires",
    "La satisfaction des personnes et des employeurs",
    "Les perspectives de l'année suivante",
)
"""The house's own outline: the model of the decree of 6 June 2024 was not found."""


def proposed_titles(year: int) -> list[tuple[int, str]]:
    """The outline's titles that the year does not have yet, with their place."""
    written = set(QualitativeSection.objects.filter(year=year).values_list("title", flat=True))
    return [
        (order, title)
        for order, title in enumerate(PROPOSED_TITLES, start=1)
        if title not in written
    ]


def write_section(*, section: QualitativeSection, by) -> QualitativeSection:
    if section.pk is None:
        section.created_by = by
    section.changed_by = by
    section.save()
    return section


def write_story(*, story: Story, by) -> Story:
    if story.pk is None:
        story.created_by = by
    story.save()
    return story
