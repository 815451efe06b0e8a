"""The library of occupations and skills: what it holds, and its bringing up to date."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from beneficiaries.forms.library import LibraryForm
from beneficiaries.library import SHELVES
from beneficiaries.library_commands import changes_in_words
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page

LEDE = (
    "Ce qui est nouveau s'ajoute, ce qui a changé est corrigé, une entrée de la maison qui porte "
    "le même nom est reprise. Ce qui a quitté le fichier n'est plus proposé, mais reste là où il "
    "est déjà noté."
)


@require_safe
@require(Permission.LIBRARY_MANAGE)
def library(request: HttpRequest) -> HttpResponse:
    return render(request, "beneficiaries/library.html", {"shelves": SHELVES.values()})


@require_http_methods(["GET", "POST"])
@require(Permission.LIBRARY_MANAGE)
def library_import(request: HttpRequest, source: str) -> HttpResponse:
    if source not in SHELVES:
        raise Http404
    shelf = SHELVES[source]
    form = LibraryForm(request.POST or None, request.FILES or None, shelf=shelf)
    if request.method == "POST" and (changes := form.try_save()):
        messages.success(request, changes_in_words(changes))
        return redirect("beneficiaries:library")
    title = f"Mettre à jour les {shelf.title.lower()}"
    back = ("Métiers et compétences", reverse("beneficiaries:library"))
    return form_page(request, form, title, "Importer le fichier", back, LEDE)
