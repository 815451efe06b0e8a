"""The decree of 2023 is certain up to 2025 only: say so where nobody has written anything else."""

from django.db import migrations

from beneficiaries.rules.decree_2023 import R2024


def say(apps, schema_editor) -> None:
    regimes = apps.get_model("beneficiaries", "Regime").objects
    regimes.filter(code=R2024.code, uncertainty="").update(uncertainty=R2024.uncertainty)


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0008_openings_of_any_paper")]
    operations = [migrations.RunPython(say, migrations.RunPython.noop)]
