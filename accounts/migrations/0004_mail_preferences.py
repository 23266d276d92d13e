import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_addresses_so_far_are_confirmed")]

    operations = [
        migrations.CreateModel(
            name="MailPreferences",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "receipts",
                    models.BooleanField(
                        default=True, verbose_name="receipts of bids that colleagues submit or withdraw"
                    ),
                ),
                (
                    "reminders",
                    models.BooleanField(default=True, verbose_name="reminders of bids that are not submitted yet"),
                ),
                (
                    "following",
                    models.BooleanField(
                        default=True, verbose_name="news of assignments that you follow and of saved searches"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_preferences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "mail preferences", "verbose_name_plural": "mail preferences"},
        ),
    ]
