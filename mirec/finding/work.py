"""Which employers, vacancies, programmes and actions does the text mean?"""

import re

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from coaching.models import Step
from employers.models import Employer, Site, Vacancy
from mirec.accounts.models import User
from mirec.core.search import resembling
from mirec.core.wording import day_full
from mirec.finding.found import MOST, Found, begins, said
from mirec.finding.typed import Typed
from training.models import Programme

LEAST_BCE = 4


def employers(typed: Typed, user: User) -> list[Found]:
    """By name, or by phone, enterprise number or the number of one of its sites."""
    rows = Employer.objects.visible_to(user)
    if typed.is_a_number:
        figures = re.sub(r"\D", "", typed.text)
        wanted = begins("phone", typed.phones)
        if len(figures) >= LEAST_BCE:
            sites = Site.objects.filter(employer=OuterRef("pk"), unit_number__contains=figures)
            wanted |= Q(bce__contains=figures) | Exists(sites)
        rows = rows.filter(wanted).order_by("name_key", "pk")
    else:
        rows = resembling(rows, typed.text, "name_key")
    return [
        Found(
            row.name,
            said(row.sector, row.locality),
            row.get_absolute_url(),
            "building",
            getattr(row, "place", 0),
        )
        for row in rows.select_related("locality")[:MOST]
    ]


def vacancies(typed: Typed, user: User) -> list[Found]:
    rows = resembling(Vacancy.objects.visible_to(user), typed.text, "title_key")
    return [
        Found(
            row.title,
            said(row.employer.name, row.get_status_display().lower()),
            row.get_absolute_url(),
            "briefcase",
            row.place,
        )
        for row in rows.select_related("employer")[:MOST]
    ]


def programmes(typed: Typed, user: User) -> list[Found]:
    rows = resembling(Programme.objects.visible_to(user), typed.text, "title_key")
    return [
        Found(row.title, row.operator.name, row.get_absolute_url(), "mortarboard", row.place)
        for row in rows.select_related("operator")[:MOST]
    ]


def steps(typed: Typed, user: User) -> list[Found]:
    """Actions of plans that are still to be done; each leads to the person's plan."""
    rows = resembling(Step.objects.visible_to(user).open(), typed.text, "title_key")
    rows = rows.select_related("beneficiary").only(
        "title", "due_on", "beneficiary__first_name", "beneficiary__last_name"
    )
    return [
        Found(
            row.title,
            said(row.beneficiary.full_name, f"pour le {day_full(row.due_on)}"),
            reverse("coaching:panel-followups", args=[row.beneficiary_id]),
            "check2-square",
            row.place,
        )
        for row in rows[:MOST]
    ]
