"""What a person wishes of a job: written from the profile or from the file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from beneficiaries.models import Beneficiary
from employers.forms.wishes import WishForm
from employers.models import WorkWish
from employers.services.profiles import note_profile_opening
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page
from mirec.core.wording import of


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE, Permission.PROPOSAL_WRITE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """`?dossier=1` leads back to the file instead of the profile."""
    people, user = Beneficiary.objects, request.user
    may_propose = user.has_verb(Permission.PROPOSAL_WRITE)
    visible = people.profile_visible_to(user) if may_propose else people.visible_to(user)
    person = get_object_or_404(visible.only("first_name", "last_name"), pk=pk)
    note_profile_opening(beneficiary=person, by=user)
    wish = WorkWish.objects.filter(beneficiary=person).first() or WorkWish(beneficiary=person)
    form = WishForm(request.POST or None, instance=wish, user=user)
    back = reverse("employers:profile", args=[pk])
    if request.GET.get("dossier") and people.visible_to(user).filter(pk=pk).exists():
        back = reverse("beneficiaries:detail", args=[pk])
    if request.method == "POST" and form.try_save():
        messages.success(request, f"Les souhaits {of(person)} sont notés.")
        return redirect(back)
    lede = "Ce que la personne peut et veut prendre ; ce qui reste vide sera « à vérifier »."
    return form_page(request, form, f"Souhaits {of(person)}", "Enregistrer", (person, back), lede)
