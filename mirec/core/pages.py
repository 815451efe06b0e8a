"""A page that is one form, with the way back to the page above."""

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


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
