"""Who was there? One list per session, noted on a telephone or at the desk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from training.forms.attendance import AttendanceForm
from training.models import Session
from training.queries.participants import participants_of
from training.rules.presence import obstacle


@require_http_methods(["GET", "POST"])
@require(Permission.ATTENDANCE_WRITE)
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Session.objects.visible_to(request.user).select_related("cohort__programme")
    session = get_object_or_404(visible, pk=pk)
    if reason := obstacle(session.starts_at, session.cancelled_at, on=today()):
        messages.warning(request, reason)
        return redirect(session)
    form = AttendanceForm(
        request.POST or None,
        session=session,
        participants=list(participants_of(session)),
        noted={line.enrolment_id: line for line in session.attendances.all()},
        user=request.user,
        on=today(),
    )
    if request.method == "POST" and form.try_save() is not None:
        messages.success(request, "Les présences sont notées.")
        return redirect(session)
    context = {"form": form, "session": session, "cohort": session.cohort}
    return render(request, "training/attendance.html", context)
