"""Going back: before, every message had an account."""

from django.db import migrations


def erase(apps, schema_editor):
    apps.get_model('outbox', 'Message').objects.filter(user=None).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0003_letters_to_who_has_no_account'),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, erase),
    ]
