"""How a passage that is over ends the relationships it made, each organisation's after its tail.

`access_end_after_tails` runs with the owner's rights, because no organisation can change another
one's relationships, while somebody's leaving ends those of all. It takes only events that made a
relationship of the asking organisation, or that it recorded itself.
"""

from django.db import migrations

END = """
CREATE FUNCTION access_end_after_tails(
    events uuid[], moments timestamptz[],
    relationships text[], organisations text[], tails interval[])
RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH over AS (
    SELECT e.event, e.moment FROM unnest(events, moments) AS e(event, moment)
    WHERE EXISTS (
      SELECT 1 FROM access_relationship own
      WHERE own.made_by_event = e.event
        AND nullif(current_setting('throughcare.organisation', true), '')::uuid
            IN (own.organisation_id, own.recorded_by_organisation_id))
  ), ended AS (
    UPDATE access_relationship r
    SET ends_at = greatest(r.starts_at, over.moment + coalesce(
      (SELECT t.tail FROM unnest(relationships, organisations, tails)
         AS t(relationship, organisation, tail)
       JOIN access_organisation o ON o.kind = t.organisation
       WHERE t.relationship = r.kind AND o.id = r.organisation_id),
      interval '0'))
    FROM over
    WHERE r.made_by_event = over.event AND r.ends_at IS NULL
    RETURNING 1
  )
  SELECT count(*) FROM ended
$$;
REVOKE ALL ON FUNCTION access_end_after_tails(uuid[], timestamptz[], text[], text[], interval[])
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  access_end_after_tails(uuid[], timestamptz[], text[], text[], interval[]) TO throughcare_app;
"""
UNDO = "DROP FUNCTION access_end_after_tails(uuid[], timestamptz[], text[], text[], interval[])"


class Migration(migrations.Migration):
    """The function."""

    dependencies = [("access", "0003_ending")]
    operations = [migrations.RunSQL(END, UNDO)]
