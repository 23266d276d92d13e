from django.db import migrations, models
from django.db.models import Q

from audit.triggers import allow_update, forbid_update


class Migration(migrations.Migration):
    dependencies = [("candidates", "0006_seal_earlier_bids")]

    operations = [
        allow_update("candidates_bidversion"),
        migrations.RemoveField("bid", "draft"),
        migrations.RenameField("bid", "sealed_draft", "draft"),
        migrations.RemoveField("bidversion", "envelope"),
        migrations.RenameField("bidversion", "sealed_envelope", "envelope"),
        migrations.AlterField("bidversion", "envelope", models.BinaryField()),
        migrations.AlterField("bid", "key_id", models.CharField(editable=False, max_length=32, unique=True)),
        migrations.AddConstraint(
            "offeredrate",
            models.CheckConstraint(
                condition=Q(cents__isnull=True, sealed__isnull=False) | Q(cents__isnull=False, sealed__isnull=True),
                name="an_offered_rate_is_sealed_or_open",
            ),
        ),
        forbid_update("candidates_bidversion"),
    ]
