from django.urls import path

from beneficiaries.views import files, people, suggestions

app_name = "beneficiaries"
urlpatterns = [
    path("", people.person_list, name="list"),
    path("inscrire/", people.create, name="create"),
    path("suggestions/<slug:lookup>/", suggestions.suggestions, name="suggestions"),
    path("<int:pk>/", files.detail, name="detail"),
    path("<int:pk>/modifier/", people.edit, name="edit"),
    path("<int:pk>/identite/", files.panel_identity, name="panel-identity"),
    path("<int:pk>/niss/", files.niss, name="niss"),
]
