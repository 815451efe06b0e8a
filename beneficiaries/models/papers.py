"""What is printed and signed: versions that never change, and who has signed each."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from mirec.core.models import Stamped


class Paper(Stamped):
    """One version of a text to sign, as it was drawn up: `content` is all that its PDF prints.

    A newer version replaces it; what was signed stays as it was. `parties` says who must sign.
    """

    version = models.PositiveSmallIntegerField("version")
    content = models.JSONField("contenu")
    parties = ArrayField(models.CharField(max_length=12), verbose_name="signataires")
    drawn_on = models.DateField("établi le")
    completed_on = models.DateField("signé par tous le", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-version"]
        triggers = [
            pgtrigger.ReadOnly(
                name="frozen_paper", fields=["version", "content", "parties", "drawn_on"]
            )
        ]

    @property
    def owner(self) -> dict[str, int | None]:
        """What the versions of one paper share: the fields of its unique constraint."""
        (unique,) = [
            each for each in self._meta.constraints if isinstance(each, models.UniqueConstraint)
        ]
        return {f"{name}_id": getattr(self, f"{name}_id") for name in unique.fields[:-1]}

    @property
    def party_labels(self) -> dict[str, str]:
        """How each signatory is called, by key: the words of the signatures' own choices."""
        return dict(self.signatures.model._meta.get_field("party").choices)

    @property
    def missing_parties(self) -> list[str]:
        """Who has not signed yet, in the order of the paper."""
        signed = {signature.party for signature in self.signatures.all()}
        return [party for party in self.parties if party not in signed]

    @property
    def missing_labels(self) -> list[tuple[str, str]]:
        """Key and words of who has not signed yet."""
        return [(party, self.party_labels[party]) for party in self.missing_parties]


class Signature(Stamped):
    """One signatory's assent; `drawing` is the SVG path of a signature on screen, "" on paper.

    `created_by` is the colleague who received it.
    """

    party = models.CharField("signataire", max_length=12)
    name = models.CharField("nom", max_length=160)
    signed_on = models.DateField("signé le")
    drawing = models.TextField("tracé", max_length=60_000, blank=True)

    class Meta:
        abstract = True
        ordering = ["signed_on", "pk"]
        triggers = [
            pgtrigger.ReadOnly(
                name="frozen_signature", fields=["party", "name", "signed_on", "drawing"]
            )
        ]


def nameless(name: str) -> models.CheckConstraint:
    """A signature is somebody's."""
    return models.CheckConstraint(
        condition=~Q(name=""), name=name, violation_error_message="Écrivez le nom de qui signe."
    )
