from django.db import migrations, models

from audit.triggers import allow_update, forbid_update


class Migration(migrations.Migration):
    dependencies = [("candidates", "0004_roots_of_earlier_openings")]

    operations = [
        allow_update("candidates_opening"),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(
                condition=models.Q(("merkle_root", ""), _negated=True), name="an_opening_has_its_root"
            ),
        ),
        forbid_update("candidates_opening"),
    ]
