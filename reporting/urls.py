from django.urls import path

from reporting.views import inspections, quotas, reports, texts

app_name = "reporting"
urlpatterns = [
    path("", reports.report_list, name="list"),
    path("produire/", reports.create, name="create"),
    path("derogations/", quotas.quota, name="quota"),
    path("inspections/", inspections.inspection_list, name="inspection-list"),
    path("inspections/<int:pk>/", inspections.inspection_detail, name="inspection-detail"),
    path(
        "inspections/<int:pk>/avancement/",
        inspections.inspection_progress,
        name="inspection-progress",
    ),
    path("inspections/<int:pk>/relancer/", inspections.inspection_retry, name="inspection-retry"),
    path("inspections/<int:pk>/pdf/", inspections.inspection_pdf, name="inspection-pdf"),
    path("textes/<int:year>/", texts.sections, name="sections"),
    path("textes/<int:year>/section/", texts.section_create, name="section-create"),
    path("textes/<int:year>/recit/", texts.story_create, name="story-create"),
    path("sections/<int:pk>/", texts.section_edit, name="section-edit"),
    path("recits/<int:pk>/", texts.story_edit, name="story-edit"),
    path("<int:pk>/", reports.detail, name="detail"),
    path("<int:pk>/avancement/", reports.progress, name="progress"),
    path("<int:pk>/relancer/", reports.retry, name="retry"),
    path("<int:pk>/<str:format>/", reports.download, name="download"),
]
