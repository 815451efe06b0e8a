"""What every room uses: who wrote a row and when, and names sorted as people expect."""

from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Lower


class Stamped(models.Model):
    """Says who created the row and when; later changes are in the history."""

    created_at = models.DateTimeField("créé le", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="créé par",
    )

    class Meta:
        abstract = True


class Unaccent(models.Func):
    """PostgreSQL's unaccent, declared immutable so that it can feed an index."""

    function = "immutable_unaccent"
    output_field = models.TextField()


def sort_key(*names: str) -> models.GeneratedField:
    """A stored lower-case, unaccented key over the named columns, for sorting and searching."""
    return models.GeneratedField(
        expression=Lower(Unaccent(_spaced(names))),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="clé de tri",
    )


def _spaced(names: Sequence[str]) -> models.Expression:
    """The columns joined by a space with `||`, which is immutable where CONCAT is not."""
    joined: models.Expression = models.F(names[0])
    for name in names[1:]:
        for part in (models.Value(" "), models.F(name)):
            joined = CombinedExpression(joined, "||", part, output_field=models.TextField())
    return joined
