"""How does a text message leave the house? By the backend that `SMS_BACKEND` names."""

import logging
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)


class SmsBackend(Protocol):
    """A provider's backend: a class without arguments with this one method."""

    def send(self, to: str, text: str) -> None:
        """Hand one message over; raises when the provider refuses it."""


class ConsoleBackend:
    """Sends nothing: writes on the terminal that a message would have left (its number masked)."""

    def send(self, to: str, text: str) -> None:
        log.warning("SMS non envoyé (pas de fournisseur), …%s : %s", to[-3:], text)


class MemoryBackend:
    """Keeps the messages, for tests."""

    outbox: list[tuple[str, str]] = []

    def send(self, to: str, text: str) -> None:
        self.outbox.append((to, text))


def send_sms(to: str, text: str) -> None:
    """One message to a number in international form."""
    backend: SmsBackend = import_string(settings.SMS_BACKEND)()
    backend.send(to, text)
