from django.db import migrations, models

from audit.triggers import allow_update, forbid_update


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_a_kept_file_never_changes")]

    operations = [
        allow_update("documents_storedfile"),
        migrations.AddField(
            model_name="storedfile",
            name="key_id",
            field=models.CharField(blank=True, db_index=True, default="", editable=False, max_length=32),
        ),
        migrations.AlterField(
            model_name="storedfile",
            name="original_name",
            field=models.CharField(blank=True, max_length=200, verbose_name="name"),
        ),
        forbid_update("documents_storedfile"),
    ]
