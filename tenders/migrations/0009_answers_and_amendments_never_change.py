from django.db import migrations

from audit.triggers import forbid_update


class Migration(migrations.Migration):
    dependencies = [("tenders", "0008_amendments")]

    operations = [
        forbid_update("tenders_answerbatch"),
        forbid_update("tenders_answer"),
        forbid_update("tenders_amendment"),
    ]
