"""Every week, to who asked for it: how many matters wait in each team. Numbers, never a name."""

from django.core.mail import send_mail
from django.template.loader import render_to_string

from coaching.day.lines import Moment
from coaching.day.teams import waiting_by_team
from mirec.accounts.enums import Permission
from mirec.accounts.models import User

SUBJECT = "Ce qui attend dans les équipes"


def send_digests(moment: Moment) -> int:
    """One mail to each colleague who asked for it and still steers; how many."""
    asked = [
        user
        for user in User.objects.staff().filter(is_active=True, wants_digest=True)
        if user.has_verb(Permission.TEAMS_READ)
    ]
    for user in asked:
        context = {"user": user, "on": moment.on, "waiting": waiting_by_team(user, moment)}
        send_mail(SUBJECT, render_to_string("coaching/day/digest.txt", context), None, [user.email])
    return len(asked)
