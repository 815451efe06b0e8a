from django.urls import path

from training.views import (
    attendance,
    calendar,
    cohorts,
    enrolments,
    feeds,
    own_space,
    panel,
    programmes,
    sessions,
)

app_name = "training"
urlpatterns = [
    path("formations/", programmes.programme_list, name="programme-list"),
    path("formations/nouvelle/", programmes.programme_create, name="programme-create"),
    path("formations/<int:pk>/", programmes.programme_detail, name="programme-detail"),
    path("formations/<int:pk>/modifier/", programmes.programme_edit, name="programme-edit"),
    path("formations/<int:pk>/groupes/nouveau/", cohorts.cohort_create, name="cohort-create"),
    path("formations/calendrier/", calendar.calendar, name="calendar"),
    path("formations/groupes/<int:pk>/", cohorts.cohort_detail, name="cohort-detail"),
    path("formations/groupes/<int:pk>/modifier/", cohorts.cohort_edit, name="cohort-edit"),
    path(
        "formations/groupes/<int:pk>/seances/nouvelle/",
        sessions.session_create,
        name="session-create",
    ),
    path(
        "formations/groupes/<int:pk>/inscrire/",
        enrolments.enrolment_create,
        name="enrolment-create",
    ),
    path("formations/inscriptions/<int:pk>/", enrolments.enrolment_move, name="enrolment-move"),
    path("formations/seances/<int:pk>/", sessions.session_detail, name="session-detail"),
    path("formations/seances/<int:pk>/modifier/", sessions.session_edit, name="session-edit"),
    path("formations/seances/<int:pk>/annuler/", sessions.session_cancel, name="session-cancel"),
    path("formations/seances/<int:pk>/presences/", attendance.attendance, name="attendance"),
    path("personnes/<int:pk>/formations/", panel.panel, name="panel"),
    path("mon-espace/", own_space.my_week, name="my-week"),
    path("mon-espace/agenda/", own_space.my_feed, name="my-feed"),
    path("agenda/<slug:token>.ics", feeds.feed, name="feed"),
]
