"""Ten events a passage, and 200,000 clocks that run: what a board has to find its few rows among.

Written by SQL as the database's administrator where they are not there yet. The clocks of whoever
is somewhere now are counted by the product itself, and timed; those of people elsewhere are rows
for size alone, which are taken away before: to be rid of them is no part of counting.
"""

from dataclasses import dataclass
from datetime import datetime
from time import perf_counter, process_time

from psycopg import ClientCursor

from bench.county import County
from bench.database import administrator
from bench.importing import database_seconds
from throughcare.web.starting import recount_clocks

PASSAGE = 10
CLOCKS = 200_000
FULLER = """
INSERT INTO pathway_event (id, person_id, episode_id, place_id, kind, happened_at, note,
  recorded_at, recorded_by_id, collected_for, exactness, correction_reason, struck_out)
SELECT gen_random_uuid(), s.person_id, s.episode_id, s.place_id, e.kind, s.arrived_at + e.after,
  e.note, s.arrived_at + e.after, %(feed)s, 'custody-safety', 'minute', '', false
FROM pathway_stay s, (VALUES ('detention-authorised', interval '20 minutes', ''),
  ('alerted', interval '30 minutes', ''), ('fit-to-detain-assessed', interval '1 hour', 'yes'),
  ('appropriate-adult-called', interval '2 hours', ''),
  ('appropriate-adult-arrived', interval '3 hours', ''), ('reviewed', interval '6 hours', ''),
  ('fit-to-interview-assessed', interval '7 hours', 'yes'),
  ('charge-decision', interval '13 hours', 'no-further-action')) e (kind, after, note)
WHERE s.place_id = %(suite)s AND s.left_at = s.arrived_at + interval '14 hours'
"""
INDEXES = """
SELECT format('DROP INDEX %I', c.relname), pg_get_indexdef(c.oid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = 'pathway_event'::regclass AND NOT i.indisunique
"""
ELSEWHERE = """
INSERT INTO pathway_place (id, organisation_id, code, name, kind)
SELECT gen_random_uuid(), organisation_id, 'bench-c9', 'Far custody suite', kind
FROM pathway_place WHERE id = %(suite)s ON CONFLICT DO NOTHING
"""
FOR_SIZE_ALONE = """
DELETE FROM pathway_runningclock
WHERE place_id = (SELECT id FROM pathway_place WHERE code = 'bench-c9')
"""
RUNNING = """
INSERT INTO pathway_runningclock (id, about, limit_id, started_at, started_by, due_at, warn_at,
  person_id, place_id, stay_id)
SELECT gen_random_uuid(), s.id, 'pace.detention.basic', s.arrived_at, 'detention-authorised',
  s.arrived_at + interval '24 hours', s.arrived_at + interval '18 hours', s.person_id,
  (SELECT id FROM pathway_place WHERE code = 'bench-c9'), s.id
FROM pathway_stay s WHERE s.place_id = %(suite)s AND s.left_at IS NOT NULL LIMIT %(wanted)s
"""


@dataclass(frozen=True)
class Recount:
    """How many clocks of real stays were counted, in what time; and how many rows stand there."""

    clocks: int
    seconds: float
    cpu: float
    database_cpu: float
    running: int
    events: int


def make_fuller(county: County, at: datetime) -> Recount:
    """Fill up to ten events a passage, recount every clock, and fill the clocks up."""
    given = {"feed": county.viewers["feed"].worker_id, "suite": county.suite_id, "at": at}
    with administrator() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET maintenance_work_mem = '512MB'")
        client = ClientCursor(connection)
        episodes, events = _rows(connection, "pathway_episode"), _rows(connection, "pathway_event")
        if events < 0.9 * PASSAGE * episodes:
            later = connection.execute(INDEXES).fetchall()
            for drop, _ in later:
                connection.execute(drop)
            client.execute(FULLER, given)
            for _, make in later:
                connection.execute(make)
            connection.execute("VACUUM ANALYZE pathway_event")
            events = _rows(connection, "pathway_event")
        connection.execute(FOR_SIZE_ALONE)
        connection.execute("VACUUM ANALYZE pathway_runningclock")
        start, cpu, database = perf_counter(), process_time(), database_seconds()
        told = recount_clocks()
        took = perf_counter() - start, process_time() - cpu, database_seconds() - database
        client.execute(ELSEWHERE, given)
        client.execute(RUNNING, given | {"wanted": max(0, CLOCKS - told.clocks)})
        connection.execute("VACUUM ANALYZE pathway_runningclock")
        return Recount(told.clocks, *took, _rows(connection, "pathway_runningclock"), events)


def _rows(connection, table: str) -> int:
    """About how many rows a table has, as it was last counted."""
    asked = "SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass"
    return connection.execute(asked, [table]).fetchone()[0]
