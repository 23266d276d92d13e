from django.db import migrations

from audit.triggers import forbid_update


class Migration(migrations.Migration):
    dependencies = [("candidates", "0001_bids")]

    operations = [forbid_update("candidates_bidversion"), forbid_update("candidates_opening")]
