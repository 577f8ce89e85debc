"""Teams cover places from a day until a day; what holds now is read from a view."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.text
import throughcare.pathway.models.places
from django.db import migrations, models

# The day is that of the moment that the database is told of, as in the row policies.
HOLDS_NOW = """
CREATE VIEW pathway_cover WITH (security_invoker = true) AS
SELECT c.id, c.place_id, c.team_id, c.under_18, c.starts_on, c.ends_on
FROM pathway_coverspell c
WHERE (c.starts_on IS NULL OR c.starts_on <= (SELECT (coalesce(
        nullif(current_setting('throughcare.at', true), '')::timestamptz, now())
        AT TIME ZONE 'Europe/London')::date))
  AND (c.ends_on IS NULL OR c.ends_on >= (SELECT (coalesce(
        nullif(current_setting('throughcare.at', true), '')::timestamptz, now())
        AT TIME ZONE 'Europe/London')::date));
COMMENT ON VIEW pathway_cover IS 'Which team covers which place on the day that is asked about';
REVOKE INSERT ON pathway_cover FROM throughcare_app;
GRANT SELECT ON pathway_cover TO throughcare_app;
GRANT UPDATE (ends_on) ON pathway_coverspell TO throughcare_app;
GRANT UPDATE (closed_on) ON pathway_place TO throughcare_app;
"""
AS_IT_WAS = """
DROP VIEW pathway_cover;
REVOKE UPDATE (ends_on) ON pathway_coverspell FROM throughcare_app;
REVOKE UPDATE (closed_on) ON pathway_place FROM throughcare_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0011_each_row_by_itself'),
        ('pathway', '0009_seldom_events'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='cover', name='cover_once'),
        migrations.AlterModelTable(name='cover', table='pathway_coverspell'),
        migrations.AlterModelTableComment(
            name='cover',
            table_comment='Which team covers which place, from when until when',
        ),
        migrations.AddField(
            model_name='cover',
            name='starts_on',
            field=models.DateField(blank=True, db_comment='[organisation · none] The first day; null when nobody said', null=True),
        ),
        migrations.AddField(
            model_name='cover',
            name='ends_on',
            field=models.DateField(blank=True, db_comment='[organisation · none] The last day; null while no end is known', null=True),
        ),
        migrations.AddField(
            model_name='place',
            name='closed_on',
            field=models.DateField(blank=True, db_comment='[organisation · none] The last day it was used; null while it is', null=True),
        ),
        migrations.AlterField(
            model_name='cover',
            name='place',
            field=models.ForeignKey(db_comment='[technical · none] The place', on_delete=django.db.models.deletion.PROTECT, related_name='covers', to='pathway.place'),
        ),
        migrations.AddConstraint(
            model_name='cover',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('place'), '='), (models.F('team'), '='), (throughcare.pathway.models.places.DateRange(models.F('starts_on'), models.F('ends_on'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='cover_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='cover',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='cover_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.UniqueConstraint(models.F('organisation'), django.db.models.functions.text.Lower('name'), condition=models.Q(('closed_on__isnull', True)), name='place_named_once'),
        ),
        migrations.RunSQL(HOLDS_NOW, AS_IT_WAS),
    ]
