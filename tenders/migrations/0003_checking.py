import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tenders', '0002_rules_never_change'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='tender',
            name='second_officer',
            field=models.BooleanField(default=False, help_text='One officer asks, another one confirms exactly what was asked.', verbose_name='publishing asks for a second officer'),
        ),
        migrations.CreateModel(
            name='PublicationRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tender', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='publication_request', to='tenders.tender')),
            ],
            options={
                'verbose_name': 'request to publish',
                'verbose_name_plural': 'requests to publish',
            },
        ),
        migrations.CreateModel(
            name='FindingOverruled',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('field', models.CharField(max_length=100, verbose_name='field')),
                ('values', models.JSONField(default=dict, verbose_name='values')),
                ('fingerprint', models.CharField(max_length=64)),
                ('reason', models.TextField(verbose_name='reason')),
                ('overruled_at', models.DateTimeField(verbose_name='overruled at')),
                ('overruled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overruled_findings', to='tenders.tender')),
            ],
            options={
                'verbose_name': 'overruled remark',
                'verbose_name_plural': 'overruled remarks',
                'ordering': ['overruled_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('tender', 'fingerprint'), name='a_finding_is_overruled_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='an_overruled_finding_has_its_reason')],
            },
        ),
    ]
