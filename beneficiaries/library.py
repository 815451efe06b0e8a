"""What does the library hold, from whom, under which licence?"""

from dataclasses import dataclass

from django.db.models import Count, Model, Q

from beneficiaries.models import Occupation, Skill


@dataclass(frozen=True)
class Shelf:
    """One published table and what the house has of it."""

    slug: str
    title: str
    publisher: str
    licence: str
    file: str
    model: type[Model]
    key: str

    @property
    def counts(self) -> dict[str, int]:
        """`published` and `own` are offered; `retired` is kept for the files that name it."""
        published = Q(**{f"{self.key}__isnull": False})
        return self.model.objects.aggregate(
            published=Count("pk", filter=published & Q(is_current=True)),
            own=Count("pk", filter=~published & Q(is_current=True)),
            retired=Count("pk", filter=Q(is_current=False)),
        )


SHELVES = {
    "rome": Shelf(
        slug="rome",
        title="Métiers",
        publisher="ROME, répertoire opérationnel des métiers et des emplois, France Travail",
        licence="Licence Ouverte",
        file="la table des appellations (CSV : code_rome, libelle_rome, code_ogr, "
        "libelle_appellation)",
        model=Occupation,
        key="ogr_code",
    ),
    "esco": Shelf(
        slug="esco",
        title="Compétences",
        publisher="ESCO, classification européenne des compétences, Commission européenne",
        licence="CC BY 4.0",
        file="skills_fr.csv, tel qu'il se télécharge sur le portail ESCO",
        model=Skill,
        key="esco_uri",
    ),
}
