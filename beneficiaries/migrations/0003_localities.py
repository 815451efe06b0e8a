"""The postal localities that addresses choose from."""

from django.db import migrations

from beneficiaries.data.localities import load_localities


def load(apps, schema_editor) -> None:
    load_localities(apps)


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0002_regimes")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
