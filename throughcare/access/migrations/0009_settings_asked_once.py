"""Policies ask for what the database was told of the viewer once a statement, not once a row.

Written as a question of its own, a setting is read and turned into a number or a moment once, when
a statement begins. What the policies say stays the same. Tables made from now on have it so from
the beginning.
"""

from django.db import migrations

ONCE = """
DO $$
DECLARE
  policy record;
  setting text;
  see text;
  make text;
BEGIN
  FOR policy IN
    SELECT p.polname, p.polrelid::regclass AS made_on, pg_get_expr(p.polqual, p.polrelid) AS see,
      pg_get_expr(p.polwithcheck, p.polrelid) AS make
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE c.relnamespace = 'public'::regnamespace
  LOOP
    see := policy.see;
    make := policy.make;
    FOREACH setting IN ARRAY ARRAY[
      $s$COALESCE((NULLIF(current_setting('throughcare.at'::text, true), ''::text))::timestamp with time zone, now())$s$,
      $s$(NULLIF(current_setting('throughcare.organisation'::text, true), ''::text))::uuid$s$,
      $s$current_setting('throughcare.sector'::text, true)$s$,
      $s$current_setting('throughcare.scope'::text, true)$s$
    ] LOOP
      CONTINUE WHEN concat(see, make) LIKE '%SELECT ' || setting || '%';
      see := replace(see, setting, '(SELECT ' || setting || ')');
      make := replace(make, setting, '(SELECT ' || setting || ')');
    END LOOP;
    IF see IS DISTINCT FROM policy.see THEN
      EXECUTE format('ALTER POLICY %I ON %s USING (%s)', policy.polname, policy.made_on, see);
    END IF;
    IF make IS DISTINCT FROM policy.make THEN
      EXECUTE format('ALTER POLICY %I ON %s WITH CHECK (%s)', policy.polname, policy.made_on, make);
    END IF;
  END LOOP;
END
$$
"""


class Migration(migrations.Migration):
    """Every policy that there is."""

    dependencies = [("access", "0008_detention_health")]
    operations = [migrations.RunSQL(ONCE, migrations.RunSQL.noop)]
