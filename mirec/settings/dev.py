"""Development: the embedded servers of this clone, unless DATABASE_URL and REDIS_URL say other."""

import os

from mirec.embedded.places import Home, data_folder
from mirec.settings import services
from mirec.settings.base import *
from mirec.settings.insecure import *

SITE_URL = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
DEBUG = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
INTERNAL_IPS = ["127.0.0.1"]

EMBEDDED_HOME = Home(data_folder())
REDIS_URL = os.environ.get("REDIS_URL", EMBEDDED_HOME.redis_url)
DATABASES = {
    "default": services.database(os.environ.get("DATABASE_URL", EMBEDDED_HOME.database_url))
}
CACHES = services.caches(REDIS_URL)
CELERY_BROKER_URL = CELERY_RESULT_BACKEND = services.broker(REDIS_URL)

MEDIA_ROOT = EMBEDDED_HOME.path / "media"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = EMBEDDED_HOME.path / "mail"
DEFAULT_FROM_EMAIL = "mirec@example.be"
