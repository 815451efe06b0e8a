"""The doors of the support after a hire; the last ones of `avis/` are open to who holds a link."""

from django.urls import path

from coaching.views import hire_checks, in_job, opinions

after_hire = [
    path("suivis-emploi/<int:pk>/", hire_checks.hire_check, name="hire-check"),
    path(
        "suivis-emploi/<int:pk>/<str:side>/demander/", hire_checks.opinion_ask, name="opinion-ask"
    ),
    path("suivis-emploi/<int:pk>/<str:side>/noter/", hire_checks.opinion_note, name="opinion-note"),
    path(
        "suivis-emploi/<int:pk>/<str:side>/adresse/",
        hire_checks.opinion_address,
        name="opinion-address",
    ),
    path("avis/merci/", opinions.given, name="opinion-given"),
    path("avis/travail/<slug:token>/", opinions.worker, name="opinion-worker"),
    path("avis/engagement/<slug:token>/", opinions.employer, name="opinion-employer"),
    path("personnes/<int:pk>/dans-l-emploi/", in_job.block, name="in-job"),
    path("personnes/<int:pk>/validation/", in_job.test_plan, name="skill-test-plan"),
    path("validations/<int:pk>/resultat/", in_job.test_result, name="skill-test-result"),
    path(
        "mises-a-l-emploi/<int:pk>/difficulte/", in_job.difficulty_create, name="difficulty-create"
    ),
    path("difficultes/<int:pk>/", in_job.difficulty_edit, name="difficulty-edit"),
    path("difficultes/<int:pk>/ouvrir/", in_job.difficulty_open, name="difficulty-open"),
]
