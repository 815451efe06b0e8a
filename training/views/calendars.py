"""A calendar copied from a former cohort, and the school holidays that calendars skip."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from beneficiaries.rules.french import listed
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.wording import day_short, plural
from training.forms.calendars import CopyForm, SchoolHolidayForm
from training.models import Cohort, SchoolHoliday
from training.queries.closures import known_until
from training.services.scheduling import Copied
from training.views.pages import form_page
from training.views.sessions import frame_of

SHOWN_DAYS = 6


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def calendar_copy(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Cohort.objects.visible_to(request.user).select_related("programme")
    cohort = get_object_or_404(visible, pk=pk)
    form = CopyForm(request.POST or None, cohort=cohort, user=request.user)
    if request.method == "POST" and (copied := form.try_save()):
        messages.success(request, f"{plural(len(copied.sessions), 'séance copiée')}.")
        if copied.closed:
            messages.warning(request, left_out(copied))
        return redirect(cohort)
    back = (cohort.name, cohort.get_absolute_url())
    return form_page(request, form, "Copier un horaire", "Copier", back, frame_of(cohort))


def left_out(copied: Copied) -> str:
    """« À replacer : 2 séances, le 1 nov. (Toussaint) et le 11 nov. (Armistice). »"""
    days = [f"le {day_short(day)} ({name})" for day, name in copied.closed[:SHOWN_DAYS]]
    if more := len(copied.closed) - SHOWN_DAYS:
        days += [f"{more} autres"] if more > 0 else []
    return f"À replacer : {plural(len(copied.closed), 'séance')}, {listed(days)}."


@require_safe
@require(Permission.TRAINING_READ)
def holiday_list(request: HttpRequest) -> HttpResponse:
    page = {
        "holidays": SchoolHoliday.objects.visible_to(request.user).order_by("-starts_on"),
        "known_until": known_until(),
        "may_write": request.user.has_verb(Permission.TRAINING_WRITE),
    }
    return render(request, "training/holidays.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def holiday_create(request: HttpRequest) -> HttpResponse:
    form = SchoolHolidayForm(request.POST or None, user=request.user)
    return _saved(request, form, "Nouveau congé scolaire", "Le congé est noté.")


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def holiday_edit(request: HttpRequest, pk: int) -> HttpResponse:
    holiday = get_object_or_404(SchoolHoliday.objects.visible_to(request.user), pk=pk)
    form = SchoolHolidayForm(request.POST or None, instance=holiday, user=request.user)
    return _saved(request, form, "Modifier le congé scolaire", "Le congé est modifié.")


def _saved(request: HttpRequest, form: SchoolHolidayForm, title: str, said: str) -> HttpResponse:
    if request.method == "POST" and form.try_save():
        messages.success(request, said)
        return redirect("training:holiday-list")
    back = ("Congés scolaires", reverse("training:holiday-list"))
    return form_page(request, form, title, "Enregistrer", back)
