"""The hiring aids as dated rows, from the shipped tables."""

from dataclasses import asdict

from django.db import migrations

from employers.rules.shipped_aids import SHIPPED_AIDS


def load(apps, schema_editor) -> None:
    model = apps.get_model("employers", "HiringAid")
    model.objects.bulk_create(
        model(**asdict(aid) | {"conditions": list(aid.conditions)}) for aid in SHIPPED_AIDS
    )


def unload(apps, schema_editor) -> None:
    codes = {aid.code for aid in SHIPPED_AIDS}
    apps.get_model("employers", "HiringAid").objects.filter(code__in=codes).delete()


class Migration(migrations.Migration):
    dependencies = [("employers", "0002_sustained_job")]
    operations = [migrations.RunPython(load, unload)]
