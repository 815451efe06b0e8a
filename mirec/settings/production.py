"""Production: everything comes from the environment, and nothing starts while it is incomplete.

Each variable is described in the README, with an example in `.env.example`.
"""

from mirec.settings import services
from mirec.settings.base import *
from mirec.settings.environment import REQUIRED, refuse_bad_values, refuse_missing
from mirec.settings.environment import env as _env

refuse_missing(REQUIRED)

SECRET_KEY = _env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = _env.list("SECRET_KEY_FALLBACKS", default=[])
FIELD_KEYS = _env.list("FIELD_KEYS")  # the first encrypts, every one decrypts
NISS_PEPPER = _env.str("NISS_PEPPER")
ALLOWED_HOSTS = _env.list("ALLOWED_HOSTS")
refuse_bad_values(SECRET_KEY, FIELD_KEYS, NISS_PEPPER, ALLOWED_HOSTS)

SITE_URL = _env.str("SITE_URL", default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}")

DEBUG = False
DATABASES = {
    "default": services.database(_env.str("DATABASE_URL"))
    | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
}
REDIS_URL = _env.str("REDIS_URL")
CACHES = services.caches(REDIS_URL)
CELERY_BROKER_URL = CELERY_RESULT_BACKEND = services.broker(REDIS_URL)
vars().update(_env.email_url("EMAIL_URL"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _env.str("DEFAULT_FROM_EMAIL")
VACANCY_CONFIRM_DAYS = _env.int("VACANCY_CONFIRM_DAYS", default=VACANCY_CONFIRM_DAYS)
SEPA_DEBTOR_NAME = _env.str("SEPA_DEBTOR_NAME", default=SEPA_DEBTOR_NAME)
SEPA_DEBTOR_IBAN = _env.str("SEPA_DEBTOR_IBAN", default="").replace(" ", "")
SEPA_DEBTOR_BIC = _env.str("SEPA_DEBTOR_BIC", default="")
SMS_BACKEND = _env.str("SMS_BACKEND", default=SMS_BACKEND)
MEDIA_ROOT = Path(_env.str("MEDIA_ROOT"))

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_ROOT = Path(_env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))

SECURE_SSL_REDIRECT = _env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1  # the limits per address count the visitor, not the proxy
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": _env.str("LOG_LEVEL", default="INFO")},
}
