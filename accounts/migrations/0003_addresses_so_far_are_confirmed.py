"""Whoever has an account now was given it: nobody is asked to confirm the address afterwards."""

from django.db import migrations
from django.db.models import F


def confirm(apps, schema_editor):
    User = apps.get_model('accounts', 'User')
    EmailAddress = apps.get_model('account', 'EmailAddress')
    EmailAddress.objects.filter(email__iexact=F('user__email')).update(verified=True)
    known = EmailAddress.objects.values('user')
    EmailAddress.objects.bulk_create(
        EmailAddress(user_id=pk, email=email.lower(), verified=True, primary=True)
        for pk, email in User.objects.exclude(pk__in=known).values_list('pk', 'email')
    )


def without_managers(apps, schema_editor):
    """The role does not exist before."""
    apps.get_model('accounts', 'Membership').objects.filter(role='manager').delete()


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_companies'),
        ('account', '0009_emailaddress_unique_primary_email'),
    ]

    operations = [
        migrations.RunPython(confirm, without_managers),
    ]
