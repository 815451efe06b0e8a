from django.urls import path

from beneficiaries.views import (
    criteria,
    eligibility,
    files,
    people,
    regimes,
    situations,
    skills,
    suggestions,
)

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
    path("regimes/", regimes.regime_list, name="regime-list"),
    path("regimes/<int:pk>/", regimes.regime_detail, name="regime-detail"),
    path("regimes/<int:pk>/copier/", regimes.regime_copy, name="regime-copy"),
    path("regimes/<int:pk>/modifier/", regimes.regime_edit, name="regime-edit"),
    path("regimes/<int:pk>/retirer/", regimes.regime_delete, name="regime-delete"),
    path("regimes/<int:pk>/effets/", regimes.regime_preview, name="regime-preview"),
    path("regimes/<int:pk>/criteres/ajouter/", criteria.criterion_create, name="criterion-create"),
    path("regimes/criteres/<int:pk>/", criteria.criterion_edit, name="criterion-edit"),
    path("regimes/criteres/<int:pk>/retirer/", criteria.criterion_delete, name="criterion-delete"),
]
