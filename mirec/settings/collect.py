"""For `collectstatic` while the image is built: production's storage, no server and no secret."""

from mirec.settings.base import *
from mirec.settings.insecure import *

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
