"""Fields of the house: secrets encrypted at rest, and mail addresses as people really have them."""

import hashlib
import hmac
import re
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models

LOCAL_PART = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
MOST_LETTERS = 254


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


def validate_mail(value: str) -> None:
    """An address whose name may have accents (RFC 6531); the browser's own check refuses them."""
    local, at, domain = value.rpartition("@")
    if not at or len(value) > MOST_LETTERS or not LOCAL_PART.fullmatch(local):
        raise ValidationError(validate_email.message, code=validate_email.code)
    validate_email(f"nom@{domain}")


class MailInput(forms.EmailField):
    """Typed in a text input with the keyboard of addresses."""

    widget = forms.TextInput(attrs={"inputmode": "email", "autocapitalize": "none"})
    default_validators = [validate_mail]


class MailField(models.EmailField):
    default_validators = [validate_mail]

    def formfield(self, **options):
        return super().formfield(**{"form_class": MailInput, **options})
