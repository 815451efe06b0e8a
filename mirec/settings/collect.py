"""For `collectstatic` while the image is built: production's storage, no server and no secret."""

import os

from mirec.settings.base import *
from mirec.settings.insecure import *

STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / "staticfiles"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
