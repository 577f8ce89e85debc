"""Ten thousand people in one prison, as many released lately, and as many before one court today.

Written by SQL as the database's administrator, like everybody else, where they are not there yet.
"""

from datetime import datetime

from psycopg import ClientCursor

from bench.county import COURT, PRISON, County
from bench.database import administrator
from bench.pages import Timed, client_of, page, time_of
from bench.present import HERE_NOW, STRIDE

CROWD = 10_000
FIRST = HERE_NOW * STRIDE
LAST = FIRST + 4 * CROWD
"""People by number of whom the crowds are taken: those who were nowhere else at the time."""
SOMEBODY = f"""
CREATE TEMPORARY TABLE crowd AS
SELECT n, row_number() OVER (ORDER BY n) AS place, md5('p' || n)::uuid AS person_id,
  gen_random_uuid() AS episode_id, gen_random_uuid() AS stay_id,
  %(at)s::timestamptz - interval '6 days' + (n %% 8000) * interval '1 minute' AS arrived_at
FROM generate_series({FIRST}, {LAST} - 1) n
WHERE NOT EXISTS (SELECT 1 FROM pathway_stay s WHERE s.person_id = md5('p' || n)::uuid
  AND coalesce(s.left_at, 'infinity') > %(at)s::timestamptz - interval '7 days')
LIMIT 2 * {CROWD}
"""
ROWS = (
    "ALTER TABLE crowd ADD left_at timestamptz",
    f"UPDATE crowd SET left_at = arrived_at + interval '4 hours' WHERE place > {CROWD}",
    """INSERT INTO pathway_episode (id, person_id, kind, source_system, reference, offence_group,
         offence_code, started_at, ended_at, leaving)
       SELECT episode_id, person_id, 'prison-or-secure-setting', 'throughcare', episode_id,
         'unknown', '', arrived_at, left_at, CASE WHEN left_at IS NULL THEN '' ELSE 'released' END
       FROM crowd""",
    """INSERT INTO pathway_stay (id, person_id, episode_id, place_id, arrived_at, reviews_done,
         likely_release_at, left_at)
       SELECT stay_id, person_id, episode_id, %(prison)s, arrived_at, 0,
         CASE WHEN n %% 20 > 0 THEN arrived_at + (n %% 80) * interval '1 day' END, left_at
       FROM crowd""",
    """INSERT INTO pathway_event (id, person_id, episode_id, place_id, kind, happened_at, note,
         recorded_at, recorded_by_id, collected_for)
       SELECT gen_random_uuid(), person_id, episode_id, %(prison)s, e.kind, arrived_at + e.after,
         e.note, arrived_at + e.after, %(nia)s, 'custody-safety'
       FROM crowd, (VALUES ('received', interval '0', 'remand'),
         ('first-health-screen-done', interval '2 hours', ''),
         ('released', interval '4 hours', 'planned')) e (kind, after, note)
       WHERE CASE e.kind WHEN 'released' THEN left_at IS NOT NULL
         WHEN 'first-health-screen-done' THEN n %% 10 < 7 ELSE true END""",
    """INSERT INTO access_relationship (id, person_id, organisation_id, kind, because,
         made_by_event, starts_at, ends_at, recorded_by_id, recorded_by_organisation_id)
       SELECT gen_random_uuid(), person_id, o.id, 'present', 'In HMP Bench', stay_id, arrived_at,
         left_at + interval '28 days', %(nia)s, %(runs)s
       FROM crowd, (VALUES (%(runs)s::uuid), (%(liaison)s::uuid)) o (id)""",
    f"""INSERT INTO pathway_listing (id, person_id, place_id, kind, listed_on, starts_at, room,
         appears_from, state, recorded_at, recorded_by_id, collected_for)
       SELECT gen_random_uuid(), person_id, %(court)s, 'hearing', %(at)s::timestamptz::date,
         date_trunc('day', %(at)s::timestamptz) + (600 + n %% 400) * interval '1 minute',
         n %% 9 + 1, 'prison', 'listed', %(at)s, %(nia)s, 'custody-safety'
       FROM crowd WHERE place <= {CROWD}""",
    "DROP TABLE crowd",
)
THERE = """
SELECT (SELECT count(*) FROM pathway_listing WHERE place_id = %(court)s
        AND listed_on = %(at)s::timestamptz::date),
  (SELECT count(*) FROM pathway_stay WHERE place_id = %(prison)s
   AND left_at > %(at)s::timestamptz - interval '10 days')
"""
EMPTY = (
    "DELETE FROM pathway_listing WHERE place_id = %(court)s",
    """DELETE FROM pathway_event e USING pathway_stay s
       WHERE s.place_id = %(prison)s AND e.episode_id = s.episode_id""",
    """DELETE FROM access_relationship r USING pathway_stay s
       WHERE s.place_id = %(prison)s AND r.made_by_event = s.id""",
    """WITH gone AS (DELETE FROM pathway_stay WHERE place_id = %(prison)s RETURNING episode_id)
       DELETE FROM pathway_episode e USING gone WHERE e.id = gone.episode_id""",
)


def gather(county: County, at: datetime) -> None:
    """Bring the crowds in; those of another day go first."""
    given = {
        "at": at,
        "prison": county.places[PRISON],
        "court": county.places[COURT],
        "nia": county.viewers["nia"].worker_id,
        "runs": county.viewers["nia"].organisation_id,
        "liaison": county.viewers["amara"].organisation_id,
    }
    with administrator() as connection:
        connection.execute("SET session_replication_role = replica")
        client = ClientCursor(connection)
        if client.execute(THERE, given).fetchone() == (CROWD, CROWD):
            return
        for statement in (*EMPTY, SOMEBODY, *ROWS):
            client.execute(statement, given)
        for table in ("pathway_stay", "pathway_event", "pathway_listing"):
            connection.execute(f"VACUUM ANALYZE {table}")


def measure(county: County) -> dict[str, Timed]:
    """Every list, its first page in its usual order, and where that is another, by name."""
    nia, amara = client_of(county, "nia"), client_of(county, "amara")
    addresses = {
        "list of an establishment": (nia, f"/establishment/{PRISON}"),
        "list of an establishment, by release date": (nia, f"/establishment/{PRISON}?sort=release"),
        "list of receptions": (nia, f"/reception/{PRISON}"),
        "list of releases": (amara, "/releases"),
        "list of people released": (amara, "/released"),
        "list of a court": (amara, f"/court/{COURT}"),
        "list of people not seen": (amara, "/left-unseen"),
    }
    return {what: time_of(page(*where), 10) for what, where in addresses.items()}
