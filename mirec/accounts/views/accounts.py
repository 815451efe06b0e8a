"""Accounts, teams, and the table of roles that the manager may read."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.accounts.filters import UserFilter
from mirec.accounts.forms import TeamForm, UserForm
from mirec.accounts.invitations import send_password_link
from mirec.accounts.models import Team, User
from mirec.accounts.rules import ROLE_SPECS
from mirec.accounts.tables import UserTable
from mirec.core.periods import today
from mirec.core.tables import paged


@require_safe
@require(Permission.USERS_MANAGE)
def user_list(request: HttpRequest) -> HttpResponse:
    filter_ = UserFilter(request.GET, queryset=User.objects.select_related("team"))
    table = paged(request, UserTable(filter_.qs, on=today()))
    page = {
        "filter": filter_,
        "table": table,
        "teams": Team.objects.annotate(size=Count("members")),
    }
    return render(request, "accounts/user_list.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.USERS_MANAGE)
def user_create(request: HttpRequest) -> HttpResponse:
    form = UserForm(request.POST or None, user=request.user)
    if request.method == "POST" and (account := form.try_save()):
        send_password_link(request, account)
        messages.success(request, f"Compte ouvert. Un lien est parti vers {account.email}.")
        return redirect("accounts:user-list")
    return render(request, "accounts/form.html", {"form": form, "title": "Ouvrir un compte"})


@require_http_methods(["GET", "POST"])
@require(Permission.USERS_MANAGE)
def user_edit(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(User, pk=pk)
    title = f"Compte de {account}"
    form = UserForm(request.POST or None, instance=account, user=request.user)
    if request.method == "POST" and form.try_save():
        messages.success(request, f"Le compte de {account} est à jour.")
        return redirect("accounts:user-list")
    return render(request, "accounts/form.html", {"form": form, "title": title, "account": account})


@require_POST
@require(Permission.USERS_MANAGE)
def user_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail once more the link by which the owner chooses a password."""
    account = get_object_or_404(User, pk=pk, is_active=True)
    send_password_link(request, account)
    messages.success(request, f"Un lien est parti vers {account.email}.")
    return redirect("accounts:user-edit", pk)


@require_http_methods(["GET", "POST"])
@require(Permission.USERS_MANAGE)
def team_create(request: HttpRequest) -> HttpResponse:
    form = TeamForm(request.POST or None, user=request.user)
    if request.method == "POST" and (team := form.try_save()):
        messages.success(request, f"L'équipe {team} est créée.")
        return redirect("accounts:user-list")
    return render(request, "accounts/form.html", {"form": form, "title": "Créer une équipe"})


@require_safe
@require(Permission.ROLES_READ)
def roles(request: HttpRequest) -> HttpResponse:
    """One table, the same that `require` asks: what each role may do."""
    rows = [
        (permission, [permission in spec.permissions for spec in ROLE_SPECS.values()])
        for permission in Permission
    ]
    return render(request, "accounts/roles.html", {"specs": ROLE_SPECS.items(), "rows": rows})
