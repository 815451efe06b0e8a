"""The one error of this package: its text is a French sentence with a way out."""


class EmbeddedError(Exception):
    """Shown as it is, without a traceback, by `manage.py`, the demo and pytest."""
