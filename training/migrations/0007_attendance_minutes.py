"""A person's hours are read from an index that holds them, instead of from every presence."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0006_told_revision"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(
                fields=["enrolment"], include=("minutes",), name="attendance_minutes"
            ),
        ),
        migrations.AlterField(
            model_name="attendance",
            name="enrolment",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances",
                to="training.enrolment",
            ),
        ),
    ]
