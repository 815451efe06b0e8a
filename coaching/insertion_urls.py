"""Addresses of the way from a proposal to a job: the gap, its steps, the plan that is signed."""

from django.urls import path

from coaching.views import insertion as gaps
from coaching.views import insertion_plans as plans

insertion = [
    path("propositions/<int:pk>/insertion/", gaps.gap, name="insertion"),
    path("propositions/<int:pk>/insertion/moyens/", gaps.way_take, name="insertion-way"),
    path("propositions/<int:pk>/insertion/etapes/", gaps.step_create, name="insertion-step-add"),
    path(
        "propositions/<int:pk>/insertion/abandonner/",
        gaps.left_over_drop,
        name="insertion-drop",
    ),
    path("propositions/<int:pk>/insertion/etablir/", plans.draw_up, name="insertion-draw-up"),
    path("offres/<int:pk>/plans-d-insertion/", gaps.of_vacancy, name="insertion-of-vacancy"),
    path("insertion/etapes/<int:pk>/", gaps.step_edit, name="insertion-step-edit"),
    path("insertion/etapes/<int:pk>/retirer/", gaps.step_remove, name="insertion-step-remove"),
    path("insertion/plans/<int:pk>/", plans.version, name="insertion-plan"),
    path("insertion/plans/<int:pk>/signer/", plans.sign, name="insertion-sign"),
    path("insertion/plans/<int:pk>/papier/", plans.paper, name="insertion-paper"),
    path("insertion/plans/<int:pk>/reporter/", plans.apply, name="insertion-apply"),
]
