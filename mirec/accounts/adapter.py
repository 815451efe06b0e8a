from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the house: nobody signs up by oneself."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
