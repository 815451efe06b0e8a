"""The list of persons; registering a person and changing who the person is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from beneficiaries.filters import BeneficiaryFilter
from beneficiaries.forms.people import BeneficiaryForm
from beneficiaries.models import Beneficiary
from beneficiaries.panels import open_file
from beneficiaries.tables import BeneficiaryTable
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from mirec.core.tables import paged


@require_safe
@require(Permission.FILE_READ)
def person_list(request: HttpRequest) -> HttpResponse:
    on = today()
    visible = Beneficiary.objects.visible_to(request.user)
    rows = visible.select_related("coach", "locality").defer("niss", "niss_digest")
    filter_ = BeneficiaryFilter(request.GET, queryset=rows, user=request.user, on=on)
    table = paged(request, BeneficiaryTable(filter_.qs, on=on))
    can_create = request.user.has_verb(Permission.FILE_CREATE)
    page = {"filter": filter_, "table": table, "can_create": can_create}
    return render(request, "beneficiaries/list.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_CREATE)
def create(request: HttpRequest) -> HttpResponse:
    form = BeneficiaryForm(request.POST or None, user=request.user, on=today())
    if request.method == "POST" and (beneficiary := form.try_save()):
        messages.success(request, f"{beneficiary} a le dossier {beneficiary.file_number}.")
        return redirect(beneficiary)
    return render(request, "beneficiaries/create.html", {"form": form, "twins": form.twins})


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = open_file(request, pk, "Identité (modification)")
    name = beneficiary.full_name
    form = BeneficiaryForm(
        request.POST or None, instance=beneficiary, user=request.user, on=today()
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "L'identité est à jour.")
        return redirect("beneficiaries:panel-identity", pk)
    page = {"form": form, "beneficiary": beneficiary, "name": name}
    return render(request, "beneficiaries/edit.html", page)
