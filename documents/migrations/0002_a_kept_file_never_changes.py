from django.db import migrations

from audit.triggers import forbid_update


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_stored_file")]

    operations = [forbid_update("documents_storedfile")]
