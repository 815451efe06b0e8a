"""The list of hours that an operator sent for a month, with what was decided of its differences."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO

from django.db.models import Count, Q

from mirec.accounts.models import User
from mirec.core.periods import months_after
from training.enums import AttendanceState, Match, Measure, Settlement
from training.models import Attendance, Cohort, OperatorSheet
from training.queries.operator_lists import Pair, Pairs, strangers_of
from training.rules.allowances import month_end
from training.services.closing import correct_hours, day_of
from training.services.operator_lists import receive_sheet, settle, settle_stranger

HEADERS = ("Nom", "Prénom", "Jour", "Heures")
STRANGER = ("Vandenberghe", "Loïc")
MISSED_EACH, MISSPELT_EACH = 13, 3
"""Of our presences one in so many is not in the list; one name in so many is typed otherwise."""
MISSPELT_BEFORE = 9
"""The day of the month from which the names are right."""
MOST_PAIRS = 200


def write_operator_lists(on: date) -> OperatorSheet | None:
    """Of the last whole month, for the cohort with most presences in it; None without any."""
    month = months_after(on.replace(day=1), -1)
    kept = Q(sessions__closed_at__isnull=False, sessions__starts_at__date__range=_days(month))
    counted = Cohort.objects.annotate(noted=Count("sessions__attendances", filter=kept))
    cohort = counted.filter(noted__gt=0).select_related("coordinator").order_by("-noted", "pk")
    if not (found := cohort.first()):
        return None
    sheet = receive_sheet(
        cohort=found,
        content=_content(found, month),
        name=f"Prestations {month:%m-%Y}.csv",
        starts_on=month,
        ends_on=month_end(month),
        by=found.coordinator,
        on=on,
    )
    _decide(sheet, found.coordinator, on)
    return sheet


def _days(month: date) -> tuple[date, date]:
    return month, month_end(month)


def _content(cohort: Cohort, month: date) -> bytes:
    """Whole days for who was late, for some who were excused; two rows of somebody unknown."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEADERS)
    writer.writerows(_rows(cohort, month))
    return text.getvalue().encode("utf-8-sig")


def _rows(cohort: Cohort, month: date) -> Iterator[tuple[str, str, str, str]]:
    rows = Attendance.objects.filter(
        session__cohort=cohort,
        session__closed_at__isnull=False,
        session__starts_at__date__range=_days(month),
    ).select_related("session", "enrolment__beneficiary")
    days: set[date] = set()
    people: dict[int, int] = {}
    for number, row in enumerate(rows.order_by("enrolment", "session__starts_at")):
        day, state = day_of(row.session), AttendanceState(row.state)
        rank = people.setdefault(row.enrolment_id, len(people))
        days.add(day)
        if number % MISSED_EACH == MISSED_EACH - 1 or state is AttendanceState.ABSENT:
            continue
        if state is AttendanceState.EXCUSED and number % 2:
            continue
        person = row.enrolment.beneficiary
        is_misspelt = rank % MISSPELT_EACH == 1 and day.day < MISSPELT_BEFORE
        last_name = person.last_name[:-1] if is_misspelt else person.last_name
        yield last_name.upper(), person.first_name, f"{day:%d/%m/%Y}", _hours(row.session.minutes)
    for day in sorted(days)[:2]:
        yield *STRANGER, f"{day:%d/%m/%Y}", _hours(180)


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _decide(sheet: OperatorSheet, by: User, on: date) -> None:
    """Some differences of each sort; what is left waits for a decision."""
    pairs = Pairs(sheet, MOST_PAIRS)[0:MOST_PAIRS]
    by_kind = {match: [pair for pair in pairs if pair.match is match] for match in Match}
    for pair in by_kind[Match.DIFFERS][:1]:
        _correct(sheet, pair, by)
        _settle(sheet, pair, Settlement.CORRECTED, "Arrivé·e à l'heure, feuille revue.", by, on)
    for pair in by_kind[Match.DIFFERS][1:2]:
        _settle(sheet, pair, Settlement.OURS, "La feuille signée dit la même chose.", by, on)
    for pair in by_kind[Match.THEIRS][:1]:
        _settle(sheet, pair, Settlement.ASKED, "Message laissé au secrétariat.", by, on)
    for pair in by_kind[Match.OURS][:2]:
        _settle(sheet, pair, Settlement.OURS, "", by, on)
    for name in strangers_of(sheet).filter(typed_name=" ".join(STRANGER)):
        line = sheet.lines.get(pk=name["line"])
        words = "Suit l'autre groupe."
        settle_stranger(line=line, settlement=Settlement.OURS, words=words, by=by, on=on)


def _correct(sheet: OperatorSheet, pair: Pair, by: User) -> None:
    row = (
        Attendance.objects.filter(
            enrolment=pair.enrolment_id,
            session__starts_at__date=pair.worked_on,
            session__ledger_lines__measure=Measure.DONE,
        )
        .select_related("session", "enrolment")
        .order_by("minutes")[0]
    )
    correct_hours(
        session=row.session,
        enrolment=row.enrolment,
        state=AttendanceState.PRESENT,
        minutes=row.session.minutes,
        reason="Noté·e en retard par erreur, d'après la feuille signée.",
        by=by,
    )


def _settle(
    sheet: OperatorSheet, pair: Pair, settlement: Settlement, words: str, by: User, on: date
) -> None:
    settle(
        sheet=sheet,
        enrolment=sheet.cohort.enrolments.get(pk=pair.enrolment_id),
        day=pair.worked_on,
        settlement=settlement,
        words=words,
        by=by,
        on=on,
    )
