from django.urls import path

from beneficiaries.views import eligibility, files, people, situations, skills, suggestions

app_name = "beneficiaries"
urlpatterns = [
    path("", people.person_list, name="list"),
    path("inscrire/", people.create, name="create"),
    path("suggestions/<slug:lookup>/", suggestions.suggestions, name="suggestions"),
    path("<int:pk>/", files.detail, name="detail"),
    path("<int:pk>/modifier/", people.edit, name="edit"),
    path("<int:pk>/identite/", files.panel_identity, name="panel-identity"),
    path("<int:pk>/niss/", files.niss, name="niss"),
    path("<int:pk>/historique/", files.panel_history, name="panel-history"),
    path("<int:pk>/eligibilite/", eligibility.panel_eligibility, name="panel-eligibility"),
    path("<int:pk>/evaluer/", eligibility.assess, name="assess"),
    path("evaluations/<int:pk>/", eligibility.assessment_detail, name="assessment-detail"),
    path("<int:pk>/periodes/ajouter/", situations.situation_create, name="situation-create"),
    path("periodes/<int:pk>/", situations.situation_edit, name="situation-edit"),
    path("periodes/<int:pk>/retirer/", situations.situation_delete, name="situation-delete"),
    path("<int:pk>/documents/ajouter/", situations.handicap_create, name="handicap-create"),
    path("documents/<int:pk>/retirer/", situations.handicap_delete, name="handicap-delete"),
    path("<int:pk>/competences/", skills.panel_skills, name="panel-skills"),
    path("<int:pk>/competences/ajouter/", skills.skill_create, name="skill-create"),
    path("competences/<int:pk>/retirer/", skills.skill_delete, name="skill-delete"),
]
