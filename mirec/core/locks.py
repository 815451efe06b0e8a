"""Rows that one worker alone takes in hand, or several that only go together."""

from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def taken(rows: QuerySet[Row], pk: int) -> Row | None:
    """The row of `rows` under a lock; None when a second worker holds it, or it is no longer there.

    The conditions of `rows` are read once the lock is held: in the statement that waits for it,
    what the first worker wrote to other tables a moment before would not be seen.
    """
    locks = rows.model._base_manager.select_for_update(skip_locked=True)
    held = locks.filter(pk=pk).values_list("pk").first()
    return rows.filter(pk=pk).first() if held else None


def locked(*rows: Row) -> list[Row]:
    """The rows of one model read anew under locks taken in one order, whoever names which first."""
    keys = [row.pk for row in rows]
    found = type(rows[0]).objects.select_for_update().filter(pk__in=keys).order_by("pk")
    by_key = {row.pk: row for row in found}
    return [by_key[key] for key in keys]
