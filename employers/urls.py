from django.urls import path

from employers.views import (
    contacts,
    home,
    organisations,
    persons,
    placements,
    proposals,
    requirements,
    suggestions,
    vacancies,
)

app_name = "employers"
urlpatterns = [
    path("", home.home, name="home"),
    path("suggestions/<slug:lookup>/", suggestions.suggestions, name="suggestions"),
    path("employeurs/", organisations.employer_list, name="employer-list"),
    path("employeurs/nouveau/", organisations.create, name="employer-create"),
    path("employeurs/<int:pk>/", organisations.detail, name="employer-detail"),
    path("employeurs/<int:pk>/modifier/", organisations.edit, name="employer-edit"),
    path("employeurs/<int:pk>/contact/", contacts.create, name="contact-create"),
    path("contacts/<int:pk>/modifier/", contacts.edit, name="contact-edit"),
    path("offres/", vacancies.vacancy_list, name="vacancy-list"),
    path("offres/nouvelle/", vacancies.create, name="vacancy-create"),
    path("offres/<int:pk>/", vacancies.detail, name="vacancy-detail"),
    path("offres/<int:pk>/modifier/", vacancies.edit, name="vacancy-edit"),
    path("offres/<int:pk>/cloturer/", vacancies.close, name="vacancy-close"),
    path("offres/<int:pk>/exigence/", requirements.create, name="requirement-create"),
    path("exigences/<int:pk>/retirer/", requirements.delete, name="requirement-delete"),
    path("propositions/", proposals.proposal_list, name="proposal-list"),
    path("propositions/nouvelle/", proposals.create, name="proposal-create"),
    path("propositions/<int:pk>/etape/", proposals.move, name="proposal-move"),
    path("contrats/", placements.placement_list, name="placement-list"),
    path("contrats/<int:pk>/", placements.detail, name="placement-detail"),
    path("profils/<int:pk>/", persons.profile, name="profile"),
    path("personnes/<int:pk>/", persons.panel, name="panel"),
]
