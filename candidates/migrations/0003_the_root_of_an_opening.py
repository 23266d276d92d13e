from django.db import migrations, models

from audit.triggers import allow_update, forbid_update


class Migration(migrations.Migration):
    dependencies = [("candidates", "0002_a_submitted_bid_never_changes")]

    operations = [
        allow_update("candidates_opening"),
        migrations.AddField(
            model_name="opening",
            name="merkle_root",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        forbid_update("candidates_opening"),
    ]
