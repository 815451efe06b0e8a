"""What a merge did to each row, written down so that it can be taken back to the letter."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pgtrigger
from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

GONE = (
    "Depuis la fusion, des éléments repris ont été supprimés ou déplacés : elle ne peut plus être "
    "défaite."
)
CHANGED = "Depuis la fusion, ce qu'elle a repris a changé : elle ne peut plus être défaite."
Fields = dict[str, Any]


class ExactEncoder(DjangoJSONEncoder):
    """Instants to the microsecond, as the database holds them."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


class Ledger:
    """Steps in the order they were taken: each is one of `move`, `change`, `remove`.

    Taken back from the last to the first, every state on the way was one already.
    """

    def __init__(self, steps: Iterable[Fields] = ()) -> None:
        self.steps: list[Fields] = list(steps)

    @property
    def moved(self) -> dict[str, list[int]]:
        """The rows that changed hands, by link."""
        found: dict[str, list[int]] = {}
        for step in self._steps("move"):
            found.setdefault(step["link"], []).extend(step["rows"])
        return found

    def move(self, link: models.Field, rows: Iterable[int], *, old: int, new: int) -> None:
        rows = list(rows)
        if rows:
            rows_of(link.model).filter(pk__in=rows).update(**{link.attname: new})
            label = f"{link.model._meta.label}.{link.name}"
            self._note("move", link=label, rows=rows, old=old, new=new)

    def change(self, row: models.Model, values: Mapping[str, Any], *, frozen: str = "") -> None:
        """`frozen` is the trigger that must look away."""
        before = said(row, values)
        with looking_away(frozen):
            rows_of(type(row)).filter(pk=row.pk).update(**values)
        row.refresh_from_db(fields=list(values))
        self._note(
            "change",
            model=row._meta.label,
            row=row.pk,
            frozen=frozen,
            before=before,
            after=said(row, values),
        )

    def remove(self, row: models.Model, *, frozen: str = "") -> None:
        """Nothing may point to the row any more: the database refuses otherwise.

        `frozen` is the trigger that must look away when the row comes back.
        """
        written = serializers.serialize("json", [row], cls=ExactEncoder)
        self._note("remove", row=written, frozen=frozen)
        rows_of(type(row)).filter(pk=row.pk).delete()

    def take_back(self) -> None:
        """Raises ValidationError when a row is no longer where, or as, the merge left it."""
        self._check_moves()
        self._check_changes()
        for step in reversed(self.steps):
            getattr(self, f"_take_back_{step['step']}")(step)

    def _note(self, step: str, **details: Any) -> None:
        self.steps.append({"step": step, **details})

    def _steps(self, name: str) -> Iterator[Fields]:
        return (step for step in self.steps if step["step"] == name)

    def _take_back_move(self, step: Fields) -> None:
        link = link_of(step["link"])
        rows_of(link.model).filter(pk__in=step["rows"]).update(**{link.attname: step["old"]})

    def _take_back_change(self, step: Fields) -> None:
        model = apps.get_model(step["model"])
        with looking_away(step["frozen"]):
            rows_of(model).filter(pk=step["row"]).update(**heard(model, step["before"]))

    def _take_back_remove(self, step: Fields) -> None:
        with looking_away(step.get("frozen", "")):
            for row in serializers.deserialize("json", step["row"]):
                row.save(force_insert=True)

    def _check_moves(self) -> None:
        for step in self._steps("move"):
            link = link_of(step["link"])
            there = {"pk__in": step["rows"], link.attname: step["new"]}
            if rows_of(link.model).filter(**there).count() != len(step["rows"]):
                raise ValidationError(GONE)

    def _check_changes(self) -> None:
        """By what the last change of each row left in it."""
        left: dict[tuple[str, int], Fields] = {}
        for step in self._steps("change"):
            left.setdefault((step["model"], step["row"]), {}).update(step["after"])
        for (model, key), after in left.items():
            row = rows_of(apps.get_model(model)).filter(pk=key).first()
            if row is None or said(row, after) != after:
                raise ValidationError(CHANGED)


def links_to(model: type[models.Model]) -> Iterator[models.Field]:
    """Every foreign key of the house that points to the model; history keeps its own past."""
    for relation in model._meta.get_fields(include_hidden=True):
        is_link = relation.auto_created and (relation.one_to_many or relation.one_to_one)
        if is_link and not hasattr(relation.related_model, "pgh_tracked_model"):
            yield relation.field


def counts_by(link: models.Field, *owners: models.Model) -> tuple[int, ...]:
    """How many rows point to each of the owners by that link; in one query."""
    rows = rows_of(link.model).filter(**{f"{link.attname}__in": [row.pk for row in owners]})
    counts = dict(rows.order_by().values_list(link.attname).annotate(models.Count("pk")))
    return tuple(counts.get(row.pk, 0) for row in owners)


@contextmanager
def looking_away(trigger: str) -> Iterator[None]:
    if trigger:
        with pgtrigger.ignore(trigger):
            yield
    else:
        yield


def rows_of(model: type[models.Model]) -> models.QuerySet:
    """All of them, whatever a manager would hide."""
    return model._base_manager.all()


def link_of(label: str) -> models.Field:
    model, _, name = label.rpartition(".")
    return apps.get_model(model)._meta.get_field(name)


def said(row: models.Model, names: Iterable[str]) -> Fields:
    """The named fields as JSON holds them."""
    written = serializers.serialize("json", [row], fields=list(names), cls=ExactEncoder)
    return json.loads(written)[0]["fields"]


def heard(model: type[models.Model], fields: Mapping[str, Any]) -> Fields:
    """The fields back from JSON, by the names that `update` takes."""
    found = ((model._meta.get_field(name), value) for name, value in fields.items())
    return {field.attname: field.to_python(value) for field, value in found}
