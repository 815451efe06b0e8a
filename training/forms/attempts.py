"""A form that calls one service: what the service refuses stands beside its field."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError


class AttemptMixin:
    def attempt(self, service: Callable[..., Any], **arguments: Any) -> Any:
        """What the service returns; None when it refused, and then the form says why."""
        try:
            return service(**arguments)
        except ValidationError as error:
            self.add_error(None, error)
            return None
