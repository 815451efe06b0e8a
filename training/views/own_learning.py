"""What a person says of the own training: « I am here », and how far one has got."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from beneficiaries.models import Beneficiary
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from training.forms.learning import OwnLearningForm
from training.models import Enrolment
from training.queries.door import own_presence
from training.queries.learning import own_trainings
from training.services import arrive, check_door, session_at_door


@require_http_methods(["GET", "POST"])
@never_cache
@require(Permission.OWN_SPACE)
def my_door(request: HttpRequest, token: str) -> HttpResponse:
    """Once noted, the page says so as long as one keeps it, whatever became of the code."""
    person, now = _self(request), timezone.now()
    page = {"session": None, "presence": None, "refusal": ""}
    try:
        page["session"], _until = session_at_door(token)
        page["presence"] = own_presence(page["session"], person)
        if request.method == "POST":
            arrive(token=token, beneficiary=person, by=request.user, at=now)
            return redirect("training:my-door", token)
        if not page["presence"]:
            check_door(token=token, beneficiary=person, at=now)
    except ValidationError as refusal:
        page["refusal"] = refusal.messages[0]
    status = HTTPStatus.OK
    if page["refusal"]:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if page["session"] else HTTPStatus.NOT_FOUND
    return render(request, "training/my_door.html", page, status=status)


@require_http_methods(["GET", "POST"])
@require(Permission.OWN_SPACE)
def my_learning(request: HttpRequest) -> HttpResponse:
    """The skills of the present training, or of the last one, in the person's own words."""
    trainings = own_trainings(_self(request))
    enrolment = next(iter(trainings), None)
    form = _own_form(request, enrolment) if enrolment else None
    if form and request.method == "POST" and form.try_save() is not None:
        messages.success(request, _("C'est noté. Merci !"))
        return redirect("training:my-learning")
    context = {"form": form, "enrolment": enrolment, "trainings": trainings}
    return render(request, "training/my_learning.html", context)


def _own_form(request: HttpRequest, enrolment: Enrolment) -> OwnLearningForm:
    return OwnLearningForm(
        request.POST if request.method == "POST" else None,
        enrolment=enrolment,
        taught=list(enrolment.cohort.programme.taught_skills.select_related("skill")),
        said={row.skill_id: row for row in enrolment.results.all()},
        user=request.user,
        on=today(),
    )


def _self(request: HttpRequest) -> Beneficiary:
    return get_object_or_404(Beneficiary.objects.own_of(request.user))
