from django.urls import path

from beneficiaries.views import files

app_name = "beneficiaries"
urlpatterns = [
    path("<int:pk>/", files.detail, name="detail"),
    path("<int:pk>/identite/", files.panel_identity, name="panel-identity"),
    path("<int:pk>/niss/", files.niss, name="niss"),
]
