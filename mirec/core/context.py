"""What does every page know? The house's name, and where the person signed in can go."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from mirec.core.navigation import navigation


def house(request: HttpRequest) -> dict[str, object]:
    return {
        "HOUSE_NAME": settings.HOUSE_NAME,
        "HOUSE_PLACE": settings.HOUSE_PLACE,
        "HOUSE_LEGAL_NAME": settings.HOUSE_LEGAL_NAME,
        "frame": SimpleLazyObject(lambda: _frame(request)),
    }


def _frame(request: HttpRequest) -> dict[str, object]:
    """The page's frame: groups of navigation, search, the first action; empty when signed out."""
    user = getattr(request, "user", None)
    verbs = user.verbs if user and user.is_authenticated else frozenset()
    return {
        "groups": navigation(verbs, request.path),
        "search_url": reverse("finding:search") if "search" in verbs else "",
        "followup_url": (reverse("coaching:followup-create") if "followup.write" in verbs else ""),
        "entry_url": reverse("coaching:followup-entry") if "followup.write" in verbs else "",
        "is_staff": bool(verbs) and "own.space" not in verbs,
    }
