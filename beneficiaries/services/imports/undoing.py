"""Take a whole import back: the database as it was, or a refusal that names who was worked for."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pghistory
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Field, Model
from pghistory.models import Context, Event

from beneficiaries.enums import ImportStatus, RowDeed
from beneficiaries.models import Beneficiary, FileOpening, ImportRow, ImportRun, Situation
from beneficiaries.services.imports.keeping import counts_of, forget_file
from beneficiaries.services.imports.running import hold_imports, plain, write_fields
from mirec.accounts.models import Team, User

NOT_DONE = "Cet import n'est pas à reprendre : il n'a pas eu lieu, ou il est déjà repris."
WORKED_FOR = "Rien n'a été repris : on a travaillé depuis pour des personnes de cet import."
LISTED = 20
READ_ONLY = (FileOpening,)
"""That somebody looked at a file is no work on it."""


@dataclass(frozen=True)
class Undone:
    """`kept` says which fields of which file were left, because they have changed since."""

    removed: int
    restored: int
    kept: tuple[str, ...]


@transaction.atomic
def undo_import(*, run: ImportRun, by: User | None, at: datetime) -> Undone:
    """Remove who was created and put back what was changed; raises ValidationError, and changes
    nothing, when a created person was worked for since.

    The history of what never was goes too: these persons were written down by mistake, and nothing
    of them may be kept (GDPR, art. 5, 1, c and e). A file that was completed and put back as it was
    keeps no trace of either; the import itself says what it did, who took it back and when.
    """
    hold_imports()
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.status != ImportStatus.DONE:
        raise ValidationError(NOT_DONE)
    rows = list(run.rows.order_by("-number"))
    created = [row.person for row in rows if row.deed == RowDeed.CREATED]
    refuse_after_work(run, rows, created)
    with pghistory.context(user=by.pk if by else None, import_run=run.pk):
        restored, kept = _restore([row for row in rows if row.deed == RowDeed.UPDATED])
        Situation.objects.filter(beneficiary__in=created).delete()
        Beneficiary.objects.filter(pk__in=created).delete()
    run.rows.update(before={}, after={})
    forget_file(run)
    team_gone = _made_team(run)
    run.status, run.undone_at, run.undone_by = ImportStatus.UNDONE, at, by
    run.findings = counts_of(run.findings) | {"kept": kept}
    run.save()
    if team_gone:
        team_gone.delete()
    _forget_history(run, created, restored)
    return Undone(len(created), len(restored), tuple(kept))


def _made_team(run: ImportRun) -> Team | None:
    """The team that the import made for itself, when nothing else stands in it."""
    if run.team_id is None or run.findings.get("made_team") != run.team_id:
        return None
    team = run.team
    if any(True for _, found in _hanging(Team, [team.pk]) for row in found if row != run):
        return None
    run.team = None
    return team


def refuse_after_work(run: ImportRun, rows: list[ImportRow], created: list[int]) -> None:
    """Raises ValidationError naming each person, and what was done. The files are held meanwhile:
    who begins to work now waits until they are gone, or kept.
    """
    held = Beneficiary.objects.select_for_update().filter(pk__in=created).order_by("pk")
    list(held.values_list("pk"))
    work = _work_since(run, rows, created)
    if not work:
        return
    persons = Beneficiary.objects.filter(pk__in=list(work)[:LISTED]).only(
        "first_name", "last_name", "file_number"
    )
    lines = [
        f"{person.full_name} ({person.file_number}) : {', '.join(sorted(work[person.pk]))}"
        for person in persons
    ]
    if len(work) > LISTED:
        lines.append(f"et {len(work) - LISTED} autres personnes")
    raise ValidationError([WORKED_FOR, *lines])


def _work_since(run: ImportRun, rows: list[ImportRow], created: list[int]) -> dict[int, set[str]]:
    """Everything that hangs from the created persons and did not come with them."""
    brought = {row.after["situation"] for row in rows if "situation" in row.after}
    work: dict[int, set[str]] = defaultdict(set)
    for field, found in _hanging(Beneficiary, created):
        if field.model in READ_ONLY:
            continue
        for row in found:
            if not (isinstance(row, Situation) and row.pk in brought):
                work[getattr(row, field.attname)].add(str(field.model._meta.verbose_name))
    for person, words in _changed_since(run, created):
        work[person].add(words)
    return work


def _hanging(model: type[Model], keys: Collection[int]) -> Iterator[tuple[Field, list[Model]]]:
    """The rows of any table, of any app, that point at these; history apart."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or relation.concrete:
            continue
        if issubclass(relation.related_model, Event):
            continue
        field = relation.field
        found = relation.related_model._base_manager.filter(**{f"{field.name}__in": keys})
        yield field, list(found.only("pk", field.attname))


def _changed_since(run: ImportRun, created: list[int]) -> Iterator[tuple[int, str]]:
    """Persons of whom the history knows something that the import did not write, and what."""
    ours = _contexts(run)
    for model, column in _histories():
        tracked = model.pgh_tracked_model
        words = "dossier modifié" if tracked is Beneficiary else str(tracked._meta.verbose_name)
        others = model.objects.filter(**{f"{column}__in": created}).exclude(pgh_context__in=ours)
        for person in others.values_list(column, flat=True).distinct():
            yield person, words


def _histories() -> Iterator[tuple[type[Event], str]]:
    """Every event table that speaks of a person, and by which column."""
    for model in apps.get_models():
        if not issubclass(model, Event):
            continue
        for field in model._meta.fields:
            if field.related_model is Beneficiary:
                yield model, field.attname


def _contexts(run: ImportRun) -> list[Any]:
    return list(
        Context.objects.filter(metadata__contains={"import_run": run.pk}).values_list(
            "pk", flat=True
        )
    )


def _restore(rows: list[ImportRow]) -> tuple[list[int], list[str]]:
    """Put fields back where they still are as the import left them: the files that are whole
    again, and the words about the others.
    """
    persons = (
        Beneficiary.objects.select_for_update().defer("niss").in_bulk({row.person for row in rows})
    )
    back: dict[int, dict[str, Any]] = defaultdict(dict)
    kept: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        person = persons.get(row.person)
        if person is None:
            continue
        for name, value in row.before.items():
            field = person._meta.get_field(name.removesuffix("_id"))
            if plain(person, name) == row.after[name]:
                setattr(person, name, field.to_python(value))
                back[person.pk][name] = value
            else:
                kept[person.pk].append(str(field.verbose_name))
    write_fields(persons, back)
    words = [f"{persons[pk].file_number} : {', '.join(names)}" for pk, names in kept.items()]
    return [pk for pk in back if pk not in kept], words


def _forget_history(run: ImportRun, created: list[int], restored: list[int]) -> None:
    """The events of persons who are no more, and those of changes that have no effect left."""
    ours = _contexts(run)
    for model, column in _histories():
        model.objects.filter(**{f"{column}__in": created}).delete()
    events = apps.get_model("beneficiaries", "BeneficiaryEvent").objects
    mine = events.filter(pgh_context__in=ours, pgh_obj_id__in=restored)
    first = {}
    for person, pk in mine.order_by("-pgh_id").values_list("pgh_obj_id", "pgh_id"):
        first[person] = pk
    others = events.filter(pgh_obj_id__in=restored).exclude(pgh_context__in=ours)
    touched = {
        person
        for person, pk in others.values_list("pgh_obj_id", "pgh_id")
        if pk > first.get(person, pk)
    }
    mine.exclude(pgh_obj_id__in=touched).delete()
    _forget_contexts(ours)


def _forget_contexts(keys: list[Any]) -> None:
    """Those that no event points at any more; the import's own say who and when by themselves."""
    apps.get_model("beneficiaries", "ImportRunEvent").objects.filter(pgh_context__in=keys).update(
        pgh_context=None
    )
    used: set[Any] = set()
    for model in apps.get_models():
        if issubclass(model, Event):
            found = model.objects.filter(pgh_context__in=keys)
            used.update(found.values_list("pgh_context", flat=True))
    Context.objects.filter(pk__in=[key for key in keys if key not in used]).delete()
