from django.db import migrations, models

from audit.triggers import allow_update, forbid_update


class Migration(migrations.Migration):
    dependencies = [
        ("candidates", "0005_every_opening_has_its_root"),
        ("documents", "0003_the_key_of_a_sealed_file"),
    ]

    operations = [
        allow_update("candidates_bidversion"),
        migrations.AddField("bid", "key_id", models.CharField(default="", editable=False, max_length=32)),
        migrations.AddField("bid", "erased_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("bid", "sealed_draft", models.BinaryField(blank=True, default=b"")),
        migrations.AddField("bidversion", "sealed_envelope", models.BinaryField(default=b"")),
        migrations.AddField("offeredrate", "sealed", models.BinaryField(blank=True, null=True)),
        migrations.AlterField("offeredrate", "cents", models.PositiveIntegerField(blank=True, null=True)),
        # Empty, so that the way back, which adds them again, has something to put in every row.
        migrations.AlterField("bid", "draft", models.TextField(blank=True, default="")),
        migrations.AlterField("bidversion", "envelope", models.TextField(default="")),
        forbid_update("candidates_bidversion"),
    ]
