"""Which movements have no place in a handover, found in one reading of a year.

The function runs with the owner's rights, because the rows of a million people, asked for one by
one whether they may be seen, took longer than the whole check may. It gives ids alone, of people
whom the asking organisation knows or knew; whoever asks reads the movements themselves afterwards,
under the walls.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION care_moves_never_considered(kinds text[], since timestamptz) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET work_mem = '256MB' AS $$
  WITH found AS MATERIALIZED (
    SELECT x.id, x.person_id FROM pathway_event x
    WHERE x.kind = ANY (kinds) AND x.corrects_id IS NULL AND x.recorded_at >= since
      AND NOT EXISTS (SELECT 1 FROM care_handovermove m WHERE m.event_id = x.id)
  )
  SELECT f.id FROM found f WHERE EXISTS (
    SELECT 1 FROM access_relationship r WHERE r.person_id = f.person_id
      AND r.organisation_id = nullif(current_setting('throughcare.organisation', true), '')::uuid
    OFFSET 0)
$$;
REVOKE ALL ON FUNCTION care_moves_never_considered(text[], timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION care_moves_never_considered(text[], timestamptz) TO throughcare_app;
"""


class Migration(migrations.Migration):
    """One function."""

    dependencies = [("care", "0023_open_work_of_a_team")]
    operations = [
        migrations.RunSQL(
            FUNCTION, "DROP FUNCTION care_moves_never_considered(text[], timestamptz)"
        )
    ]
