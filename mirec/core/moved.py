"""An address whose row is now another one's: the reader is led there instead of to a 404."""

from collections.abc import Callable
from typing import NoReturn

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from mirec.core.models import MergedQuerySet


class MovedError(Exception):
    """Raised by whoever looked for a row; `url` is where it is found now."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def follow_merge(request: HttpRequest, visible: MergedQuerySet, pk: int) -> NoReturn:
    """Leads to the same page of the row that `pk` was merged into; 404 when it is not visible.

    Only from a page of the row itself, and to read: what was sent is not sent again elsewhere.
    """
    match = request.resolver_match
    kept = visible.filter(pk=visible.model.objects.kept_for(pk)).first()
    if kept is None or request.method != "GET" or match.kwargs.get("pk") != pk:
        raise Http404
    raise MovedError(reverse(match.view_name, kwargs=match.kwargs | {"pk": kept.pk}))


class MovedMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return redirect(error.url) if isinstance(error, MovedError) else None
