"""Which icon, tone and word does a value wear? Enum members say so by `tone` and `icon`."""

from dataclasses import dataclass
from enum import Enum
from functools import cache

from django.db import models

TONES = ("ok", "warn", "bad", "info", "phase", "")


@dataclass(frozen=True)
class Badge:
    label: str
    tone: str = ""
    icon: str = ""


def badge_of(value) -> Badge:
    """The badge of an enum member; a plain value wears the neutral one."""
    if isinstance(value, Badge):
        return value
    if isinstance(value, Enum):
        return Badge(
            str(getattr(value, "label", value)),
            getattr(value, "tone", ""),
            getattr(value, "icon", ""),
        )
    return Badge(str(value))


def field_badge(instance: models.Model, field_name: str) -> Badge:
    """The badge of a model's choice field, whose stored value is a plain string."""
    field = instance._meta.get_field(field_name)
    value = getattr(instance, field_name)
    enum = enum_of(tuple(field.flatchoices))
    return badge_of(enum(value)) if enum and value in enum.values else Badge(str(value))


@cache
def enum_of(choices: tuple) -> type[models.TextChoices] | None:
    """The enum class that has exactly these choices, None when there is none."""
    for enum in _enums(models.TextChoices):
        if tuple(choice for choice in enum.choices if choice[0]) == choices:
            return enum
    return None


def states() -> list[tuple[str, list[Badge]]]:
    """Every enum of the application whose members have a tone, with its badges, by name."""
    found = {enum.__name__: enum for enum in _enums(models.TextChoices) if hasattr(enum, "tone")}
    return [(name, [badge_of(member) for member in found[name]]) for name in sorted(found)]


def _enums(base: type) -> list[type]:
    found = []
    for child in base.__subclasses__():
        found += [child, *_enums(child)]
    return found
