"""Every field is declared, what concerns persons keeps its history, health stays apart."""

import pytest
from pghistory import DeleteEvent, InsertEvent, UpdateEvent

from tests.meta.models import events_of, field_names, house_models
from tests.meta.privacy import BOOKKEEPING, MODELS, Privacy

HOUSE = house_models()
ABOUT_PERSONS = [model for model in HOUSE if MODELS.get(model._meta.label)
                 and MODELS[model._meta.label].concerns_persons]  # fmt: skip
KEPT = [model for model in ABOUT_PERSONS if not MODELS[model._meta.label].no_history]
LEFT_OUT_OF_HISTORY = {
    "password", "last_login", "name_key", "sound_key", "title_key", "limit_on", "last_day",
    "findings",
}  # fmt: skip


@pytest.mark.parametrize("model", HOUSE, ids=lambda model: model._meta.label)
def test_every_field_is_declared_once_and_exists(model):
    declared = MODELS[model._meta.label].fields
    assert set(declared) == set(field_names(model)) - BOOKKEEPING


def test_no_declaration_outlives_its_model():
    assert set(MODELS) == {model._meta.label for model in HOUSE}


def test_health_is_declared_only_where_the_team_alone_reads():
    with_health = {
        label for label, model in MODELS.items() if Privacy.HEALTH in model.fields.values()
    }
    assert with_health == {
        "beneficiaries.HandicapRecognition",
        "beneficiaries.Assessment",
        "beneficiaries.Document",
        "beneficiaries.Obstacle",
        "coaching.Difficulty",
        "coaching.FollowUp",
    }


@pytest.mark.parametrize("model", HOUSE, ids=lambda model: model._meta.label)
def test_whoever_hangs_from_a_person_has_a_declared_history_or_a_reason(model):
    declared = MODELS[model._meta.label]
    if declared.concerns_persons:
        assert (events_of(model) is not None) != bool(declared.no_history)


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model._meta.label)
def test_history_keeps_additions_changes_and_removals(model):
    kinds = {type(tracker) for tracker in events_of(model).pgh_trackers}
    assert kinds == {InsertEvent, UpdateEvent, DeleteEvent}


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model._meta.label)
def test_history_keeps_every_field_but_what_can_be_computed_or_must_not_be_kept(model):
    kept = {field.name for field in events_of(model)._meta.concrete_fields}
    assert set(field_names(model)) - kept <= LEFT_OUT_OF_HISTORY
