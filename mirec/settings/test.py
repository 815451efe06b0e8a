"""Tests: throw-away embedded servers of one run, shared by its xdist workers.

The run that pytest starts names its folder in MIREC_TEST_HOME; its workers and the Celery worker
they start inherit it. tests/servers.py starts and removes the servers.
"""

import os
from pathlib import Path

from mirec.embedded.places import Home, folder_of_run
from mirec.settings import services
from mirec.settings.base import *
from mirec.settings.insecure import *

if "MIREC_TEST_HOME" not in os.environ:
    os.environ["MIREC_TEST_HOME"] = str(folder_of_run(os.getpid()))  # made when first needed
EMBEDDED_HOME = Home(Path(os.environ["MIREC_TEST_HOME"]))
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
FIRST_DB = 2 * int(WORKER.removeprefix("gw"))  # each xdist worker has its own Redis databases

SITE_URL = "http://testserver"
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
REDIS_URL = EMBEDDED_HOME.redis_url
DATABASES = {
    "default": services.database(os.environ.get("DATABASE_URL", EMBEDDED_HOME.database_url))
}
CACHES = services.caches(REDIS_URL, FIRST_DB)
CELERY_BROKER_URL = CELERY_RESULT_BACKEND = services.broker(REDIS_URL, FIRST_DB)

MEDIA_ROOT = EMBEDDED_HOME.path / f"media-{WORKER}"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SMS_BACKEND = "mirec.core.sms.MemoryBackend"
DEFAULT_FROM_EMAIL = "mirec@example.be"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # no scan of static files for each test client
