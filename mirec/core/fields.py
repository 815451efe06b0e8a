"""Fields that keep a secret: encrypted at rest, found again by an exact value."""

import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def cipher() -> MultiFernet:
    """The first of `FIELD_KEYS` encrypts, all of them decrypt: keys can be rotated."""
    return _cipher(tuple(settings.FIELD_KEYS))


def digest(value: str) -> str:
    """A keyed fingerprint (HMAC-SHA256, hex) by which an encrypted value is looked up."""
    return hmac.new(settings.NISS_PEPPER.encode(), value.encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField):
    """Text that the database only ever sees encrypted; cannot be searched, see `digest`."""

    def get_prep_value(self, value: str | None) -> str | None:
        value = super().get_prep_value(value)
        return cipher().encrypt(value.encode()).decode() if value else value

    def from_db_value(self, value: str | None, expression, connection) -> str | None:
        return cipher().decrypt(value.encode()).decode() if value else value
