"""The persons one calls at an employer's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from employers.forms.organisations import ContactForm
from employers.models import Contact, Employer
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page


@require_http_methods(["GET", "POST"])
@require(Permission.EMPLOYER_WRITE)
def create(request: HttpRequest, pk: int) -> HttpResponse:
    employer = get_object_or_404(Employer.objects.visible_to(request.user), pk=pk)
    form = ContactForm(request.POST or None, employer=employer, user=request.user)
    if request.method == "POST" and (contact := form.try_save()):
        messages.success(request, f"{contact} est joignable chez {employer}.")
        return redirect(employer)
    back = (employer, employer.get_absolute_url())
    return form_page(
        request, form, "Nouvelle personne de contact", "Ajouter la personne de contact", back
    )


@require_http_methods(["GET", "POST"])
@require(Permission.EMPLOYER_WRITE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Contact.objects.visible_to(request.user).select_related("employer")
    contact = get_object_or_404(visible, pk=pk)
    employer, name = contact.employer, str(contact)
    form = ContactForm(request.POST or None, instance=contact, employer=employer, user=request.user)
    if request.method == "POST" and form.try_save():
        messages.success(request, "Le contact est à jour.")
        return redirect(employer)
    back = (employer, employer.get_absolute_url())
    return form_page(request, form, f"Modifier {name}", "Enregistrer", back)
