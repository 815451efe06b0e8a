"""The contracts of a person, as they are drawn on one line of time."""

from datetime import date

from django.db.models import QuerySet

from employers.enums import ContractType
from employers.models import Placement
from employers.rules.timeline import Job, Suspended, Timeline, timeline
from mirec.core.wording import NBSP, thousands


def timeline_of(placements: QuerySet[Placement], on: date, *, of_file: bool) -> Timeline | None:
    """Three queries at most. Breaks and reasons are for who may open the file (`of_file`)."""
    rows = placements.select_related("employer").prefetch_related("extensions")
    if of_file:
        rows = rows.prefetch_related("breaks")
    return timeline([_job(row, of_file=of_file) for row in rows], on)


def _job(row: Placement, *, of_file: bool) -> Job:
    breaks = row.breaks.all() if of_file else ()
    return Job(
        key=row.pk,
        title=row.job_title,
        employer_id=row.employer_id,
        employer=row.employer.name,
        terms=terms_of(row),
        starts_on=row.starts_on,
        last_day=row.last_day,
        is_interim=row.contract_type == ContractType.INTERIM,
        url=row.get_absolute_url(),
        user_company=row.user_company,
        ending=row.get_end_reason_display() if of_file else "",
        suspended=tuple(
            Suspended(starts_on=each.starts_on, ends_on=each.ends_on, is_counted=each.is_counted)
            for each in breaks
        ),
        former_ends=tuple(each.former_end_on for each in row.extensions.all()),
    )


def terms_of(row: Placement) -> str:
    """« CDD, 24 h, temps partiel »."""
    hours = row.hours_per_week.normalize() if row.hours_per_week % 1 else int(row.hours_per_week)
    text = f"{row.get_contract_type_display()}, {thousands(hours)}{NBSP}h"
    return f"{text}, temps partiel" if row.is_part_time else text
