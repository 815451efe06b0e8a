"""Who may sign in to the demo, and how."""

from django.utils.text import slugify

PASSWORD = "demo-mirec-2026"  # noqa: S105 - everyone may know it: the persons are invented
DOMAIN = "demo.mirec.example"


def email_of(first_name: str, last_name: str) -> str:
    return f"{slugify(first_name)}.{slugify(last_name)}@{DOMAIN}"
