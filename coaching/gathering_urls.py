"""The addresses of sessions of information and workshops, of the public pages first."""

from django.urls import path

from coaching.views import information, public, seats, sign_ups, workshops

gatherings = [
    # Without an account.
    path("seances/", public.public, name="public"),
    path("formations-ouvertes/", public.open_programmes, name="open-programmes"),
    path("seances/<int:pk>/", public.sign_up, name="sign-up"),
    path("seances/<int:pk>/merci/", public.signed_up, name="signed-up"),
    path("seances/inscription/<slug:token>/", public.my_sign_up, name="my-sign-up"),
    # Those who organise.
    path("seances-information/", information.information_list, name="information-list"),
    path(
        "seances-information/nouvelle/", information.information_create, name="information-create"
    ),
    path(
        "seances-information/<int:pk>/", information.information_detail, name="information-detail"
    ),
    path(
        "seances-information/<int:pk>/modifier/",
        information.information_edit,
        name="information-edit",
    ),
    path(
        "seances-information/<int:pk>/annuler/",
        information.information_cancel,
        name="information-cancel",
    ),
    path(
        "seances-information/<int:pk>/cloturer/",
        information.information_close,
        name="information-close",
    ),
    path(
        "seances-information/<int:pk>/liste/",
        information.information_paper,
        name="information-paper",
    ),
    path("seances-information/<int:pk>/inscrire/", sign_ups.sign_up_add, name="sign-up-add"),
    path(
        "seances-information/<int:pk>/entree/", sign_ups.information_door, name="information-door"
    ),
    path("inscriptions/<int:pk>/presence/", sign_ups.sign_up_presence, name="sign-up-presence"),
    path("inscriptions/<int:pk>/desister/", sign_ups.sign_up_withdraw, name="sign-up-withdraw"),
    path("inscriptions/<int:pk>/prevenir/", sign_ups.sign_up_told, name="sign-up-told"),
    path("inscriptions/<int:pk>/candidat/", sign_ups.sign_up_candidate, name="sign-up-candidate"),
    path("ateliers/", workshops.workshop_list, name="workshop-list"),
    path("ateliers/nouveau/", workshops.workshop_create, name="workshop-create"),
    path("ateliers/<int:pk>/", workshops.workshop_detail, name="workshop-detail"),
    path("ateliers/<int:pk>/modifier/", workshops.workshop_edit, name="workshop-edit"),
    path("ateliers/<int:pk>/annuler/", workshops.workshop_cancel, name="workshop-cancel"),
    path("ateliers/<int:pk>/texte/", workshops.workshop_text, name="workshop-text"),
    path("ateliers/<int:pk>/cloturer/", workshops.workshop_close, name="workshop-close"),
    path("ateliers/<int:pk>/liste/", workshops.workshop_paper, name="workshop-paper"),
    path("ateliers/<int:pk>/inscrire/", seats.workshop_register, name="workshop-register"),
    path("ateliers/<int:pk>/presences/", seats.workshop_door, name="workshop-door"),
    path("ateliers/inscriptions/<int:pk>/presence/", seats.seat_presence, name="seat-presence"),
    path("ateliers/inscriptions/<int:pk>/desister/", seats.seat_withdraw, name="seat-withdraw"),
]
