"""A form that was accepted has no draft any more."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from mirec.accounts.drafts import discard_draft

ACCEPTED = {HTTPStatus.CREATED, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}
"""How the house answers what it keeps; a form that comes back is a 200 or a 422."""
FIELD = "brouillon"


def named_draft(text: str) -> tuple[str, str]:
    """The form and the subject that `form:subject` names, in the lengths that the table keeps."""
    form, _, subject = text.replace("\0", "").partition(":")
    return form[:60], subject[:60]


class SentDraftMiddleware:
    """Deletes the draft that the sent form names in its hidden field `brouillon`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code in ACCEPTED:
            form, subject = named_draft(request.POST.get(FIELD, ""))
            if form and request.user.is_authenticated:
                discard_draft(user=request.user, form=form, subject=subject)
        return response
