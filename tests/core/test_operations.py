"""What is laid together is the same as what is laid one by one, there and back."""

from django.db import connection, migrations, models
from django.db.migrations.state import ModelState, ProjectState

from mirec.core.operations import Together

INDEX = migrations.AddIndex("thing", models.Index(fields=["name"], name="thing_name"))
CHECK = migrations.AddConstraint(
    "thing", models.CheckConstraint(condition=~models.Q(name=""), name="thing_named")
)


def state() -> ProjectState:
    found = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]
    found.add_model(ModelState("core", "Thing", fields))
    return found


def test_the_state_is_that_of_the_operations_one_by_one():
    together, apart = state(), state()
    assert together.apps  # drawn already, as in a long migration
    Together([INDEX, CHECK]).state_forwards("core", together)
    for operation in (INDEX, CHECK):
        operation.state_forwards("core", apart)
    assert together == apart
    kept = together.apps.get_model("core", "thing")._meta
    assert [index.name for index in kept.indexes] == ["thing_name"]
    assert [constraint.name for constraint in kept.constraints] == ["thing_named"]


def made(cursor) -> set[str]:
    found = connection.introspection.get_constraints(cursor, "core_thing")
    return {"thing_name", "thing_named"} & set(found)


def test_the_database_is_changed_there_and_back(db):
    before, after = state(), state()
    batch = Together([INDEX, CHECK])
    batch.state_forwards("core", after)
    with connection.schema_editor() as editor, connection.cursor() as cursor:
        editor.create_model(before.apps.get_model("core", "thing"))
        batch.database_forwards("core", editor, before, after)
        assert made(cursor) == {"thing_name", "thing_named"}
        batch.database_backwards("core", editor, after, before)
        assert made(cursor) == set()
    assert batch.reversible
