"""The three decrees as rows: R2005, R2009 and R2024, from the shipped tables."""

from django.db import migrations

from beneficiaries.rules.shipped import SHIPPED
from beneficiaries.services.regimes import criterion_rows_of, row_of


def load(apps, schema_editor) -> None:
    regime_model = apps.get_model("beneficiaries", "Regime")
    criterion_model = apps.get_model("beneficiaries", "RegimeCriterion")
    for rules in SHIPPED:
        regime = regime_model.objects.create(**row_of(rules))
        criterion_model.objects.bulk_create(
            criterion_model(regime=regime, **row) for row in criterion_rows_of(rules)
        )


def unload(apps, schema_editor) -> None:
    codes = [rules.code for rules in SHIPPED]
    apps.get_model("beneficiaries", "Regime").objects.filter(code__in=codes).delete()


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
