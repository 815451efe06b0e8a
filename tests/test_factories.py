"""Every model has a factory, and every factory and trait makes a row the database accepts."""

import factory
import pytest
from django.apps import apps

from tests import factories

OURS = {"core", "accounts", "partners", "beneficiaries", "employers", "training", "coaching",
        "reporting", "demo"}  # fmt: skip
FACTORIES = [
    value
    for value in (getattr(factories, name) for name in factories.__all__)
    if isinstance(value, type) and issubclass(value, factory.Factory)
]
TRAITS = [
    pytest.param(each, name, id=f"{each.__name__}-{name}")
    for each in FACTORIES
    for name, value in each._meta.parameters.items()
    if isinstance(value, factory.Trait)
]


def _our_models():
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OURS
        and not hasattr(model, "pgh_tracked_model")
        and not model._meta.auto_created
    ]


@pytest.mark.parametrize("model", _our_models(), ids=lambda model: model.__name__)
def test_every_model_has_a_factory(model):
    assert model in {each._meta.model for each in FACTORIES}


@pytest.mark.django_db
@pytest.mark.parametrize("each", FACTORIES, ids=lambda each: each.__name__)
def test_a_factory_makes_two_rows(each):
    for _ in range(2):
        row = each()
        assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("each", "trait"), TRAITS)
def test_a_trait_makes_a_row(each, trait):
    assert each(**{trait: True}).pk is not None
