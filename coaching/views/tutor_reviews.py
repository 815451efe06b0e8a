"""The tutor's five questions: sent, noted by phone, or answered by a link without an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coaching.forms.alternance import NoteReviewForm, TutorReviewForm
from coaching.services.tutor_reviews import answer_by_link, question_behind, refusal_to_ask
from coaching.tasks import send_tutor_review
from coaching.views.internships import find_followed
from coaching.views.opinions import closed
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page
from mirec.core.periods import today

NOT_SENT = "Les questions ne sont pas parties : l'envoi ne répond pas. Réessayez dans un moment."


@require_POST
@require(Permission.TRAINING_WRITE, Permission.FOLLOWUP_WRITE)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the questions now; the address sent before no longer holds."""
    stay = find_followed(request, pk)
    if refusal := refusal_to_ask(stay, today()):
        messages.error(request, refusal)
    elif send_tutor_review(stay.pk, by=request.user):
        messages.success(request, f"Les questions partent à {stay.tutor_email}.")
    else:
        messages.error(request, NOT_SENT)
    return redirect(stay)


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE, Permission.FOLLOWUP_WRITE)
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers heard by phone."""
    stay = find_followed(request, pk)
    form = NoteReviewForm(
        request.POST or None,
        internship=stay,
        user=request.user,
        on=today(),
        at=timezone.now(),
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "L'évaluation est notée.")
        return redirect(stay)
    back = (str(stay), stay.get_absolute_url())
    lede = f"{stay.tutor_name}, {stay.employer}."
    return form_page(
        request, form, "Ce que dit le tuteur", "Enregistrer l'évaluation", back, lede=lede
    )


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    on, at = today(), timezone.now()
    review, refusal = question_behind(token, at)
    form = TutorReviewForm(request.POST or None)
    if review and request.method == "POST" and form.is_valid():
        refusal = answer_by_link(token=token, on=on, at=at, **form.said())
        if not refusal:
            return redirect("coaching:opinion-given")
    if refusal:
        return closed(request, refusal)
    context = {"form": form, "stay": review.internship}
    return render(request, "coaching/public/tutor_review.html", context)
