from django.db import migrations

from initiatives import guards


def install(apps, schema_editor):
    guards.install(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0001_initial")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
