"""The models of the house, without the tables that history keeps beside them."""

from django.apps import apps
from django.db import models

APPS = {
    "core",
    "accounts",
    "partners",
    "beneficiaries",
    "employers",
    "training",
    "coaching",
    "reporting",
    "demo",
}


def house_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in APPS and not hasattr(model, "pgh_tracked_model")
    ]


def events_of(model: type[models.Model]) -> type[models.Model] | None:
    """The table in which the history of a model is kept, None when it has none."""
    return next(
        (
            event
            for event in apps.get_models()
            if getattr(event, "pgh_tracked_model", None) is model
        ),
        None,
    )


def field_names(model: type[models.Model]) -> list[str]:
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [field.name for field in fields]
