from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenders", "0014_criteria_that_count_experience")]

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
