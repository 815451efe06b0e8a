"""Who is covered when, and what the Forem is told: a page and two workbooks."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coaching.documents import forem_sheet, insurer_sheet
from coaching.forms.alternance import PeriodForm
from coaching.queries.alternance import covered, forem_notices
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.files import OFFICE, attached
from mirec.core.periods import last_day_of, today
from mirec.core.wording import day_full
from training.models import Cohort

XLSX = OFFICE[".xlsx"]


def _form(request: HttpRequest) -> PeriodForm:
    """This month, unless the address says otherwise."""
    first = today().replace(day=1)
    start = {"du": first.isoformat(), "au": last_day_of(first, 1).isoformat()}
    return PeriodForm(start | request.GET.dict(), user=request.user)


def _period(form: PeriodForm) -> tuple[date, date, Cohort | None]:
    data = form.cleaned_data
    return data["du"], data["au"], data["groupe"]


@require_safe
@require(Permission.TRAINING_READ)
def insured(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    stays = list(covered(request.user, *_period(form))) if form.is_valid() else []
    asked = {name: form[name].value() or "" for name in form.fields}
    context = {
        "form": form,
        "stays": stays,
        "uninsured_count": sum(not stay.is_insured for stay in stays),
        "query": urlencode(asked),
        "may_export": form.is_valid() and request.user.has_verb(Permission.TRAINING_WRITE),
    }
    return render(request, "coaching/alternance/insured.html", context)


@require_safe
@require(Permission.TRAINING_WRITE)
def insurer_file(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    if not form.is_valid():
        return _back(request)
    first, last, cohort = _period(form)
    stays = covered(request.user, first, last, cohort).iterator(chunk_size=500)
    content = insurer_sheet(stays, f"Stages couverts {_words(first, last)}")
    return attached(content, XLSX, f"assurance-{first:%Y-%m-%d}.xlsx")


@require_safe
@require(Permission.TRAINING_WRITE)
def forem_file(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    if not form.is_valid():
        return _back(request)
    first, last, cohort = _period(form)
    notices = forem_notices(request.user, first, last, cohort)
    content = forem_sheet(notices, f"Débuts et fins de formation {_words(first, last)}")
    return attached(content, XLSX, f"forem-{first:%Y-%m-%d}.xlsx")


def _words(first: date, last: date) -> str:
    return f"du {day_full(first)} au {day_full(last)}"


def _back(request: HttpRequest) -> HttpResponse:
    """The page says what is wrong with the period."""
    return redirect(f"{reverse('coaching:insured-list')}?{request.GET.urlencode()}")
