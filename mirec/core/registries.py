"""What a lower app asks of the apps above it, which it may not import."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.module_loading import import_string


class Registry:
    """Dotted paths of functions that higher apps offer when they start, each kept once."""

    def __init__(self) -> None:
        self._paths: list[str] = []

    def register(self, path: str) -> None:
        if path not in self._paths:
            self._paths.append(path)

    def __iter__(self) -> Iterator[Callable[..., Any]]:
        """The functions, in the order in which they were offered."""
        return map(import_string, self._paths)
