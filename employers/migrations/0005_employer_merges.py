import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("employers", "0004_sent_profiles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="employer",
            name="merged_into",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="employers.employer",
                verbose_name="fusionné avec",
            ),
        ),
        migrations.AddConstraint(
            model_name="employer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True),
                    models.Q(("merged_into", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="employer_merged_into_another",
            ),
        ),
        migrations.CreateModel(
            name="EmployerMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="créé le")),
                ("steps", models.JSONField(default=list, verbose_name="ce qui a changé")),
                ("merged_on", models.DateField(verbose_name="fusionné le")),
                (
                    "undone_on",
                    models.DateField(blank=True, null=True, verbose_name="défaite le"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="créé par",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to="employers.employer",
                        verbose_name="employeur gardé",
                    ),
                ),
                (
                    "absorbed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employers.employer",
                        verbose_name="employeur absorbé",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="défaite par",
                    ),
                ),
            ],
            options={
                "verbose_name": "fusion d'employeurs",
                "verbose_name_plural": "fusions d'employeurs",
                "ordering": ["-merged_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("absorbed")), _negated=True),
                        name="employer_merge_of_two",
                        violation_error_message="Un employeur ne se fusionne pas avec lui-même.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_on__isnull", True)),
                        fields=("absorbed",),
                        name="employer_merge_absorbed_once",
                        violation_error_message="Cet employeur est déjà fusionné.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("undone_by__isnull", True), ("undone_on__isnull", True))
                        | models.Q(("undone_by__isnull", False), ("undone_on__isnull", False)),
                        name="employer_merge_undone_by_someone",
                    ),
                ],
            },
        ),
    ]
