"""Django's admin of sessions and cohorts, with the columns, filters and joins of our own pages."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import include, path

from training.models import Cohort, Session
from training.queries.calendar import with_presences
from training.queries.catalogue import with_places


class OpenSite(admin.AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return True


class Reading(admin.ModelAdmin):
    """Our users have no permissions as the admin asks for them: everything is open, to read."""

    list_per_page = 1000

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    has_module_permission = has_view_permission
    has_delete_permission = has_change_permission


class Sessions(Reading):
    list_display = (
        "title", "kind", "starts_at", "ends_at", "programme", "cohort", "coordinator", "place",
        "room", "trainer", "cancelled_at", "is_noted",
    )  # fmt: skip
    list_select_related = ("cohort__programme", "cohort__coordinator")
    list_filter = ("cohort__programme", "cohort__coordinator")
    ordering = ("starts_at", "pk")

    def get_queryset(self, request: HttpRequest):
        return with_presences(super().get_queryset(request))

    def programme(self, session: Session):
        return session.cohort.programme

    def coordinator(self, session: Session):
        return session.cohort.coordinator

    @admin.display(boolean=True)
    def is_noted(self, session: Session) -> bool:
        return session.is_noted


class Cohorts(Reading):
    list_display = (
        "name", "programme", "coordinator", "starts_on", "ends_on", "places", "site", "taken_count",
        "waiting_count",
    )  # fmt: skip
    list_select_related = ("programme", "coordinator")

    def get_queryset(self, request: HttpRequest):
        return with_places(super().get_queryset(request))

    def taken_count(self, cohort: Cohort) -> int:
        return cohort.taken_count

    def waiting_count(self, cohort: Cohort) -> int:
        return cohort.waiting_count


site = OpenSite()
site.register(Session, Sessions)
site.register(Cohort, Cohorts)
urlpatterns = [path("admin/", site.urls), path("", include("mirec.urls"))]
