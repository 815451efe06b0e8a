"""The operator's list beside our ledger: received, compared, each difference settled."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from beneficiaries.services.imports.keeping import content_of
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.files import attached
from mirec.core.pages import back_from
from mirec.core.periods import today
from mirec.core.wording import day_full, plural
from training.enums import Settlement
from training.forms.operator_lists import PersonForm, SettlementForm, SheetForm
from training.models import Cohort, Enrolment, OperatorLine, OperatorSheet
from training.queries.operator_lists import (
    ALL,
    DIFFERENCES,
    OPEN,
    Pair,
    Pairs,
    balance_of,
    pair_of,
    sessions_of_day,
    sheets_of,
    strangers_of,
)
from training.views.pages import form_page

PER_PAGE = 100
LEDE_OF_A_NAME = "Votre choix vaut pour toutes les lignes de la liste à ce nom."


@require_safe
@require(Permission.ALLOWANCE_READ)
def sheet_list(request: HttpRequest, pk: int) -> HttpResponse:
    cohort = _cohort(request, pk)
    page = {
        "cohort": cohort,
        "sheets": sheets_of(cohort, request.user),
        "may_write": request.user.has_verb(Permission.ALLOWANCE_WRITE),
    }
    return render(request, "training/operator_lists/list.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.ALLOWANCE_WRITE)
def sheet_create(request: HttpRequest, pk: int) -> HttpResponse:
    cohort = _cohort(request, pk)
    form = SheetForm(
        request.POST or None,
        request.FILES or None,
        cohort=cohort,
        user=request.user,
        on=today(),
    )
    if request.method == "POST" and (sheet := form.try_save()):
        count = plural(sheet.lines.filter(number__isnull=False).count(), "ligne lue", "lignes lues")
        messages.success(request, f"La liste est à côté de notre registre : {count}.")
        return redirect("training:operator-sheet", sheet.pk)
    back = ("Listes de l'opérateur", reverse("training:operator-sheet-list", args=[cohort.pk]))
    lede = (
        "Elle est comparée au registre ligne par ligne ; rien n'y change. Une nouvelle liste des "
        "mêmes jours remplace l'ancienne, qui reste gardée."
    )
    return form_page(request, form, "Comparer une liste", "Comparer", back, lede)


@require_safe
@require(Permission.ALLOWANCE_READ)
def sheet_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The differences; `?jours=a-decider` those that wait, `?jours=tout` also what is the same."""
    sheet = _sheet(request, pk)
    balance = balance_of(sheet)
    choices = [
        ("", "Ce qui diffère", balance.difference_count, DIFFERENCES),
        ("a-decider", "À décider", balance.open_days, OPEN),
        ("tout", "Tous les jours", balance.total, ALL),
    ]
    wanted = request.GET.get("jours", "")
    chosen = next((each for each in choices if each[0] == wanted), choices[0])
    paginator = Paginator(Pairs(sheet, chosen[2], chosen[3]), PER_PAGE)
    rows = paginator.get_page(request.GET.get("page"))
    may_write = request.user.has_verb(Permission.ALLOWANCE_WRITE) and not sheet.dropped_on
    page = {
        "sheet": sheet,
        "balance": balance,
        "choices": choices,
        "chosen": chosen[0],
        "rows": rows,
        "pages": list(paginator.get_elided_page_range(rows.number, on_each_side=1, on_ends=1)),
        "strangers": strangers_of(sheet),
        "may_write": may_write,
    }
    return render(request, "training/operator_lists/detail.html", page)


@require_safe
@require(Permission.ALLOWANCE_READ)
def sheet_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as it was received."""
    sheet = _sheet(request, pk)
    try:
        content = content_of(sheet)
    except ValidationError as gone:
        raise Http404(gone.message) from gone
    end = "csv" if sheet.media_type == "text/csv" else "xlsx"
    return attached(content, sheet.media_type, f"liste-{sheet.pk}.{end}")


@require_http_methods(["GET", "POST"])
@require(Permission.ALLOWANCE_WRITE)
def difference_settle(request: HttpRequest, pk: int, enrolment_pk: int, day: str) -> HttpResponse:
    sheet = _sheet(request, pk)
    enrolments = Enrolment.objects.visible_to(request.user).filter(cohort=sheet.cohort_id)
    enrolment = get_object_or_404(enrolments.select_related("beneficiary"), pk=enrolment_pk)
    worked_on = _day(day)
    pair = pair_of(sheet, enrolment, worked_on)
    if pair is None:
        raise Http404
    back = _back(request, sheet)
    form = SettlementForm(
        request.POST or None,
        initial={"settlement": pair.settled or _likely(pair), "words": pair.words},
        sheet=sheet,
        enrolment=enrolment,
        day=worked_on,
        user=request.user,
        on=today(),
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, f"La suite du {day_full(worked_on)} est notée.")
        return redirect(back)
    page = {
        "form": form,
        "sheet": sheet,
        "back": back,
        "enrolment": enrolment,
        "pair": pair,
        "sessions": sessions_of_day(enrolment, worked_on),
        "may_correct": request.user.has_verb(Permission.ATTENDANCE_WRITE),
    }
    return render(request, "training/operator_lists/settle.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.ALLOWANCE_WRITE)
def line_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Who a typed name is, for all its rows in the list."""
    lines = OperatorLine.objects.visible_to(request.user).filter(number__isnull=False)
    line = get_object_or_404(lines.select_related("sheet__cohort"), pk=pk)
    form = PersonForm(
        request.POST or None,
        initial={
            "enrolment": line.enrolment_id,
            "settlement": "" if line.enrolment_id else line.settlement,
            "words": line.words,
        },
        line=line,
        user=request.user,
        on=today(),
    )
    if request.method == "POST" and (count := form.try_save()):
        rows = plural(count, "ligne")
        messages.success(request, f"C'est noté pour « {line.typed_name} » : {rows}.")
        return redirect(_back(request, line.sheet))
    back = (line.sheet.name, _back(request, line.sheet))
    title = f"Qui est « {line.typed_name} » ?"
    return form_page(request, form, title, "Enregistrer", back, LEDE_OF_A_NAME)


def _cohort(request: HttpRequest, pk: int) -> Cohort:
    visible = Cohort.objects.visible_to(request.user).select_related("programme__operator")
    return get_object_or_404(visible, pk=pk)


def _sheet(request: HttpRequest, pk: int) -> OperatorSheet:
    visible = OperatorSheet.objects.visible_to(request.user)
    return get_object_or_404(
        visible.select_related("cohort__programme__operator", "created_by"), pk=pk
    )


def _likely(pair: Pair) -> str:
    """Who has just corrected the session comes back to say so."""
    return Settlement.CORRECTED if pair.is_corrected else ""


def _back(request: HttpRequest, sheet: OperatorSheet) -> str:
    """The part of the list from which one came."""
    return f"{back_from(request) or reverse('training:operator-sheet', args=[sheet.pk])}#tableau"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
