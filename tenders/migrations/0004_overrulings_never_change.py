from django.db import migrations

from audit.triggers import forbid_update


class Migration(migrations.Migration):
    dependencies = [("tenders", "0003_checking")]

    operations = [forbid_update("tenders_findingoverruled")]
