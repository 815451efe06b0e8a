"""Two databases told apart by what they say, not by when they were written or numbered."""

import hashlib
import json

from django.apps import apps
from django.db import models

OURS = ("accounts", "partners", "beneficiaries", "employers", "training", "coaching", "reporting")
UNSTABLE = {
    "id", "created_at", "changed_at", "assessed_at", "recorded_at", "opened_at",
    "journeys", "target", "updated_at",
}  # fmt: skip
NAMES_A_ROW = {
    ("accounts.Draft", "subject"),
    ("accounts.Draft", "content"),
    ("employers.ProfileSending", "content"),
    ("training.PaymentRun", "file"),
    ("training.OperatorSheet", "file"),
    ("coaching.InsertionPlan", "content"),
}
"""Texts in which a row is named by its number or an instant is written, and unguessable paths."""
SECRET = {"password", "niss", "token", "last_login"}


def fingerprint() -> str:
    """Every row of our tables; references are told by the rank of the row they point at."""
    ranks = {model: _ranks(model) for model in _models()}
    rows = {model._meta.label: _rows(model, ranks) for model in _models()}
    return hashlib.sha256(json.dumps(rows, default=str, sort_keys=True).encode()).hexdigest()


def _models() -> list[type[models.Model]]:
    return [
        model
        for label in OURS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if not hasattr(model, "pgh_tracked_model")
    ]


def _ranks(model) -> dict[int, int]:
    keys = model.objects.order_by("pk").values_list("pk", flat=True)
    return {key: rank for rank, key in enumerate(keys)}


def _rows(model, ranks) -> list[list]:
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.name not in UNSTABLE | SECRET
        and (model._meta.label, field.name) not in NAMES_A_ROW
    ]
    found = model.objects.order_by("pk").values_list(*(field.attname for field in fields))
    return [
        [
            ranks[field.related_model][value] if field.is_relation and value is not None else value
            for field, value in zip(fields, row, strict=True)
        ]
        for row in found
    ]
