import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    """A validator, no column: `$` also matches before a line end, and `\\d` any digit of any script."""

    dependencies = [("accounts", "0004_mail_preferences")]

    operations = [
        migrations.AlterField(
            model_name="organisation",
            name="kvk_number",
            field=models.CharField(
                blank=True,
                max_length=8,
                validators=[django.core.validators.RegexValidator("^[0-9]{8}\\Z")],
                verbose_name="Chamber of Commerce number",
            ),
        ),
        migrations.AlterField(
            model_name="organisation",
            name="colour",
            field=models.CharField(
                default="#154273",
                help_text="The stripe on this organisation's pages and PDFs, as #rrggbb.",
                max_length=7,
                validators=[django.core.validators.RegexValidator("^#[0-9a-f]{6}\\Z")],
                verbose_name="colour",
            ),
        ),
    ]
