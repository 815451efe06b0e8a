from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0007_import_history_without_findings")]

    operations = [
        migrations.AlterField(
            model_name="fileopening",
            name="part",
            field=models.CharField(max_length=80, verbose_name="partie"),
        ),
    ]
