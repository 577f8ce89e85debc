"""Lists as long as the longest in life, and of ten thousand people: in a county of its own each.

Written by SQL as the database's administrator, like everybody else, where they are not there yet.
"""

from dataclasses import dataclass
from datetime import datetime

from psycopg import ClientCursor

from bench import county
from bench.county import COURT, PRISON, SUITE, County
from bench.database import administrator
from bench.pages import Timed, client_of, page, time_of
from bench.present import HERE_NOW, STRIDE


@dataclass(frozen=True)
class Size:
    """How many people are on each list; `came` of those who are in the prison came lately."""

    name: str
    mark: str
    there: int
    came: int
    released: int
    heard: int
    unseen: int

    @property
    def people(self) -> int:
        """Everybody; who is before the court is in the prison too."""
        return self.there + self.released + self.unseen


LONGEST = Size("Longest", "-longest", 2_100, 300, 1_000, 300, 1_830)
"""The largest prison of England held nearly 2,100 men in 2021 (HM Inspectorate of Prisons). 47,000
people a year are sent to prison in England and Wales (year to June 2025): 300 are a third of those
of a week. 75,000 a year are released: 1,000 are a third of those of fourteen days. All magistrates'
courts together listed some 7,000 to 11,000 cases on a day (2015 to 2017, House of Lords question
HL3807): 300 at one court are more than its share. Greater Manchester Police made 47,611 arrests in
2023/24: in fourteen days some 1,830, had nobody seen one of those people."""
CROWD = Size("Crowd", "-crowd", 10_000, 10_000, 10_000, 10_000, 10_000)
SIZES = (LONGEST, CROWD)
TIMES = 40
FIRST = HERE_NOW * STRIDE
LAST = FIRST + 100_000
"""People by number of whom the crowds are taken: those who were nowhere else at the time."""
SOMEBODY = f"""
CREATE TEMPORARY TABLE crowd AS
SELECT n, place, person_id, gen_random_uuid() AS episode_id, gen_random_uuid() AS stay_id,
  CASE WHEN place <= %(came)s OR place > %(there)s
    THEN %(at)s::timestamptz - interval '6 days' + (n %% 8000) * interval '1 minute'
    ELSE %(at)s::timestamptz - interval '13 days' + (n %% 8000) * interval '1 minute'
  END AS arrived_at
FROM (SELECT n, row_number() OVER (ORDER BY n) AS place, md5('p' || n)::uuid AS person_id
  FROM generate_series({FIRST}, {LAST} - 1) n
  WHERE NOT EXISTS (SELECT 1 FROM pathway_stay s WHERE s.person_id = md5('p' || n)::uuid
    AND coalesce(s.left_at, 'infinity') > %(at)s::timestamptz - interval '15 days')
  LIMIT %(people)s) chosen
"""
ROWS = (
    "ALTER TABLE crowd ADD left_at timestamptz, ADD place_id uuid, ADD custody boolean",
    """UPDATE crowd SET custody = place > %(there)s + %(released)s,
         left_at = CASE WHEN place > %(there)s THEN arrived_at + interval '4 hours' END,
         place_id = CASE WHEN place > %(there)s + %(released)s THEN %(suite)s::uuid
           ELSE %(prison)s::uuid END""",
    """INSERT INTO pathway_episode (id, person_id, kind, source_system, reference, offence_group,
         offence_code, started_at, ended_at, leaving)
       SELECT episode_id, person_id,
         CASE WHEN custody THEN 'police-custody' ELSE 'prison-or-secure-setting' END,
         'throughcare', episode_id, 'unknown', '', arrived_at, left_at,
         CASE WHEN left_at IS NULL THEN '' WHEN custody THEN 'released-under-investigation'
           ELSE 'released' END
       FROM crowd""",
    """INSERT INTO pathway_stay (id, person_id, episode_id, place_id, arrived_at, reviews_done,
         likely_release_at, left_at)
       SELECT stay_id, person_id, episode_id, place_id, arrived_at, 0,
         CASE WHEN n %% 20 > 0 THEN arrived_at + (n %% 80) * interval '1 day' END, left_at
       FROM crowd""",
    """INSERT INTO pathway_event (id, person_id, episode_id, place_id, kind, happened_at, note,
         recorded_at, recorded_by_id, collected_for)
       SELECT gen_random_uuid(), person_id, episode_id, place_id, e.kind, arrived_at + e.after,
         e.note, arrived_at + e.after, %(nia)s, 'custody-safety'
       FROM crowd, (VALUES ('received', false, interval '0', 'remand'),
         ('first-health-screen-done', false, interval '2 hours', ''),
         ('released', false, interval '4 hours', 'planned'), ('arrived', true, interval '0', ''),
         ('left', true, interval '4 hours', 'released-under-investigation'))
         e (kind, of_custody, after, note)
       WHERE e.of_custody = custody AND CASE e.kind WHEN 'released' THEN left_at IS NOT NULL
         WHEN 'first-health-screen-done' THEN n %% 10 < 7 ELSE true END""",
    """INSERT INTO care_liaison (id, recorded_at, recorded_by_id, collected_for, person_id,
         episode_id, organisation_id, team_id, status, alerted_for)
       SELECT gen_random_uuid(), left_at, %(amara)s, 'care', person_id, episode_id,
         %(liaison)s, %(team)s, 'left-unseen', '{mental-health}'
       FROM crowd WHERE custody AND n %% 3 = 0""",
    """INSERT INTO access_relationship (id, person_id, organisation_id, kind, because,
         made_by_event, starts_at, ends_at, recorded_by_id, recorded_by_organisation_id)
       SELECT gen_random_uuid(), person_id, o.id, 'present', 'On a list', stay_id, arrived_at,
         left_at + interval '28 days', %(nia)s, %(runs)s
       FROM crowd, LATERAL (VALUES (%(liaison)s::uuid),
         (CASE WHEN custody THEN %(police)s::uuid ELSE %(runs)s::uuid END)) o (id)""",
    """INSERT INTO pathway_listing (id, person_id, place_id, kind, listed_on, starts_at, room,
         appears_from, state, recorded_at, recorded_by_id, collected_for)
       SELECT gen_random_uuid(), person_id, %(court)s, 'hearing', %(at)s::timestamptz::date,
         date_trunc('day', %(at)s::timestamptz) + (600 + n %% 400) * interval '1 minute',
         n %% 9 + 1, 'prison', 'listed', %(at)s, %(nia)s, 'custody-safety'
       FROM crowd WHERE place <= %(heard)s""",
    "DROP TABLE crowd",
)
HERE = "place_id IN (%(prison)s, %(suite)s)"
THERE = f"""
SELECT (SELECT count(*) FROM pathway_listing WHERE place_id = %(court)s
        AND listed_on = %(at)s::timestamptz::date),
  (SELECT count(*) FROM pathway_stay WHERE {HERE}
   AND coalesce(left_at, 'infinity') > %(at)s::timestamptz - interval '10 days')
"""
EMPTY = (
    "DELETE FROM pathway_listing WHERE place_id = %(court)s",
    f"DELETE FROM pathway_runningclock WHERE {HERE}",
    f"""DELETE FROM care_handovermove m USING pathway_stay s, pathway_event e
        WHERE s.{HERE} AND e.episode_id = s.episode_id AND m.event_id = e.id""",
    f"""DELETE FROM pathway_event e USING pathway_stay s
        WHERE s.{HERE} AND e.episode_id = s.episode_id""",
    f"""DELETE FROM access_relationship r USING pathway_stay s
        WHERE s.{HERE} AND r.made_by_event = s.id""",
    f"""DELETE FROM care_liaison l USING pathway_stay s
        WHERE s.{HERE} AND l.episode_id = s.episode_id""",
    f"""WITH gone AS (DELETE FROM pathway_stay WHERE {HERE} RETURNING episode_id)
        DELETE FROM pathway_episode e USING gone WHERE e.id = gone.episode_id""",
)
TABLES = (
    "pathway_stay", "pathway_event", "pathway_episode", "pathway_listing", "care_liaison",
    "access_relationship",
)  # fmt: skip


def gather(at: datetime) -> None:
    """Bring the people of every size in; those of another day go first."""
    for size in SIZES:
        _gather(size, county.found(at, size.name, size.mark), at)


def _gather(size: Size, here: County, at: datetime) -> None:
    nia, amara = here.viewers["nia"], here.viewers["amara"]
    given = {
        "at": at,
        "people": size.people,
        "there": size.there,
        "came": size.came,
        "released": size.released,
        "heard": size.heard,
        "prison": here.places[PRISON],
        "court": here.places[COURT],
        "suite": here.places[SUITE],
        "nia": nia.worker_id,
        "amara": amara.worker_id,
        "runs": nia.organisation_id,
        "police": here.viewers["dana"].organisation_id,
        "liaison": amara.organisation_id,
        "team": next(iter(amara.team_ids)),
    }
    with administrator() as connection:
        connection.execute("SET session_replication_role = replica")
        client = ClientCursor(connection)
        if client.execute(THERE, given).fetchone() == (size.heard, size.people):
            return
        for statement in (*EMPTY, SOMEBODY, *ROWS):
            client.execute(statement, given)
        for table in TABLES:
            connection.execute(f"VACUUM ANALYZE {table}")


def measure(at: datetime) -> dict[str, Timed]:
    """Every list of every size, its first page in its usual order, or in another where that
    takes longer."""
    return {
        f"list of {what}, {rows:,}": time_of(page(*where), TIMES)
        for size in SIZES
        for what, rows, where in _lists(size, county.found(at, size.name, size.mark))
    }


def _lists(size: Size, here: County):
    nia, amara = client_of(here, "nia"), client_of(here, "amara")
    prison, court = PRISON + size.mark, COURT + size.mark
    return (
        ("an establishment", size.there, (nia, f"/establishment/{prison}")),
        (
            "an establishment, by release",
            size.there,
            (nia, f"/establishment/{prison}?sort=release"),
        ),
        ("receptions", size.came, (nia, f"/reception/{prison}")),
        ("releases", size.there, (amara, "/releases")),
        ("people released", size.released, (amara, "/released")),
        ("a court", size.heard, (amara, f"/court/{court}")),
        ("people not seen", size.unseen, (amara, "/left-unseen")),
    )
