"""Pages of the house itself: the component sheet, the health of the service, an expired form."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from mirec.core import samples
from mirec.core.periods import today


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state: the design review, and a test."""
    return render(request, "core/components.html", samples.everything(request, on=today()))


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For the machine that watches: the web server answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Beside a paper, whose file names no icon, a browser asks for one at this address."""
    return redirect(static("img/mirec.svg"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose secret has expired: say that nothing is lost, and how to send it again."""
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)
