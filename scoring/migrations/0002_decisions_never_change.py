from django.db import migrations

from audit.triggers import forbid_update


class Migration(migrations.Migration):
    dependencies = [("scoring", "0001_runs")]

    operations = [
        forbid_update("scoring_snapshot"),
        forbid_update("scoring_draw"),
        forbid_update("scoring_shortlist"),
        forbid_update("scoring_shortlistentry"),
    ]
