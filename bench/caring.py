"""Two million referrals of a hundred teams to two hundred services, with needs and handovers.

Written by SQL as the database's administrator where they are not there yet; who is open now has
somebody who may know them. The services and teams are made by actions.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from time import perf_counter, process_time

from django.db import OperationalError, connection, transaction
from psycopg import ClientCursor

from bench.county import County, staff
from bench.database import administrator
from bench.filling import CONSTRAINTS, INDEXES
from bench.handed import FORGOTTEN
from bench.importing import database_seconds
from bench.pages import Timed, client_of, page, time_of
from throughcare.access.actions import employment
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION, OrganisationKind
from throughcare.returns.promises import kept

REFERRALS, TEAMS, SERVICES = 2_000_000, 100, 200
MEASURED = 42
"""The team whose lists are asked for; the first one also gets whatever the imports bring."""
OPEN = "abs(hashint8(n) %% 100) < 15"
"""By chance; fifteen in a hundred are open: 300,000, of each team 3,000."""
NEEDED, HANDED = "abs(hashint8(n + 7) %% 5) = 0", "abs(hashint8(n + 11) %% 20) = 0"
ROWS = (
    f"""CREATE UNLOGGED TABLE bench_referral AS
        SELECT n, md5('p' || n %% %(people)s)::uuid AS person_id, md5('r' || n)::uuid AS id,
          (%(teams)s::uuid[])[n %% {TEAMS} + 1] AS from_team,
          (%(organisations)s::uuid[])[n %% {TEAMS} + 1] AS from_organisation,
          (%(services)s::uuid[])[(n + n / %(people)s * 13) %% {SERVICES} + 1] AS to_team,
          {OPEN} AS open, %(at)s::timestamptz - n / 70 %% 900 * interval '1 day' AS made_at,
          %(at)s::timestamptz::date + n / 90 %% 37 - 9 AS due_on,
          {NEEDED} AS needed, {HANDED} AS handed
        FROM generate_series(0, {REFERRALS} - 1) n""",
    """INSERT INTO care_referral (id, recorded_at, recorded_by_id, collected_for, person_id,
         organisation_id, from_team_id, to_team_id, relink, reason, consent, escort, getting_there,
         although, urgent, status, held_by_id, next_action, next_action_on, version)
       SELECT id, made_at, %(by)s, 'care', person_id, from_organisation, from_team, to_team, false,
         '', 'agreed', 'not-said', '', '', n %% 11 = 0,
         CASE WHEN NOT open THEN 'seen' WHEN n %% 3 = 0 THEN 'waiting-for-answer'
           WHEN n %% 3 = 1 THEN 'accepted' ELSE 'booked' END,
         CASE WHEN open THEN CASE WHEN n %% 4 = 0 THEN from_team ELSE to_team END END,
         CASE WHEN open THEN 'Answer the referral' ELSE '' END,
         CASE WHEN open THEN due_on END, 2
       FROM bench_referral""",
    """INSERT INTO care_need (id, recorded_at, recorded_by_id, collected_for, person_id,
         organisation_id, type, status, severity, urgency, source, review_on, responsible_team_id,
         note, version)
       SELECT md5('n' || n)::uuid, made_at, %(by)s, 'care', person_id, from_organisation,
         (ARRAY['anxiety', 'depression', 'psychosis', 'alcohol', 'cannabis', 'opioids',
           'gambling'])[n / 100 %% 7 + 1],
         CASE WHEN open THEN 'confirmed' WHEN n %% 7 = 0 THEN 'not-met' ELSE 'addressed' END,
         CASE WHEN n %% 9 = 0 THEN 'severe' ELSE 'not-known' END, 'not-known', 'not-recorded',
         CASE WHEN NOT open AND n %% 7 = 0 THEN due_on + 20 END, from_team, '', 1
       FROM bench_referral WHERE needed""",
    """INSERT INTO care_referralneed (person_id, referral_id, need_id)
       SELECT person_id, id, md5('n' || n)::uuid FROM bench_referral WHERE needed AND n %% 2 = 0""",
    """INSERT INTO care_handover (id, recorded_at, recorded_by_id, collected_for, person_id, route,
         from_team_id, to_team_id, moved_at, emergency, state, due_on, seen_at, answered_by_name,
         ended_because)
       SELECT md5('h' || n)::uuid, made_at, %(by)s, 'care', person_id, 'custody-to-community',
         from_team, to_team, made_at, n %% 700 = 0, CASE WHEN open THEN 'waiting' ELSE 'seen' END,
         CASE WHEN open THEN due_on END, CASE WHEN NOT open THEN made_at END, '', ''
       FROM bench_referral WHERE handed""",
    """INSERT INTO access_relationship (id, person_id, organisation_id, kind, because,
         made_by_event, starts_at, recorded_by_id, recorded_by_organisation_id)
       SELECT gen_random_uuid(), person_id, o.id, o.kind, 'Referred', r.id, made_at, %(by)s,
         from_organisation
       FROM bench_referral r, LATERAL (VALUES (from_organisation, 'allocated'),
         (%(receiving)s::uuid, 'referred')) o (id, kind)
       WHERE open OR needed AND n %% 7 = 0""",
    "DROP TABLE bench_referral",
)
TABLES = ["care_referral", "care_need", "care_referralneed", "care_handover"]


LONGEST = 60
"""Seconds after which a statement of `check-promises` is given up."""


@dataclass(frozen=True)
class Checked:
    """How long `check-promises` took for one organisation, and how much it found.

    Without `found`, one statement alone took longer than is let be.
    """

    seconds: float
    cpu: float
    database_cpu: float
    found: int | None


def fill(county: County, people: int, at: datetime) -> None:
    """Write the referrals, unless they are there."""
    by = county.viewers["amara"]
    senders = [(by.organisation_id, next(iter(by.team_ids)))]
    for number in range(1, TEAMS):
        made = _sender(number, at)
        senders.append((made, _team(made, _named(number), at)))
    receiving = _organisation("Bench services", OrganisationKind.RECEIVING_SERVICE, at)
    given = {
        "at": at,
        "people": people,
        "by": by.worker_id,
        "teams": [team for _, team in senders],
        "organisations": [organisation for organisation, _ in senders],
        "services": [_team(receiving, f"Bench service {n:03}", at) for n in range(SERVICES)],
        "receiving": receiving,
    }
    with administrator() as connection:
        there = connection.execute("SELECT reltuples FROM pg_class WHERE relname = 'care_referral'")
        if there.fetchone()[0] > 0.9 * REFERRALS:
            return
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET maintenance_work_mem = '512MB'")
        later = connection.execute(CONSTRAINTS, [TABLES]).fetchall()
        later += connection.execute(INDEXES, [TABLES]).fetchall()
        for drop, _ in later:
            connection.execute(drop)
        client = ClientCursor(connection)
        for statement in ROWS:
            client.execute(statement, given)
        for _, make in reversed(later):
            connection.execute(make)
        for table in (*TABLES, "access_relationship"):
            connection.execute(f"VACUUM ANALYZE {table}")


def measure(county: County, at: datetime) -> dict[str, Timed]:
    """What a practitioner of one of the teams has before them all day, and a service's own."""
    team = _team(_sender(MEASURED, at), _named(MEASURED), at)
    tess = staff(at, "tess", team, Role.PRACTITIONER)
    client = client_of(replace(county, viewers={"tess": tess}), "tess")
    addresses = {
        "worklist of a team": "/worklist",
        "worklist of a team, its referrals": "/worklist?work=referral",
        "people of a team": "/caseload?whose=team",
        "handovers of a team": "/handovers",
    }
    return {what: time_of(page(client, where), 40) for what, where in addresses.items()}


def check(county: County, at: datetime) -> Checked:
    """Check the promises as a manager of one organisation does, over everybody it has known.

    Every movement that was left without its place in a handover is found, and no other.
    """
    start, cpu, database = perf_counter(), process_time(), database_seconds()
    found = None
    with suppress(OperationalError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = '{LONGEST}s'")
        promises = kept(county.viewers["mara"], at)
        counts = {each.id: each.count for promise in promises for each in promise.checks}
        assert counts["movements-without-handover"] == FORGOTTEN, counts
        found = sum(counts.values())
    took = perf_counter() - start, process_time() - cpu, database_seconds() - database
    return Checked(*took, found)


def _named(number: int) -> str:
    return f"Bench team {number}"


def _sender(number: int, at: datetime):
    return _organisation(_named(number), OrganisationKind.LIAISON_AND_DIVERSION, at)


def _organisation(name: str, kind: OrganisationKind, at: datetime):
    return employment.found_organisation(by=INSTALLATION, at=at, name=name, kind=kind).id


def _team(organisation, name: str, at: datetime):
    return employment.form_team(
        by=INSTALLATION, at=at, organisation_id=organisation, name=name, takes_referrals=True
    ).id
