"""The one question a view asks before it does anything."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from mirec.accounts.enums import Permission


def require(*permissions: Permission) -> Callable:
    """Refuse (403) unless the user has one of the permissions."""

    def decorator(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not any(request.user.has_verb(permission) for permission in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        checked.required_permissions = permissions
        return checked

    return decorator
