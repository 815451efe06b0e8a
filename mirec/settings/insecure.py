"""Secrets and a bank account that everyone knows, for development and tests."""

from base64 import urlsafe_b64encode

SECRET_KEY = "development-only-" + "mirec" * 10
FIELD_KEYS = [urlsafe_b64encode(b"development-only-field-key-mirec").decode()]
NISS_PEPPER = "development-only-pepper"
SEPA_DEBTOR_IBAN = "BE68539007547034"  # the example of every manual
SEPA_DEBTOR_BIC = ""
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost: a passkey elsewhere asks for https
