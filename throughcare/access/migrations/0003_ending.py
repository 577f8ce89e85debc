"""Ending the relationships that one event made, on both sides of it.

The organisation that records the end (a service that has seen the person) may not read the
relationships of the other side. `access_end_relationships` runs with the owner's rights; it ends
only what concerns people whom the asking organisation itself has a relationship to.
"""

from django.db import migrations

ENDING = """
CREATE FUNCTION access_end_relationships(events uuid[], ending timestamptz)
RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH ended AS (
    UPDATE access_relationship r SET ends_at = greatest(ending, r.starts_at)
    WHERE r.made_by_event = ANY (events) AND r.ends_at IS NULL
      AND EXISTS (SELECT 1 FROM access_relationship mine WHERE mine.person_id = r.person_id
                  AND mine.organisation_id =
                      nullif(current_setting('throughcare.organisation', true), '')::uuid)
    RETURNING 1)
  SELECT count(*)::integer FROM ended
$$;
REVOKE ALL ON FUNCTION access_end_relationships(uuid[], timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_end_relationships(uuid[], timestamptz) TO throughcare_app;
"""


class Migration(migrations.Migration):
    """The function."""

    dependencies = [("access", "0002_rights_and_looks")]
    operations = [
        migrations.RunSQL(ENDING, "DROP FUNCTION access_end_relationships(uuid[], timestamptz)")
    ]
