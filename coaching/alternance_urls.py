"""The doors of the practice in a company; `evaluation/` is open to who holds a link."""

from django.urls import path

from coaching.views import alternance_lists as lists
from coaching.views import alternance_papers as papers
from coaching.views import internships, tutor_reviews

alternance = [
    path(
        "formations/inscriptions/<int:pk>/stage/",
        internships.internship_create,
        name="internship-create",
    ),
    path(
        "formations/inscriptions/<int:pk>/contrat/", papers.contract_draw, name="contract-draw-up"
    ),
    path("formations/groupes/<int:pk>/stages/", internships.of_cohort, name="cohort-practice"),
    path("personnes/<int:pk>/stages/", internships.of_person, name="person-practice"),
    path("stages/<int:pk>/", internships.internship, name="internship"),
    path("stages/<int:pk>/modifier/", internships.internship_edit, name="internship-edit"),
    path("stages/<int:pk>/arreter/", internships.internship_stop, name="internship-stop"),
    path("stages/<int:pk>/convention/", papers.stay_draw, name="internship-draw-up"),
    path("stages/<int:pk>/visites/", internships.visit_create, name="visit-create"),
    path("stages/visites/<int:pk>/", internships.visit_edit, name="visit-edit"),
    path("stages/<int:pk>/evaluation/demander/", tutor_reviews.ask, name="review-ask"),
    path("stages/<int:pk>/evaluation/noter/", tutor_reviews.note, name="review-note"),
    path("stages/papiers/<int:pk>/", papers.paper_page, name="alternance-paper"),
    path("stages/papiers/<int:pk>/signer/", papers.sign, name="alternance-sign"),
    path("stages/papiers/<int:pk>/pdf/", papers.paper_pdf, name="alternance-pdf"),
    path("stages/assurances/", lists.insured, name="insured-list"),
    path("stages/assurances.xlsx", lists.insurer_file, name="insurer-file"),
    path("stages/forem.xlsx", lists.forem_file, name="forem-file"),
    path("evaluation/<slug:token>/", tutor_reviews.by_link, name="tutor-review"),
    path("mon-espace/stages/papiers/<int:pk>/", papers.my_paper, name="my-alternance-paper"),
]
