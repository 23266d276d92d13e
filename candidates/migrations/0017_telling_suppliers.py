import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from audit.triggers import forbid_update


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0016_the_hash_of_an_offered_cv'),
        ('tenders', '0016_results_on'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Results',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('known_at', models.DateTimeField(verbose_name='known since')),
                ('made_known_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tender', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='tenders.tender')),
            ],
            options={
                'verbose_name': 'moment of the results',
                'verbose_name_plural': 'moments of the results',
            },
        ),
        migrations.CreateModel(
            name='ProgressMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('text', models.TextField(verbose_name='text')),
                ('audience', models.CharField(choices=[('everyone', 'everybody who bid'), ('shortlisted', 'whose bid went to the client')], max_length=12, verbose_name='to')),
                ('sent_at', models.DateTimeField(verbose_name='sent at')),
                ('bids', models.ManyToManyField(related_name='progress_messages', to='candidates.bid')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress_messages', to='tenders.tender')),
            ],
            options={
                'verbose_name': 'message about the progress',
                'verbose_name_plural': 'messages about the progress',
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('tender', 'number'), name='one_progress_message_per_number'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_progress_message_has_its_text'), models.CheckConstraint(condition=models.Q(('audience__in', ['everyone', 'shortlisted'])), name='audience_of_a_message_is_known')],
            },
        ),
        forbid_update('candidates_results'),
        forbid_update('candidates_progressmessage'),
        forbid_update('candidates_progressmessage_bids'),
    ]
