"""Bring the demo's database up to date, fill it when empty, and write down who can sign in."""

import sys
from pathlib import Path

import django
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction


def load() -> None:
    call_command("migrate", verbosity=0)
    if not get_user_model().objects.exists():
        with transaction.atomic():  # cut short, it leaves nothing: the next run starts it again
            call_command("seed", verbosity=0)


if __name__ == "__main__":
    django.setup()
    load()
    with Path(sys.argv[1]).open("w") as accounts:
        call_command("demo_accounts", stdout=accounts)
