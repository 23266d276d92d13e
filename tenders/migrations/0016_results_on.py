from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenders", "0015_attachments_of_amendments")]

    operations = [
        migrations.AddField(
            model_name="tender",
            name="results_on",
            field=models.DateField(
                blank=True,
                help_text="The day on which every supplier hears how its bid was assessed. Until then nobody hears "
                "anything.",
                null=True,
                verbose_name="results on",
            ),
        ),
    ]
