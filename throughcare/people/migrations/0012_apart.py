"""What somebody decided on two records that could be of one person is remembered."""

import django.db.models.deletion
import throughcare.access.rows
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0006_break_glass'),
        ('people', '0011_words_with_a_slip'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PairDecision',
            fields=[
                ('id', models.UUIDField(db_comment='[technical · none] Random id', default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('decision', models.TextField(choices=[('not-same', 'not-same'), ('not-sure', 'not-sure')], db_comment='[identity · care] Two people, or not certain')),
                ('because', models.TextField(blank=True, db_comment='[identity · care] How they know, without clinical detail', default='')),
                ('decided_at', models.DateTimeField(db_comment='[identity · care] When it was decided')),
                ('decided_by', models.ForeignKey(db_comment='[staff · none] Who decided', db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_comment='[technical · none] For which organisation', db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('other', models.ForeignKey(db_comment='[technical · none] The record that could be of the same person', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('person', models.ForeignKey(db_comment='[technical · none] The record from which the other was looked at', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'db_table_comment': 'Decisions on two records that could be of one person',
                'constraints': [throughcare.access.rows.RowSecurity(make="EXISTS (SELECT 1 FROM access_relationship r WHERE r.person_id = ROW.person_id AND r.organisation_id = nullif(current_setting('throughcare.organisation', true), '')::uuid AND (r.ends_at IS NULL OR r.ends_at > coalesce(nullif(current_setting('throughcare.at', true), '')::timestamptz, now()) OR current_setting('throughcare.scope', true) = 'extract') OFFSET 0)", name='pairdecision_rows', see="EXISTS (SELECT 1 FROM access_relationship r WHERE r.person_id = ROW.person_id AND r.organisation_id = nullif(current_setting('throughcare.organisation', true), '')::uuid AND (r.ends_at IS NULL OR r.ends_at > coalesce(nullif(current_setting('throughcare.at', true), '')::timestamptz, now()) OR current_setting('throughcare.scope', true) = 'extract') OFFSET 0) OR EXISTS (SELECT 1 FROM access_relationship r WHERE r.person_id = ROW.other_id AND r.organisation_id = nullif(current_setting('throughcare.organisation', true), '')::uuid AND (r.ends_at IS NULL OR r.ends_at > coalesce(nullif(current_setting('throughcare.at', true), '')::timestamptz, now()) OR current_setting('throughcare.scope', true) = 'extract') OFFSET 0)", writes='append')],
            },
        ),
    ]
