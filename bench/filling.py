"""A million people and three million passages, written by SQL as the database's administrator.

Checks are off while it writes; the rows are those that the actions would have written.
"""

from datetime import datetime

from psycopg import ClientCursor

from bench.county import County
from bench.database import administrator
from bench.people import DAYS, FIRST, GIVEN, LAST, MIDDLE, OLDEST
from throughcare.people.rules.name_sounds import in_latin, near_keys, sounds

PASSAGES = 3
PEOPLE = """
CREATE UNLOGGED TABLE bench_n AS
SELECT n, md5('p' || n)::uuid AS id,
  (%(given)s::text[])[n::bigint * 101 / 97 %% {given} + 1] AS given,
  (%(first)s::text[])[n * 7 %% {first} + 1] || (%(middle)s::text[])[n / 20 * 11 %% {middle} + 1]
    || (%(last)s::text[])[n / 300 * 5 %% {last} + 1] AS family,
  %(oldest)s::date + (n::bigint * 7919 / 13 %% {days})::int AS born_on,
  (2000 + n %% 25) || '/' || lpad((n %% 10000000)::text, 7, '0') || 'S' AS pnc
FROM generate_series(0, %(people)s - 1) n
"""
ROWS = (
    """INSERT INTO people_person (id, registered_at, shown_name, sort_name, born_on, restricted,
         version)
       SELECT id, %(at)s, given || ' ' || family, lower(family || ' ' || given), born_on, false, 1
       FROM bench_n""",
    """INSERT INTO people_personname (id, person_id, recorded_at, recorded_by_id, collected_for,
         source, kind, given, family, key)
       SELECT gen_random_uuid(), id, %(at)s, %(feed)s, 'custody-safety', 'custody-record', 'legal',
         given, family, lower(given || ' ' || family) FROM bench_n""",
    """INSERT INTO people_identifier (id, person_id, recorded_at, recorded_by_id, collected_for,
         source, kind, given, canonical, verified)
       SELECT gen_random_uuid(), id, %(at)s, %(feed)s, 'custody-safety', 'custody-record', 'pnc',
         pnc, pnc, false FROM bench_n WHERE n %% 10 < 7""",
    """INSERT INTO people_particulars (id, person_id, recorded_at, recorded_by_id, collected_for,
         source, born_on, born_precision, sex, gender, pronouns, ethnicity, ethnicity_given,
         language, phone)
       SELECT gen_random_uuid(), id, %(at)s, %(feed)s, 'custody-safety', 'custody-record', born_on,
         'day', CASE WHEN n %% 6 = 0 THEN 'female' ELSE 'male' END, '', '', 'A', 'W1', '', ''
       FROM bench_n""",
    """CREATE UNLOGGED TABLE bench_stay AS
       SELECT n, k, p.id AS person_id, md5('e' || n || '-' || k)::uuid AS episode_id,
         md5('s' || n || '-' || k)::uuid AS stay_id,
         %(at)s::timestamptz - interval '3 days' - k * interval '200 days'
           - (n::bigint * 131 %% 250000) * interval '1 minute' AS arrived_at
       FROM bench_n p, generate_series(0, %(passages)s - 1) k""",
    """INSERT INTO pathway_episode (id, person_id, source_system, reference, offence_group,
         offence_code, started_at, ended_at, leaving)
       SELECT episode_id, person_id, 'custody of Bench Police', 'B/' || n || '/' || k, 'theft', '',
         arrived_at, arrived_at + interval '14 hours', 'released-under-investigation'
       FROM bench_stay""",
    """INSERT INTO pathway_stay (id, person_id, episode_id, place_id, arrived_at,
         detention_authorised_at, reviews_done, left_at)
       SELECT stay_id, person_id, episode_id, %(suite)s, arrived_at,
         arrived_at + interval '20 minutes', 1, arrived_at + interval '14 hours' FROM bench_stay""",
    """INSERT INTO pathway_event (id, person_id, episode_id, place_id, kind, happened_at, note,
         recorded_at, recorded_by_id, collected_for)
       SELECT gen_random_uuid(), person_id, episode_id, %(suite)s, e.kind, arrived_at + e.after,
         e.note, arrived_at + e.after, %(feed)s, 'custody-safety'
       FROM bench_stay, (VALUES ('arrived', interval '0', ''),
         ('left', interval '14 hours', 'released-under-investigation')) e (kind, after, note)""",
    """INSERT INTO access_relationship (id, person_id, organisation_id, kind, because,
         made_by_event, starts_at, ends_at, recorded_by_id, recorded_by_organisation_id)
       SELECT gen_random_uuid(), person_id, o.id, 'present', 'In Bench custody suite', stay_id,
         arrived_at, arrived_at + interval '14 hours' + o.tail, %(feed)s, %(police)s
       FROM bench_stay, (VALUES (%(police)s::uuid, interval '0'),
         (%(liaison)s::uuid, interval '14 days')) o (id, tail)""",
    "DROP TABLE bench_n, bench_stay",
)
WORDS = "SELECT DISTINCT unnest(string_to_array(key, ' ')) FROM people_personname"
KEEP = "COPY people_nameword (word, latin, sounds, near) FROM STDIN"
TABLES = [
    "people_person", "people_personname", "people_identifier", "people_particulars",
    "pathway_episode", "pathway_stay", "pathway_event", "access_relationship",
]  # fmt: skip
# Building these once is quicker than keeping them while a million rows come in.
CONSTRAINTS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
  format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
    pg_get_constraintdef(oid))
FROM pg_constraint WHERE contype IN ('u', 'x') AND conrelid::regclass::text = ANY (%s)
"""
INDEXES = """
SELECT format('DROP INDEX %%I', c.relname), pg_get_indexdef(c.oid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid::regclass::text = ANY (%s)
  AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
"""


def fill(people: int, county: County, at: datetime) -> None:
    """Write that many people, each with passages that are over."""
    lists = {"given": GIVEN, "first": FIRST, "middle": MIDDLE, "last": LAST}
    values = {
        **lists,
        "oldest": OLDEST,
        "people": people,
        "passages": PASSAGES,
        "at": at,
        "suite": county.suite_id,
        "feed": county.viewers["feed"].worker_id,
        "police": county.viewers["feed"].organisation_id,
        "liaison": county.viewers["amara"].organisation_id,
    }
    sizes = {name: len(words) for name, words in lists.items()} | {"days": DAYS}
    with administrator() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET maintenance_work_mem = '512MB'")
        connection.execute("SET synchronous_commit = off")
        later = connection.execute(CONSTRAINTS, [TABLES]).fetchall()
        later += connection.execute(INDEXES, [TABLES]).fetchall()
        for drop, _ in later:
            connection.execute(drop)
        client = ClientCursor(connection)
        for statement in (PEOPLE.format(**sizes), *ROWS):
            client.execute(statement, values)
        for _, make in reversed(later):
            connection.execute(make)
        _keep_words(connection)
        connection.execute("VACUUM ANALYZE")


def _keep_words(connection) -> None:
    """The words of the names, as the action that registers somebody keeps them."""
    words = sorted(word for (word,) in connection.execute(WORDS).fetchall() if word)
    with connection.cursor() as cursor, cursor.copy(KEEP) as copy:
        for word in words:
            copy.write_row((word, in_latin(word), sorted(sounds(word)), sorted(near_keys(word))))
