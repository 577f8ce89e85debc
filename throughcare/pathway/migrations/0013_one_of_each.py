"""One passage of every sort that figures tell apart, found in one reading of a year.

The function runs with the owner's rights, because the rows of a million people, asked for one by
one whether they may be seen, took longer than the whole check of the promises may. It gives ids
alone, of people whom the asking organisation knows or knew, in places that it covered then; whoever
asks reads the passages themselves afterwards, under the walls. It reads whole tables and tells the
planner so, which would go from row to row: it cannot know that a year is asked for. OFFSET 0 changes
no answer, but places come to the passages and not passages to each day of each place.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION pathway_one_of_each(
  since timestamptz, until timestamptz, at timestamptz, brief interval, apart uuid[]
) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET work_mem = '256MB'
SET enable_nestloop = off SET enable_sort = off AS $$
  WITH covered AS (
    SELECT v.place_id, d.day::date AS day,
      CASE WHEN bool_and(v.under_18) THEN true
           WHEN bool_and(NOT v.under_18) THEN false END AS under_18
    FROM generate_series(date_trunc('day', since AT TIME ZONE 'Europe/London'),
                         until AT TIME ZONE 'Europe/London', interval '1 day') AS d (day)
    JOIN pathway_coverspell v ON daterange(v.starts_on, v.ends_on, '[]') @> d.day::date
    JOIN access_team t ON t.id = v.team_id
    WHERE t.organisation_id = OWN GROUP BY v.place_id, d.day
  )
  SELECT min(p.id::text COLLATE "C")::uuid
  FROM (
    SELECT e.id, e.person_id, s.place_id, e.offence_group, e.leaving, e.started_at, e.ended_at,
      e.started_at AT TIME ZONE 'Europe/London' AS arrived
    FROM pathway_episode e JOIN pathway_stay s ON s.episode_id = e.id
    WHERE e.started_at >= since AND e.started_at < until AND e.kind = 'police-custody'
      AND e.person_id IN (SELECT r.person_id FROM access_relationship r
                          WHERE r.organisation_id = OWN)
      AND NOT EXISTS (SELECT 1 FROM pathway_stay z WHERE z.episode_id = s.episode_id
                      AND (z.arrived_at, z.id) < (s.arrived_at, s.id))
    OFFSET 0
  ) p
  JOIN covered c ON c.place_id = p.place_id AND c.day = p.arrived::date
  LEFT JOIN people_particulars b ON b.person_id = p.person_id AND b.superseded_at IS NULL
  LEFT JOIN unnest(apart) AS a (id) ON a.id = p.id
  GROUP BY p.place_id, c.under_18, date_trunc('month', p.arrived),
    extract(year FROM age(p.arrived::date, b.born_on)), b.sex, b.ethnicity, p.offence_group,
    p.leaving, p.ended_at IS NULL, coalesce(p.ended_at, at) - p.started_at <= brief, a.id IS NULL
$$;
REVOKE ALL ON FUNCTION
  pathway_one_of_each(timestamptz, timestamptz, timestamptz, interval, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  pathway_one_of_each(timestamptz, timestamptz, timestamptz, interval, uuid[]) TO throughcare_app;
""".replace("OWN", "(SELECT nullif(current_setting('throughcare.organisation', true), '')::uuid)")
BACK = """
DROP FUNCTION pathway_one_of_each(timestamptz, timestamptz, timestamptz, interval, uuid[])
"""


class Migration(migrations.Migration):
    """One function."""

    dependencies = [("pathway", "0012_cover_taken_back")]
    operations = [migrations.RunSQL(FUNCTION, BACK)]
