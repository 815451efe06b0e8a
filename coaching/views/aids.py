"""Which hiring aids may this person open with this job? Only for who may open the file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from beneficiaries.panels import open_file
from coaching.forms.aids import AidsForm
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today


@require_safe
@require(Permission.FILE_READ)
def possible_aids(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = open_file(request, pk, "Aides à l'embauche")
    on = today()
    form = AidsForm(request.GET.dict(), beneficiary=beneficiary, user=request.user, on=on)
    page = {"form": form, "judged": form.judged, "beneficiary": beneficiary}
    return render(request, "coaching/possible_aids.html", page)
