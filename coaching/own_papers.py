"""Convention, plan, way travelled: the papers of the accompaniment that a person may download."""

from collections.abc import Iterator

from django.urls import reverse

from beneficiaries.models import Beneficiary
from beneficiaries.own_papers import GivenPaper
from coaching.models import Agreement, AlternancePaper

SIGNED, UNSIGNED = "signé par tous", "pas encore signé par tous"


def papers(beneficiary: Beneficiary) -> Iterator[GivenPaper]:
    """The version of each that counts; those before it stay with the coach."""
    for row in Agreement.objects.latest_version().filter(journey__beneficiary=beneficiary):
        yield GivenPaper(
            label="Votre convention",
            url=reverse("coaching:my-agreement", args=[row.drawn_on.isoformat()]),
            on=row.drawn_on,
            note=SIGNED if row.completed_on else UNSIGNED,
        )
    for version in beneficiary.plan_versions.order_by("-version")[:1]:
        yield GivenPaper(
            label="Votre plan d'action",
            url=reverse("coaching:my-plan-paper", args=[version.pk]),
            on=version.drawn_on,
            note=SIGNED if version.completed_on else UNSIGNED,
        )
    stays = AlternancePaper.objects.newest().filter(enrolment__beneficiary=beneficiary)
    for row in stays.select_related("internship__employer").defer("content"):
        where = f" chez {row.internship.employer}" if row.internship else ""
        yield GivenPaper(
            label=f"Votre {row.get_kind_display().lower()}{where}",
            url=reverse("coaching:my-alternance-paper", args=[row.pk]),
            on=row.drawn_on,
            note=SIGNED if row.completed_on else UNSIGNED,
        )
    yield GivenPaper(label="Le chemin parcouru", url=reverse("coaching:my-travelled"))
