import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from audit.triggers import forbid_update


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0017_telling_suppliers'),
        ('scoring', '0002_decisions_never_change'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('knocked_out', 'does not meet the knock-out criteria'), ('not_shortlisted', 'does not go to the client'), ('shortlisted', 'goes to the client')], max_length=20, verbose_name='kind')),
                ('language', models.CharField(max_length=2, verbose_name='language')),
                ('content', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('sent_at', models.DateTimeField(verbose_name='sent at')),
                ('bid', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='candidates.bid')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='scoring.stagerun')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['-sent_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('run', 'bid'), name='one_letter_per_decision_and_bid'), models.CheckConstraint(condition=models.Q(('kind__in', ['knocked_out', 'not_shortlisted', 'shortlisted'])), name='kind_of_a_letter_is_known'), models.CheckConstraint(condition=models.Q(('language__in', ['nl', 'en'])), name='language_of_a_letter_is_known')],
            },
        ),
        forbid_update('scoring_letter'),
    ]
