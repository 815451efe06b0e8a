"""The person's own voice about the skills: on the own phone, or noted at the coach's desk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beneficiaries.forms.skills import OwnLevelsForm
from beneficiaries.models import Beneficiary
from beneficiaries.panels import open_file
from beneficiaries.potential import last_words, travelled_by
from beneficiaries.tabs import address
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today

PART = "Avis de la personne"


@require_http_methods(["GET", "POST"])
@require(Permission.OWN_SPACE)
def my_skills(request: HttpRequest) -> HttpResponse:
    person = get_object_or_404(Beneficiary.objects.own_of(request.user))
    form = _form(request, person)
    if request.method == "POST" and form.try_save():
        messages.success(request, _("C'est noté. Merci !"))
        return redirect("beneficiaries:my-skills")
    page = {
        "form": form,
        "person": person,
        "travelled": travelled_by(person),
        "week_url": address("training:my-week"),
        "paper_url": address("coaching:my-travelled"),
    }
    return render(request, "beneficiaries/my_skills.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def skill_voice(request: HttpRequest, pk: int) -> HttpResponse:
    """The same questions on the coach's screen: the person answers, the coach notes."""
    beneficiary = open_file(request, pk, PART)
    form = _form(request, beneficiary)
    if request.method == "POST" and form.try_save():
        messages.success(request, "L'avis de la personne est noté.")
        return redirect("beneficiaries:panel-skills", pk)
    page = {"form": form, "beneficiary": beneficiary}
    return render(request, "beneficiaries/skill_voice.html", page)


def _form(request: HttpRequest, beneficiary: Beneficiary) -> OwnLevelsForm:
    words = last_words(beneficiary)
    known = {row.skill_id: row.skill for row in beneficiary.skills.select_related("skill")}
    spoken = {skill_pk: word.skill for skill_pk, word in words.items()}
    return OwnLevelsForm(
        request.POST if request.method == "POST" else None,
        beneficiary=beneficiary,
        skills=list((known | spoken).values()),
        said={skill_pk: word.level for skill_pk, word in words.items()},
        user=request.user,
        on=today(),
    )
