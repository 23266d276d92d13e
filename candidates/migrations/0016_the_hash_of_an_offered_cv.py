from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("candidates", "0015_reading_of_a_cv")]

    operations = [
        migrations.AddField(
            "offer",
            "cv_sha256",
            models.CharField(
                blank=True, default="", max_length=64, help_text="Of the CV as it came: what is kept is sealed."
            ),
            preserve_default=False,
        )
    ]
