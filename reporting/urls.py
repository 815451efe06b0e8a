from django.urls import path

from reporting.views import quotas, reports, texts

app_name = "reporting"
urlpatterns = [
    path("", reports.report_list, name="list"),
    path("produire/", reports.create, name="create"),
    path("derogations/", quotas.quota, name="quota"),
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
