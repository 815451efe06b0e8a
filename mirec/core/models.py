"""What every room uses: who wrote a row and when, and names sorted as people expect."""

import secrets
from collections.abc import Sequence

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
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


class MergedQuerySet(models.QuerySet):
    """Of rows with `merged_into`: one that was merged into another stays, hidden."""

    def present(self) -> "MergedQuerySet":
        return self.filter(merged_into__isnull=True)

    def kept_for(self, pk: int) -> int:
        """The row that has what the row `pk` had, through every merge; itself when it has not."""
        into = dict(self.filter(merged_into__isnull=False).values_list("pk", "merged_into"))
        while pk in into:
            pk = into[pk]
        return pk


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
    return _joined([models.F(name) for name in names])


def _joined(parts: Sequence[models.Expression]) -> models.Expression:
    """Joined by a space with `||`, which is immutable where CONCAT is not."""
    joined = parts[0]
    for each in parts[1:]:
        for part in (models.Value(" "), each):
            joined = CombinedExpression(joined, "||", part, output_field=models.TextField())
    return joined


def trigrams(key: str, *, name: str) -> GinIndex:
    """The index by which a key is searched inside and with mistakes.

    Written to at once: with a list of pending entries, which a large import fills, the planner
    would rather read the whole table.
    """
    return GinIndex(fields=[key], opclasses=["gin_trgm_ops"], fastupdate=False, name=name)


class Sound(models.Func):
    """How a word sounds (double metaphone), to find names that are spelt otherwise."""

    function = "dmetaphone"
    output_field = models.TextField()


def sound_key(*names: str) -> models.GeneratedField:
    """A stored key of how the named columns sound, one code after another."""
    sounds = [Sound(Unaccent(models.F(name))) for name in names]
    return models.GeneratedField(
        expression=_joined(sounds),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="clé sonore",
    )


def unguessable_path(instance: models.Model, filename: str) -> str:
    """Where an uploaded file lies: its address says nothing and cannot be guessed."""
    token = secrets.token_hex(16)
    return f"files/{token[:2]}/{token}"


class StoredFile(Stamped):
    """A file somebody gave, with what it was called; served by views only, never by its path."""

    file = models.FileField("fichier", upload_to=unguessable_path)
    name = models.CharField("nom du fichier", max_length=200)
    media_type = models.CharField("format", max_length=100)
    size = models.PositiveIntegerField("taille (octets)")
    sha256 = models.CharField("empreinte", max_length=64)

    class Meta:
        abstract = True


def new_token() -> str:
    return secrets.token_urlsafe(32)


class CalendarAddress(models.Model):
    """A private iCal address: whoever holds it reads it, until it is revoked."""

    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class OneUseLink(Stamped):
    """A link that does one thing once, without an account: only its digest is kept.

    `purpose` names what it does and `target` the row it does it to; both are fixed here, so that
    no address can be turned to another purpose or row. See `mirec.core.links`.
    """

    purpose = models.SlugField("usage", max_length=24)
    target = models.BigIntegerField("objet")
    digest = models.CharField("empreinte", max_length=64, unique=True)
    expires_at = models.DateTimeField("valable jusqu'au")
    used_at = models.DateTimeField("utilisé le", null=True)
    revoked_at = models.DateTimeField("retiré le", null=True)

    class Meta:
        verbose_name = "lien à usage unique"
        verbose_name_plural = "liens à usage unique"
        indexes = [models.Index(fields=["purpose", "target"], name="one_use_link_target")]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(used_at__lte=F("expires_at")),
                name="one_use_link_used_in_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.target}"
