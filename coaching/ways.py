"""Where can a missing skill be acquired or proven from a day on? Three answers.

Registered in `coaching.apps` for `employers.ways`; each asks one question.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from beneficiaries.enums import SkillKind
from coaching.enums import InsertionMeans, WorkshopKind
from coaching.models import Workshop
from coaching.queries.gatherings import seats_from, with_seats
from employers.ways import Way
from mirec.accounts.enums import Permission
from mirec.core.wording import as_day
from partners.models import Partner
from training.models import Cohort, Session
from training.queries.catalogue import with_places

VALIDATES = "validation des compétences"
"""What an accredited centre has among its services."""
MOST_CENTRES = 2
WORKSHOPS: dict[str, tuple[WorkshopKind, ...]] = {
    SkillKind.BASIC: (WorkshopKind.DIGITAL,),
    SkillKind.BEHAVIOURAL: (WorkshopKind.INTERVIEW, WorkshopKind.SEARCH),
}
"""Which workshops of the house help with which kind of skill."""


def cohorts(skills: Mapping[int, str], on: date) -> Iterator[Way]:
    """Groups that begin after the day, of the programmes that give the skill."""
    for row in _coming(skills, on):
        yield Way(
            skill_id=row.skill_id,
            label=f"{row.programme}, {row.name}",
            key=f"{InsertionMeans.TRAINING}-{row.pk}",
            place=row.site,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            days_count=row.days_count,
            free_places=max(0, row.places - row.taken_count),
            url=row.get_absolute_url(),
            verb=Permission.TRAINING_READ,
        )


def _coming(skills: Mapping[int, str], on: date) -> QuerySet[Cohort]:
    """One row for each skill, with `days_count`, the days on which the group meets."""
    kept = Session.objects.kept().filter(cohort=OuterRef("pk")).order_by().values("cohort")
    days = kept.annotate(days=Count(TruncDate("starts_at"), distinct=True)).values("days")
    rows = Cohort.objects.filter(starts_on__gt=on, programme__is_offered=True)
    rows = rows.filter(programme__skills__in=list(skills)).select_related("programme")
    return (
        with_places(rows.annotate(skill_id=F("programme__skills")))
        .annotate(days_count=Subquery(days))
        .order_by("starts_on", "pk")
    )


def workshops(skills: Mapping[int, str], on: date) -> Iterator[Way]:
    """Workshops after the day whose kind helps with a basic skill or a way of being."""
    kinds = {kind for wanted in skills.values() for kind in WORKSHOPS.get(wanted, ())}
    end_of_day = timezone.make_aware(datetime.combine(on, time.max))
    rows = with_seats(Workshop.objects.coming(end_of_day).filter(kind__in=kinds))
    for row in rows.order_by("starts_at", "pk"):
        for skill, wanted in skills.items():
            if row.kind in WORKSHOPS.get(wanted, ()):
                yield Way(
                    skill_id=skill,
                    label=f"Atelier « {row.title} »",
                    key=f"{InsertionMeans.WORKSHOP}-{row.pk}",
                    place=row.place,
                    starts_on=as_day(row.starts_at),
                    ends_on=as_day(row.starts_at),
                    days_count=1,
                    free_places=seats_from(row).free,
                    url=row.get_absolute_url(),
                    verb=Permission.AGENDA_WRITE,
                )


def validations(skills: Mapping[int, str], on: date) -> Iterator[Way]:
    """Centres that validate technical skills: they prove what is known and teach nothing."""
    provable = [skill for skill, kind in skills.items() if kind == SkillKind.TECHNICAL]
    centres = Partner.objects.filter(services__icontains=VALIDATES).order_by("name_key", "pk")
    for centre in centres[:MOST_CENTRES]:
        for skill in provable:
            yield Way(
                skill_id=skill,
                label="Validation des compétences",
                key=f"{InsertionMeans.VALIDATION}-{centre.pk}",
                place=centre.name,
                url=centre.get_absolute_url(),
                verb=Permission.PARTNER_READ,
                teaches=False,
            )
