"""An address whose row is now another one's: the reader is led there instead of to a 404."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class MovedError(Exception):
    """Raised by whoever looked for a row; `url` is where it is found now."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class MovedMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return redirect(error.url) if isinstance(error, MovedError) else None
