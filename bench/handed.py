"""What movements led to, as the actions would have written it; of a few hundred, on purpose not.

Written by SQL as the database's administrator for movements that have no place in a handover yet.
Whoever left custody while a team worked with them had a handover, and was seen; nobody worked with
the others. Where lists of a county of their own are measured, movements are of before handovers
were kept: those lists show who was seen.
"""

from psycopg import ClientCursor

from bench.county import County
from bench.crowds import FIRST, LAST
from bench.database import administrator
from throughcare.care.rules.routes import MOVES

FORGOTTEN = 300
"""Of how many people nothing is written of how they left last: each of them is a violation."""
LEFT_LAST = f"""SELECT md5('e' || n || '-0')::uuid AS episode_id
  FROM generate_series({FIRST}, {LAST} - 1, {(LAST - FIRST) // FORGOTTEN}) n LIMIT {FORGOTTEN}"""
ROWS = (
    f"""CREATE UNLOGGED TABLE bench_move AS
        WITH forgotten AS MATERIALIZED ({LEFT_LAST}), worked AS MATERIALIZED (
          SELECT DISTINCT ON (person_id) person_id, responsible_team_id AS team_id, recorded_at
          FROM care_need ORDER BY person_id, recorded_at
        )
        SELECT e.id, e.person_id, e.place_id, e.recorded_at, e.recorded_by_id,
          coalesce(e.happened_at, e.recorded_at) AS moved_at,
          CASE WHEN e.place_id <> %(suite)s THEN 'before-handovers-were-kept'
            WHEN w.team_id IS NULL THEN 'nobody-works-with-them'
            WHEN w.team_id = %(team)s THEN 'same-team-goes-on' ELSE 'opened' END AS became,
          w.team_id
        FROM pathway_event e
        LEFT JOIN worked w ON w.person_id = e.person_id AND w.recorded_at < e.recorded_at
        WHERE e.kind = ANY (%(moves)s) AND e.corrects_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM care_handovermove m WHERE m.event_id = e.id)
          AND NOT EXISTS (SELECT 1 FROM forgotten f WHERE f.episode_id = e.episode_id)""",
    """INSERT INTO care_handover (id, recorded_at, recorded_by_id, collected_for, person_id, route,
         from_team_id, to_team_id, from_place_id, moved_at, emergency, state, seen_at,
         answered_by_name, ended_because)
       SELECT md5('m' || id)::uuid, recorded_at, recorded_by_id, 'custody-safety', person_id,
         'custody-to-community', %(team)s, team_id, place_id, moved_at, false, 'seen',
         moved_at + interval '2 days', '', ''
       FROM bench_move WHERE became = 'opened'""",
    """INSERT INTO care_handovermove (id, recorded_at, recorded_by_id, collected_for, person_id,
         event_id, handover_id, became)
       SELECT gen_random_uuid(), recorded_at, recorded_by_id, 'custody-safety', person_id, id,
         CASE WHEN became = 'opened' THEN md5('m' || id)::uuid END, became
       FROM bench_move""",
)
FORGET = f"""
DELETE FROM care_handovermove m USING pathway_event e, ({LEFT_LAST}) f
WHERE e.episode_id = f.episode_id AND e.kind = 'left' AND m.event_id = e.id
"""


def hand_over(county: County) -> None:
    """Write what every movement led to, unless it is written or is one of those forgotten."""
    given = {
        "suite": county.suite_id,
        "team": next(iter(county.viewers["amara"].team_ids)),
        "moves": [kind.value for kind in MOVES],
    }
    with administrator() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET work_mem = '512MB'")
        connection.execute("SET synchronous_commit = off")
        client = ClientCursor(connection)
        making, *writing = ROWS
        made = client.execute(making, given).rowcount
        for statement in writing if made else ():
            client.execute(statement, given)
        connection.execute("DROP TABLE bench_move")
        connection.execute(FORGET)
        for table in ("care_handover", "care_handovermove") if made else ():
            connection.execute(f"VACUUM ANALYZE {table}")
