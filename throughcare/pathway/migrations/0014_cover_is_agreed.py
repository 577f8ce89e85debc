"""Cover of a place that another organisation runs holds once that one agrees."""

from importlib import import_module

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import throughcare.pathway.models.places
from django.conf import settings
from django.db import migrations, models

VIEW = """
CREATE OR REPLACE VIEW pathway_cover WITH (security_invoker = true) AS
SELECT c.id, c.place_id, c.team_id, c.under_18, c.starts_on, c.ends_on
FROM pathway_coverspell c
WHERE {agreed}(c.starts_on IS NULL OR c.starts_on <= (SELECT (coalesce(
        nullif(current_setting('throughcare.at', true), '')::timestamptz, now())
        AT TIME ZONE 'Europe/London')::date))
  AND (c.ends_on IS NULL OR c.ends_on >= (SELECT (coalesce(
        nullif(current_setting('throughcare.at', true), '')::timestamptz, now())
        AT TIME ZONE 'Europe/London')::date));
"""
# A row policy sees the new row and not the old one, and what is agreed is a step between the two.
# Whoever runs the place makes what holds; a team's organisation asks, takes back and shortens.
# Whichever login serves, only the owner of the tables is not asked.
AGREED = """
CREATE FUNCTION pathway_cover_is_agreed() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  own uuid := nullif(current_setting('throughcare.organisation', true), '')::uuid;
  worker uuid := nullif(current_setting('throughcare.worker', true), '')::uuid;
  today date := (coalesce(nullif(current_setting('throughcare.at', true), '')::timestamptz, now())
                 AT TIME ZONE 'Europe/London')::date;
  said pathway_coverspell := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  runs boolean := own = '00000000-0000-0000-0000-000000000000' OR EXISTS (
    SELECT 1 FROM pathway_place p WHERE p.id = said.place_id AND p.organisation_id = own);
  ours boolean := EXISTS (
    SELECT 1 FROM access_team t WHERE t.id = said.team_id AND t.organisation_id = own);
  fine boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    fine := runs AND NEW.state = 'agreed'
         OR ours AND NEW.state = 'asked' AND NEW.said_by_id = worker;
  ELSIF TG_OP = 'DELETE' THEN
    fine := (runs OR ours) AND OLD.state = 'agreed' AND OLD.starts_on > today;
  ELSIF NEW.state = OLD.state THEN
    fine := NEW.state = 'agreed' AND NEW.starts_on IS NOT DISTINCT FROM OLD.starts_on
        AND (runs OR ours AND coalesce(NEW.ends_on, 'infinity') <= coalesce(OLD.ends_on, 'infinity'));
  ELSIF OLD.state = 'asked' AND NEW.ends_on IS NOT DISTINCT FROM OLD.ends_on THEN
    fine := CASE NEW.state
      WHEN 'agreed' THEN runs AND OLD.said_by_id IS DISTINCT FROM worker
        AND NEW.starts_on = greatest(OLD.starts_on, today)
      WHEN 'declined' THEN runs AND NEW.starts_on IS NOT DISTINCT FROM OLD.starts_on
      WHEN 'taken-back' THEN ours AND NEW.starts_on IS NOT DISTINCT FROM OLD.starts_on
    END;
  END IF;
  IF fine IS NOT TRUE THEN
    RAISE insufficient_privilege USING MESSAGE = 'Only whoever runs the place agrees that it is covered';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER cover_is_agreed BEFORE INSERT OR UPDATE OR DELETE ON pathway_coverspell
FOR EACH ROW WHEN (current_user <> 'throughcare_owner') EXECUTE FUNCTION pathway_cover_is_agreed();
GRANT UPDATE (state, said_at, said_by_id, starts_on, declined_because)
  ON pathway_coverspell TO throughcare_app;
"""
AS_IT_WAS = """
REVOKE UPDATE (state, said_at, said_by_id, starts_on, declined_because)
  ON pathway_coverspell FROM throughcare_app;
DROP TRIGGER cover_is_agreed ON pathway_coverspell;
DROP FUNCTION pathway_cover_is_agreed();
"""

ONE_OF_EACH = import_module("throughcare.pathway.migrations.0013_one_of_each").FUNCTION.replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)
OF_AGREED = ONE_OF_EACH.replace(
    "WHERE t.organisation_id", "WHERE v.state = 'agreed' AND t.organisation_id"
)


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0013_wall_from_its_index'),
        ('pathway', '0013_one_of_each'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='cover',
            name='cover_once_at_a_time',
        ),
        migrations.AddField(
            model_name='cover',
            name='declined_because',
            field=models.TextField(blank=True, db_comment='[organisation · none] Why whoever runs the place said no', default=''),
        ),
        migrations.AddField(
            model_name='cover',
            name='said_at',
            field=models.DateTimeField(blank=True, db_comment='[technical · none] When it came to that; null before it was kept', null=True),
        ),
        migrations.AddField(
            model_name='cover',
            name='said_by',
            field=models.ForeignKey(blank=True, db_comment='[staff · none] Who said so; null for the installation', db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cover',
            name='state',
            field=models.TextField(choices=[('asked', 'asked'), ('agreed', 'agreed'), ('declined', 'declined'), ('taken-back', 'taken-back')], db_comment='[organisation · none] Asked for, agreed by whoever runs the place, declined, or taken back', default='agreed'),
        ),
        migrations.AddConstraint(
            model_name='cover',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['asked', 'agreed'])), expressions=[(models.F('place'), '='), (models.F('team'), '='), (throughcare.pathway.models.places.DateRange(models.F('starts_on'), models.F('ends_on'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='cover_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='cover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), models.Q(('declined_because', ''), _negated=True)), models.Q(models.Q(('state', 'declined'), _negated=True), ('declined_because', '')), _connector='OR'), name='cover_declined_says_why'),
        ),
        migrations.RunSQL(
            VIEW.format(agreed="c.state = 'agreed' AND "), VIEW.format(agreed="")
        ),
        migrations.RunSQL(OF_AGREED, ONE_OF_EACH),
        migrations.RunSQL(AGREED, AS_IT_WAS),
    ]
