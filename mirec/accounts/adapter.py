from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from mirec.accounts.models import NO_ADDRESS


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the house: nobody signs up by oneself."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing to who has no address: such an account signs in by a code."""
        if not email.endswith(f"@{NO_ADDRESS}"):
            super().send_mail(template_prefix, email, context)
