import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_the_key_of_a_sealed_file"),
        ("tenders", "0014_criteria_that_count_experience"),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftedAttachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="tenders.amendmentdraft",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.storedfile"
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment of an amendment",
                "verbose_name_plural": "attachments of amendments",
                "ordering": ["name"],
            },
        ),
        migrations.AddConstraint(
            model_name="draftedattachment",
            constraint=models.UniqueConstraint(fields=["draft", "name"], name="one_drafted_attachment_per_name"),
        ),
        migrations.AddField(
            model_name="attachment",
            name="last_version",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.RemoveConstraint(model_name="attachment", name="one_attachment_per_name"),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                condition=Q(last_version=None), fields=["tender", "name"], name="one_standing_attachment_per_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=Q(last_version=None) | Q(last_version__gte=1),
                name="an_attachment_was_published_before_it_went",
            ),
        ),
    ]
