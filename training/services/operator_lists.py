"""The operator's own list of hours: received, laid beside ours, and each difference settled."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.services.imports.keeping import kept_fields
from beneficiaries.sheets import UnreadableSheetError, read_sheet
from mirec.accounts.models import User
from mirec.core.fields import digest
from mirec.core.refusals import BACKWARDS
from mirec.core.wording import day_full, plural
from training.enums import Settlement
from training.models import Cohort, Enrolment, OperatorLine, OperatorSheet
from training.queries.operator_lists import pair_of, was_corrected_since
from training.rules.operator_rows import (
    KNOWN,
    TITLES,
    HourRow,
    columns_of,
    missing_columns,
    name_key,
    read_rows,
)

SHOWN_FAULTS = 12
BATCH = 2000
NO_ROW = "Cette liste ne contient aucune ligne d'heures."
REPLACED = "Une liste plus récente a remplacé celle-ci : ouvrez la nouvelle."
SAME = "Ici, la liste et le registre disent la même chose : il n'y a rien à décider."
NOT_CORRECTED = (
    "Nos heures de ce jour n'ont pas changé depuis que la liste est là : corrigez d'abord la "
    "séance."
)
NOT_OF_COHORT = "Cette personne n'est pas inscrite dans ce groupe."


@dataclass(frozen=True)
class Decision:
    """What was decided of a difference, as the line keeps it."""

    settlement: str
    settled_on: date | None
    settled_by_id: int | None
    words: str


UNDECIDED = Decision("", None, None, "")


@transaction.atomic
def receive_sheet(
    *,
    cohort: Cohort,
    content: bytes,
    name: str,
    starts_on: date | None,
    ends_on: date | None,
    by: User,
    on: date,
) -> OperatorSheet:
    """Keep a list with its rows; without a period, from the first to the last day it names.

    A list of the same days replaces the former ones, which are kept; what was decided of a row
    that stands in both holds. Raises ValidationError with a sentence for each row that cannot be
    read: nothing is kept then.
    """
    if starts_on and ends_on and ends_on < starts_on:
        raise ValidationError({"ends_on": BACKWARDS})
    rows = _rows_of(content, on, starts_on, ends_on)
    starts_on = starts_on or min(row.day for row in rows)
    ends_on = ends_on or max(row.day for row in rows)
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    former = _replaced(cohort, starts_on, ends_on)
    decided = _decided(former)
    OperatorSheet.objects.filter(pk__in=[sheet.pk for sheet in former]).update(dropped_on=on)
    sheet = OperatorSheet.objects.create(
        **kept_fields(content, name),
        cohort=cohort,
        starts_on=starts_on,
        ends_on=ends_on,
        created_by=by,
    )
    found = _recognised(cohort, rows)
    lines = [
        _line(sheet, row, found.get(row.number), decided.get((found.get(row.number), row.day)))
        for row in rows
    ]
    OperatorLine.objects.bulk_create(lines, batch_size=BATCH)
    _keep_ours(sheet, lines, decided)
    return sheet


def _rows_of(
    content: bytes, on: date, starts_on: date | None, ends_on: date | None
) -> list[HourRow]:
    try:
        table = read_sheet(content, KNOWN, TITLES)
    except UnreadableSheetError as error:
        raise ValidationError({"sheet": str(error)}) from error
    if sentence := missing_columns(columns_of(table.headers), table.headers):
        raise ValidationError({"sheet": sentence})
    rows, faults = read_rows(table, on, starts_on, ends_on)
    if faults:
        more = len(faults) - SHOWN_FAULTS
        if more > 0:
            rest = plural(more, "autre ligne", "autres lignes")
            faults[SHOWN_FAULTS:] = [f"Et {rest} à corriger."]
        raise ValidationError({"sheet": faults})
    if not rows:
        raise ValidationError({"sheet": NO_ROW})
    return rows


def _replaced(cohort: Cohort, starts_on: date, ends_on: date) -> list[OperatorSheet]:
    """The lists in force whose days all stand in this period; raises for one that only meets it."""
    met = cohort.operator_sheets.filter(
        dropped_on__isnull=True, starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    found = list(met)
    for sheet in found:
        if sheet.starts_on < starts_on or sheet.ends_on > ends_on:
            raise ValidationError(
                {
                    "starts_on": f"La liste « {sheet.name} » va du {day_full(sheet.starts_on)} au "
                    f"{day_full(sheet.ends_on)} : choisissez une période qui la contient toute, "
                    "ou qui ne la touche pas."
                }
            )
    return found


Key = tuple[int | None, date]


def _decided(sheets: Iterable[OperatorSheet]) -> dict[Key, tuple[int, Decision]]:
    """By person and day: the minutes that the operator had listed, and what was decided."""
    lines = OperatorLine.objects.filter(sheet__in=list(sheets), enrolment__isnull=False)
    minutes: dict[Key, int] = defaultdict(int)
    decisions: dict[Key, Decision] = {}
    for line in lines:
        key = (line.enrolment_id, line.worked_on)
        minutes[key] += line.minutes
        if line.settlement:
            decisions[key] = Decision(
                line.settlement, line.settled_on, line.settled_by_id, line.words
            )
    return {key: (minutes[key], decision) for key, decision in decisions.items()}


def _recognised(cohort: Cohort, rows: list[HourRow]) -> dict[int, int]:
    """Row number to enrolment: by national number, by name in any order, or as chosen before."""
    enrolments = list(
        cohort.enrolments.values_list(
            "pk",
            "beneficiary__niss_digest",
            "beneficiary__first_name",
            "beneficiary__last_name",
        )
    )
    keys = {pk: name_key(f"{last} {first}") for pk, _, first, last in enrolments}
    numbers = {niss: pk for pk, niss, _, _ in enrolments if niss}
    named = _alone((key, pk) for pk, key in keys.items())
    chosen = _chosen_before(cohort)
    found = {}
    for row in rows:
        key = name_key(row.name)
        who = numbers.get(digest(row.niss)) if row.niss else None
        if who and not set(key.split()) & set(keys[who].split()):
            who = None  # a number copied on the wrong line
        if who := who or named.get(key) or chosen.get(key):
            found[row.number] = who
    return found


def _chosen_before(cohort: Cohort) -> dict[str, int]:
    lines = OperatorLine.objects.filter(
        sheet__cohort=cohort,
        enrolment__cohort=cohort,
        enrolment__isnull=False,
        number__isnull=False,
    )
    rows = lines.order_by().values_list("typed_name", "enrolment").distinct()
    return _alone((name_key(name), pk) for name, pk in rows)


def _alone(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Names that one enrolment only has."""
    found: dict[str, set[int]] = defaultdict(set)
    for key, pk in pairs:
        found[key].add(pk)
    return {key: next(iter(pks)) for key, pks in found.items() if len(pks) == 1}


def _line(
    sheet: OperatorSheet, row: HourRow, enrolment: int | None, decided: tuple[int, Decision] | None
) -> OperatorLine:
    decision = decided[1] if decided and decided[0] == row.minutes else UNDECIDED
    return OperatorLine(
        sheet=sheet,
        number=row.number,
        typed_name=row.name,
        enrolment_id=enrolment,
        worked_on=row.day,
        minutes=row.minutes,
        **vars(decision),
    )


def _keep_ours(
    sheet: OperatorSheet, lines: list[OperatorLine], decided: dict[Key, tuple[int, Decision]]
) -> None:
    """What was decided of hours that the operator still does not list."""
    listed = {(line.enrolment_id, line.worked_on) for line in lines}
    OperatorLine.objects.bulk_create(
        OperatorLine(
            sheet=sheet, enrolment_id=who, worked_on=day, minutes=0, typed_name="", **vars(decision)
        )
        for (who, day), (minutes, decision) in decided.items()
        if not minutes and (who, day) not in listed
    )


@transaction.atomic
def settle(
    *,
    sheet: OperatorSheet,
    enrolment: Enrolment,
    day: date,
    settlement: Settlement,
    words: str,
    by: User,
    on: date,
) -> None:
    """What becomes of the difference of one person's day; may be decided anew.

    Raises ValidationError when nothing differs, the list was replaced, or nothing was corrected.
    """
    sheet = _in_force(sheet)
    pair = pair_of(sheet, enrolment, day)
    has_changed = was_corrected_since(sheet, enrolment, day)
    if settlement == Settlement.CORRECTED and not has_changed:
        raise ValidationError({"settlement": NOT_CORRECTED})
    if pair is None or (pair.theirs == pair.ours and settlement != Settlement.CORRECTED):
        raise ValidationError({"settlement": SAME})
    decision = Decision(settlement, on, by.pk, words)
    lines = sheet.lines.filter(enrolment=enrolment, worked_on=day)
    if not lines.update(**vars(decision)):
        OperatorLine.objects.create(
            sheet=sheet,
            enrolment=enrolment,
            worked_on=day,
            minutes=0,
            typed_name="",
            **vars(decision),
        )


@transaction.atomic
def name_person(*, line: OperatorLine, enrolment: Enrolment) -> int:
    """Say who a typed name is, for all rows of the list with that name; how many there are.

    What was decided of them was about somebody else: it is to decide again.
    """
    sheet = _in_force(line.sheet)
    if enrolment.cohort_id != sheet.cohort_id:
        raise ValidationError({"enrolment": NOT_OF_COHORT})
    return _named_as(sheet, line).update(enrolment=enrolment, **vars(UNDECIDED))


@transaction.atomic
def settle_stranger(
    *, line: OperatorLine, settlement: Settlement, words: str, by: User, on: date
) -> int:
    """The typed name is nobody of the cohort: what becomes of its rows."""
    sheet = _in_force(line.sheet)
    decision = Decision(settlement, on, by.pk, words)
    return _named_as(sheet, line).update(enrolment=None, **vars(decision))


def _named_as(sheet: OperatorSheet, line: OperatorLine):
    return sheet.lines.filter(typed_name=line.typed_name, number__isnull=False)


def _in_force(sheet: OperatorSheet) -> OperatorSheet:
    sheet = OperatorSheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.dropped_on:
        raise ValidationError(REPLACED)
    return sheet
