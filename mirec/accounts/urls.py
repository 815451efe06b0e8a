from allauth.account import views as allauth
from django.urls import include, path, re_path

from mirec.accounts.views import accounts, drafts, passkeys, sign_in

PAGES = [
    path("utilisateurs/", accounts.user_list, name="user-list"),
    path("utilisateurs/ouvrir/", accounts.user_create, name="user-create"),
    path("utilisateurs/<int:pk>/", accounts.user_edit, name="user-edit"),
    path("utilisateurs/<int:pk>/lien/", accounts.user_link, name="user-link"),
    path("roles/", accounts.roles, name="roles"),
    path("equipes/creer/", accounts.team_create, name="team-create"),
    path("brouillons/", drafts.draft_list, name="draft-list"),
    path("brouillons/lire/", drafts.draft_read, name="draft-read"),
    path("brouillons/garder/", drafts.draft_save, name="draft-save"),
    path("brouillons/effacer/", drafts.draft_discard, name="draft-discard"),
]
DOORS = [
    path("lien/", sign_in.link, name="link"),
    path("lien/envoye/", sign_in.sent, name="sent"),
    path("lien/<slug:token>/", sign_in.by_link, name="by-link"),
    path("code/", sign_in.code, name="code"),
    path("appareil/", passkeys.PasskeyLoginView.as_view(), name="key-login"),
    path("appareils/", passkeys.keys, name="keys"),
    path("appareils/<int:pk>/retirer/", passkeys.key_remove, name="key-remove"),
]
# Of allauth only the pages that the house uses; sign-up is closed, but allauth reverses its name.
urlpatterns = [
    path("connexion/", allauth.login, name="account_login"),
    path("connexion/", include((DOORS, "signin"))),
    path("deconnexion/", allauth.logout, name="account_logout"),
    path("inscription/", allauth.signup, name="account_signup"),
    path("compte-ferme/", allauth.account_inactive, name="account_inactive"),
    path("confirmer/", allauth.reauthenticate, name="account_reauthenticate"),
    path("mot-de-passe/", allauth.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", allauth.password_set, name="account_set_password"),
    path("mot-de-passe/oublie/", allauth.password_reset, name="account_reset_password"),
    path(
        "mot-de-passe/oublie/envoye/",
        allauth.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^mot-de-passe/lien/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/change/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("comptes/", include((PAGES, "accounts"))),
]
