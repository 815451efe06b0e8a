"""Secrets that everyone knows, for development and tests: production brings its own."""

from base64 import urlsafe_b64encode

SECRET_KEY = "development-only-" + "mirec" * 10
FIELD_KEYS = [urlsafe_b64encode(b"development-only-field-key-mirec").decode()]
NISS_PEPPER = "development-only-pepper"
