"""Policies look each row up by itself, and never through everybody whom an organisation knows.

A database that was made before gets it here; what the policies say stays the same.
"""

from django.db import migrations

ENDS = r"""(= 'extract'::text\)\)\)|a\.organisation_id = [^"]*AS "nullif"\)\)\))\)"""
"""How the question for a relationship ended, as the catalogue writes it."""
BY_ITSELF = rf"""
DO $$
DECLARE
  policy record;
  known CONSTANT text := $s${ENDS}$s$;
  said CONSTANT text := $s$\1 OFFSET 0)$s$;
BEGIN
  FOR policy IN
    SELECT p.polname, p.polrelid::regclass AS made_on, pg_get_expr(p.polqual, p.polrelid) AS see,
      pg_get_expr(p.polwithcheck, p.polrelid) AS make
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE c.relnamespace = 'public'::regnamespace
  LOOP
    IF policy.see ~ known THEN
      EXECUTE format('ALTER POLICY %I ON %s USING (%s)', policy.polname, policy.made_on,
        regexp_replace(policy.see, known, said, 'g'));
    END IF;
    IF policy.make ~ known THEN
      EXECUTE format('ALTER POLICY %I ON %s WITH CHECK (%s)', policy.polname, policy.made_on,
        regexp_replace(policy.make, known, said, 'g'));
    END IF;
  END LOOP;
END
$$
"""  # noqa: S608 - own words only


class Migration(migrations.Migration):
    """Every policy that there is."""

    dependencies = [("access", "0010_one_index_for_the_wall")]
    operations = [migrations.RunSQL(BY_ITSELF, migrations.RunSQL.noop)]
