"""The demo's settings with Django's own admin beside our pages, to be measured on the same rows."""

from mirec.settings.demo import *

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "tests.benchmarks.admin"
