# Whoever asked somebody sees what they said, also where it was the reception of a prison.

import throughcare.access.rows
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('sharing', '0003_who_takes_over'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='permission',
            name='permission_rows',
        ),
        migrations.AddConstraint(
            model_name='permission',
            constraint=throughcare.access.rows.RowSecurity(make="organisation_id = nullif(current_setting('throughcare.organisation', true), '')::uuid", name='permission_rows', see="(organisation_id = nullif(current_setting('throughcare.organisation', true), '')::uuid OR current_setting('throughcare.sector', true) = 'health') AND EXISTS (SELECT 1 FROM access_relationship r WHERE r.person_id = ROW.person_id AND r.organisation_id = nullif(current_setting('throughcare.organisation', true), '')::uuid AND (r.ends_at IS NULL OR r.ends_at > coalesce(nullif(current_setting('throughcare.at', true), '')::timestamptz, now()) OR current_setting('throughcare.scope', true) = 'extract') OFFSET 0)", writes='append'),
        ),
    ]
