"""A page that is one form."""

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_page(
    request: HttpRequest,
    form: BaseForm,
    title: str,
    submit: str,
    back: tuple[str, str],
    lede: str = "",
) -> HttpResponse:
    """`back` is the label and the address of the page above."""
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "back": back[0],
        "back_url": back[1],
        "lede": lede,
    }
    return render(request, "training/form.html", context)
