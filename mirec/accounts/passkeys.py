"""How allauth's passkeys stand in this house: one door among others, never a second lock."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class PasskeyAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Ce téléphone n'est pas reconnu. Entrez par un lien ou par un code."),
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Who has lost the telephone still enters by a link or a code."""
        return False

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return "Mon appareil"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.HOUSE_NAME}
