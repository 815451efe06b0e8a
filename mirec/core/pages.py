"""A page that is one form, with the way back to the page above; and the way back from a deed."""

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


def back_from(request: HttpRequest) -> str:
    """The page one came from (`retour`), as a path of this house; "" otherwise."""
    url = request.POST.get("retour", "") or request.GET.get("retour", "")
    is_ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
    return url if is_ours and url.startswith("/") else ""


def form_page(
    request: HttpRequest,
    form: BaseForm,
    title: str,
    submit: str,
    back: tuple[object, str],
    lede: str = "",
    template: str = "form_page.html",
) -> HttpResponse:
    """`back` is what the page above is called, and its address."""
    page = {
        "form": form,
        "title": title,
        "submit": submit,
        "back": str(back[0]),
        "back_url": back[1],
        "lede": lede,
    }
    return render(request, template, page)
