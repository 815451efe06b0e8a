"""The bank's file names accounts: from here on the database only sees it encrypted."""

from django.db import migrations

from mirec.core.fields import EncryptedTextField, cipher


def encrypt(apps, schema_editor) -> None:
    rewrite(apps, lambda text: cipher().encrypt(text.encode()).decode())


def decrypt(apps, schema_editor) -> None:
    rewrite(apps, lambda text: cipher().decrypt(text.encode()).decode())


def rewrite(apps, change) -> None:
    runs = apps.get_model("training", "PaymentRun").objects.exclude(file="")
    for pk, text in runs.values_list("pk", "file").iterator():
        runs.filter(pk=pk).update(file=change(text))


class Migration(migrations.Migration):
    dependencies = [("training", "0007_attendance_minutes")]
    operations = [
        migrations.RunPython(encrypt, decrypt),
        migrations.AlterField(
            model_name="paymentrun",
            name="file",
            field=EncryptedTextField(
                blank=True, editable=False, verbose_name="fichier de paiement"
            ),
        ),
    ]
