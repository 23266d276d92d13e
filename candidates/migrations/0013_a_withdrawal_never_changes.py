from django.db import migrations

from audit.triggers import forbid_update


class Migration(migrations.Migration):
    dependencies = [("candidates", "0012_replacing_and_withdrawing")]

    operations = [forbid_update("candidates_withdrawal")]
