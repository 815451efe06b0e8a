"""What every model and every closed vocabulary of the house promises."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import models

from mirec.core.badges import TONES
from mirec.core.icons import icon_names
from tests.meta.models import house_models

HOUSE = house_models()
MOMENTS = (models.DateField, models.DateTimeField)


def enums() -> list[type[models.TextChoices]]:
    found, waiting = [], [models.TextChoices, models.IntegerChoices]
    while waiting:
        children = waiting.pop().__subclasses__()
        found += children
        waiting += children
    packages = (*settings_packages(), "mirec")
    return sorted(
        (enum for enum in found if enum.__module__.split(".")[0] in packages),
        key=lambda enum: (enum.__module__, enum.__name__),
    )


def settings_packages() -> list[str]:
    return [app for app in settings.INSTALLED_APPS if "." not in app]


DEEDS = [
    pytest.param(model, field.name, id=f"{model._meta.label}.{field.name}")
    for model in HOUSE
    for field in model._meta.concrete_fields
    if field.name.endswith("_by")
]
MEMBERS = [
    pytest.param(member, id=f"{enum.__name__}.{member.name}") for enum in enums() for member in enum
]


@pytest.mark.parametrize(("model", "deed"), DEEDS)
def test_who_did_it_stands_beside_when(model, deed):
    stem = deed.removesuffix("_by")
    moments = {f.name for f in model._meta.concrete_fields if isinstance(f, MOMENTS)}
    assert moments & {f"{stem}_on", f"{stem}_at"}


@pytest.mark.parametrize("model", HOUSE, ids=lambda model: model._meta.label)
def test_days_end_in_on_and_instants_in_at(model):
    """`valid_from`, `available_from`, `valid_to` and `valid_until` name a bound, `_since` too."""
    bounds = ("_from", "_to", "_until", "_since")
    for field in model._meta.concrete_fields:
        if isinstance(field, models.DateTimeField):
            assert field.name.endswith("_at") or field.name == "last_login"
        elif isinstance(field, models.DateField):
            assert field.name.endswith(("_on", *bounds)) or field.name == "last_day"


@pytest.mark.parametrize("model", HOUSE, ids=lambda model: model._meta.label)
def test_a_model_has_a_french_name_and_says_who_it_is(model):
    assert model._meta.verbose_name != model._meta.model_name
    assert model.__str__ is not models.Model.__str__


@pytest.mark.parametrize("member", MEMBERS)
def test_a_member_has_a_label_and_its_tone_an_icon_that_exists(member):
    assert member.label
    if hasattr(member, "icon"):
        assert member.icon in icon_names()
    if hasattr(member, "tone"):
        assert member.tone in TONES
        assert hasattr(member, "icon"), "a colour alone says nothing to who cannot see it"


def test_no_app_imports_a_higher_one():
    lint_imports = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run(
        [lint_imports, "--no-cache"], cwd=settings.BASE_DIR, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout
