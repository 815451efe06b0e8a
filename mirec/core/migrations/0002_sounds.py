"""How words sound (double metaphone), for names that are spelt otherwise."""

from django.contrib.postgres.operations import CreateExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0001_extensions")]
    operations = [CreateExtension("fuzzystrmatch")]
