"""The demo: development's settings as a visitor sees them, without debug pages."""

from mirec.settings.dev import *

DEBUG = False
STATIC_ROOT = None  # static files are served from where they lie: nothing to collect
WHITENOISE_USE_FINDERS = True
