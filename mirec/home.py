"""Where does each person's day begin?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from mirec.accounts.enums import Role

HOME_PAGES: dict[Role, str] = {
    Role.COACH: "coaching:home",
    Role.MANAGER: "reporting:list",
    Role.PROSPECTOR: "employers:home",
    Role.COORDINATOR: "training:calendar",
    Role.ADMINISTRATOR: "accounts:user-list",
    Role.BENEFICIARY: "training:my-week",
}


def home(request: HttpRequest) -> HttpResponse:
    """The home page of the first of the user's roles, in the order of the table."""
    for role, url_name in HOME_PAGES.items():
        if request.user.has_role(role):
            return redirect(url_name)
    return redirect("account_change_password")
