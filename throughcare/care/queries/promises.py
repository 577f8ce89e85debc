"""Nobody is lost, counted: what would break that promise, with the ids behind each count.

Each way is one statement over whole tables, so that a million people are checked in one go.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.rules import Viewer
from throughcare.care.queries.growing_up import CHILDRENS_TEAMS
from throughcare.care.rules import (
    ENDED,
    KEPT_NEEDS,
    OPEN_NEEDS,
    OPEN_ORDERS,
    OPEN_STEPS,
    LiaisonEventKind,
    LiaisonStatus,
    published,
)
from throughcare.care.rules.handovers import HandoverState
from throughcare.care.rules.release import Matter
from throughcare.care.rules.routes import MOVES
from throughcare.pathway.rules import ESTABLISHMENTS


@dataclass(frozen=True, slots=True)
class Broken:
    """One way in which the promise can be broken, and the records where it is.

    `never`: no record may do so; otherwise it is something to know. `kind` names the records.
    """

    what: str
    sentence: str
    ids: tuple[UUID, ...]
    never: bool
    kind: str

    @property
    def count(self) -> int:
        """How many records."""
        return len(self.ids)


# Put into the statements below, which are written out so that each can be read on its own.
PARTS = {
    "COVERED": "(SELECT g.id FROM pathway_place g LEFT JOIN pathway_cover c ON c.place_id = g.id"
    " WHERE g.kind = ANY (%(held_in)s) AND (g.organisation_id = %(own)s OR c.team_id IN OURS))",
    # Who works in no place is not told that somebody whom they know was moved.
    "WORKS_IN_PLACES": "(SELECT 1 FROM pathway_place g LEFT JOIN pathway_cover c"
    " ON c.place_id = g.id WHERE g.organisation_id = %(own)s OR c.team_id IN OURS)",
    "CHILDRENS": CHILDRENS_TEAMS,
    "OURS": "(SELECT t.id FROM access_team t WHERE t.organisation_id = %(own)s)",
    "WORKED_IN": "(SELECT m.team_id FROM access_membership m"
    " WHERE m.ends_on IS NULL OR m.ends_on >= %(on)s)",
}
CHECKS: tuple[tuple[str, str, bool, str, str], ...] = (
    (
        "needs-without-team",
        "Open needs for which no team is responsible",
        True,
        "N",
        "SELECT x.id, x.recorded_at FROM care_need x WHERE x.organisation_id = %(own)s"
        " AND x.status = ANY (%(open)s) AND x.responsible_team_id IS NULL",
    ),
    (
        "needs-team-closed",
        "Open needs of a team in which nobody works any more",
        True,
        "N",
        "SELECT x.id, x.recorded_at FROM care_need x WHERE x.responsible_team_id IN OURS"
        " AND x.status = ANY (%(held)s) AND NOT x.responsible_team_id IN WORKED_IN",
    ),
    (
        "needs-out-of-sight",
        "Open needs whose responsible team may not know the person any more",
        True,
        "N",
        "SELECT x.id, x.recorded_at FROM care_need x WHERE x.responsible_team_id IN OURS"
        " AND x.status = ANY (%(held)s) AND NOT EXISTS (SELECT 1 FROM access_relationship r"
        " WHERE r.person_id = x.person_id AND r.organisation_id = %(own)s"
        " AND (r.ends_at IS NULL OR r.ends_at::date >= %(on)s))",
    ),
    (
        "needs-not-met-without-day",
        "Needs that nobody meets and nobody looks at again",
        True,
        "N",
        "SELECT x.id, x.recorded_at FROM care_need x WHERE x.responsible_team_id IN OURS"
        " AND x.status = ANY (%(kept)s) AND x.review_on IS NULL",
    ),
    (
        "referrals-without-next-action",
        "Open referrals without a next action and its date",
        True,
        "R",
        "SELECT x.id, x.recorded_at FROM care_referral x WHERE x.organisation_id = %(own)s"
        " AND NOT x.status = ANY (%(ended)s)"
        " AND (x.next_action_on IS NULL OR x.next_action = '' OR x.held_by_id IS NULL)",
    ),
    (
        "referrals-team-closed",
        "Open referrals that wait for a team of ours in which nobody works any more",
        True,
        "R",
        "SELECT x.id, x.recorded_at FROM care_referral x WHERE x.held_by_id IN OURS"
        " AND NOT x.status = ANY (%(ended)s) AND NOT x.held_by_id IN WORKED_IN",
    ),
    (
        "movements-without-handover",
        "Movements of people that belong to no handover",
        True,
        "M",
        "SELECT x.id, x.recorded_at FROM pathway_event x"
        " WHERE x.id IN (SELECT f.id FROM"
        " care_moves_never_considered(%(moves)s, %(on)s::date - 366) AS f (id))"
        " AND NOT EXISTS (SELECT 1 FROM pathway_event s WHERE s.corrects_id = x.id"
        " AND s.struck_out)"
        " AND EXISTS WORKS_IN_PLACES AND EXISTS (SELECT 1 FROM access_relationship r"
        " WHERE r.person_id = x.person_id AND r.organisation_id = %(own)s"
        " AND (r.ends_at IS NULL OR r.ends_at >= coalesce(x.happened_at, x.recorded_at)))",
    ),
    (
        "handovers-without-owner",
        "Open handovers that no team answers for, or only one in which nobody works any more",
        True,
        "H",
        "SELECT x.id, x.recorded_at FROM care_handover x WHERE x.due_on IS NOT NULL"
        " AND (x.from_team_id IN OURS OR x.to_team_id IN OURS)"
        " AND NOT CASE WHEN x.state = %(accepted)s THEN x.to_team_id ELSE x.from_team_id END"
        " IN WORKED_IN",
    ),
    (
        "handovers-closed-unseen",
        "Handovers that were closed although nobody saw the person, without a reason",
        True,
        "H",
        "SELECT x.id, x.recorded_at FROM care_handover x"
        " WHERE (x.from_team_id IN OURS OR x.to_team_id IN OURS) AND x.due_on IS NULL"
        " AND x.seen_at IS NULL AND x.ended_because = ''",
    ),
    (
        "handovers-overdue",
        "Open handovers that nobody has answered, or whose person nobody has seen, in time",
        False,
        "H",
        "SELECT x.id, x.recorded_at FROM care_handover x WHERE x.due_on < %(on)s"
        " AND (x.from_team_id IN OURS OR x.to_team_id IN OURS)",
    ),
    (
        "adults-at-childrens-team",
        "Open needs of people who turned 18, at a team for children, with no handover to adult"
        " services open",
        False,
        "N",
        "SELECT x.id, x.recorded_at FROM care_need x"
        " JOIN people_person p ON p.id = x.person_id"
        " JOIN people_particulars d ON d.person_id = p.id AND d.superseded_at IS NULL"
        " WHERE x.responsible_team_id IN OURS AND x.responsible_team_id IN CHILDRENS"
        " AND x.status = ANY (%(open)s) AND p.born_on + CASE WHEN d.born_precision = 'day'"
        " THEN interval '18 years' ELSE interval '19 years' END <= %(on)s"
        " AND NOT EXISTS (SELECT 1 FROM care_handover h WHERE h.person_id = x.person_id"
        " AND h.due_on IS NOT NULL AND h.route = 'child-to-adult'"
        " AND h.from_team_id = x.responsible_team_id)"
        " AND NOT EXISTS (SELECT 1 FROM care_youthfact y WHERE y.person_id = x.person_id"
        " AND y.kind = 'turning-18' AND y.superseded_at IS NULL AND y.answer = 'not-needed')",
    ),
    (
        "release-unprepared",
        "People who leave within two weeks and whose release is not wholly prepared",
        False,
        "T",
        "SELECT x.id, x.arrived_at AS recorded_at FROM pathway_stay x"
        " JOIN pathway_place g ON g.id = x.place_id AND g.kind = ANY (%(held_in)s)"
        " WHERE x.left_at IS NULL AND x.likely_release_at < %(on)s::date + 15"
        " AND x.place_id IN COVERED AND (SELECT count(*) FROM care_preparation p"
        " WHERE p.episode_id = x.episode_id AND p.superseded_at IS NULL"
        " AND p.state IN ('done', 'not-needed')) < %(matters)s",
    ),
    (
        "released-without-contact",
        "People released in the last two weeks whom nobody has tried to reach in time",
        False,
        "T",
        "SELECT x.id, x.arrived_at AS recorded_at FROM pathway_stay x"
        " JOIN pathway_episode y ON y.id = x.episode_id AND y.leaving = 'released'"
        " WHERE x.place_id IN COVERED AND x.left_at = y.ended_at"
        " AND x.left_at::date BETWEEN %(on)s::date - 14 AND %(on)s::date - %(first_contact)s"
        " AND NOT EXISTS (SELECT 1 FROM care_releasecontact c WHERE c.episode_id = x.episode_id)"
        " AND NOT EXISTS (SELECT 1 FROM care_handover h WHERE h.person_id = x.person_id"
        " AND h.seen_at >= x.left_at)"
        " AND NOT EXISTS (SELECT 1 FROM pathway_stay z WHERE z.person_id = x.person_id"
        " AND z.arrived_at >= x.left_at)"
        " AND NOT EXISTS (SELECT 1 FROM pathway_event d WHERE d.person_id = x.person_id"
        " AND d.kind = 'died')",
    ),
    (
        "deaths-without-learning",
        "Deaths within half a year after release from which nobody has written down what we learn",
        False,
        "M",
        "SELECT x.id, x.recorded_at FROM pathway_event x WHERE x.kind = 'died'"
        " AND x.corrects_id IS NULL AND NOT EXISTS (SELECT 1 FROM pathway_event c"
        " WHERE c.corrects_id = x.id AND c.struck_out)"
        " AND EXISTS (SELECT 1 FROM pathway_stay s JOIN pathway_episode y ON y.id = s.episode_id"
        " AND y.leaving = 'released' WHERE s.person_id = x.person_id AND s.place_id IN COVERED"
        " AND y.ended_at BETWEEN coalesce(x.happened_at, x.recorded_at) - interval '183 days'"
        " AND coalesce(x.happened_at, x.recorded_at))"
        " AND NOT EXISTS (SELECT 1 FROM care_deathlearning l WHERE l.event_id = x.id)",
    ),
    (
        "referrals-overdue",
        "Open referrals whose next action is overdue",
        False,
        "R",
        "SELECT x.id, x.recorded_at FROM care_referral x WHERE x.organisation_id = %(own)s"
        " AND NOT x.status = ANY (%(ended)s) AND x.next_action_on < %(on)s",
    ),
    (
        "offers-overdue",
        "Needs offered to another team that has not answered in time",
        False,
        "O",
        "SELECT x.id, x.recorded_at FROM care_needoffer x WHERE x.organisation_id = %(own)s"
        " AND x.answer = '' AND x.answer_by < %(on)s",
    ),
    (
        "hand-ons-overdue",
        "People offered to another team that has not answered in time",
        False,
        "P",
        "SELECT x.id, x.recorded_at FROM care_caseoffer x WHERE x.organisation_id = %(own)s"
        " AND x.answer = '' AND x.answer_by < %(on)s",
    ),
    (
        "reviews-overdue",
        "Needs that nobody meets, and that somebody should have looked at again",
        False,
        "N",
        "SELECT x.id, x.recorded_at FROM care_need x WHERE x.responsible_team_id IN OURS"
        " AND x.status = ANY (%(kept)s) AND x.review_on < %(on)s",
    ),
    (
        "risks-overdue",
        "Risks that somebody should have looked at again",
        False,
        "K",
        "SELECT x.id, x.recorded_at FROM care_risk x WHERE x.team_id IN OURS"
        " AND x.superseded_at IS NULL AND x.review_on < %(on)s",
    ),
    (
        "steps-overdue",
        "Steps of plans that are overdue",
        False,
        "S",
        "SELECT x.id, x.recorded_at FROM care_planstep x WHERE x.team_id IN OURS"
        " AND x.status = ANY (%(steps)s) AND x.by_on < %(on)s",
    ),
    (
        "orders-overdue",
        "Treatment requirements that somebody should have looked at again",
        False,
        "T",
        "SELECT x.id, x.recorded_at FROM care_courtrequirement x WHERE x.team_id IN OURS"
        " AND x.state = ANY (%(orders)s) AND x.next_on < %(on)s",
    ),
    (
        "left-unseen",
        "People who left custody before anybody saw them, not yet followed up",
        False,
        "L",
        "SELECT x.id, x.recorded_at FROM care_liaison x WHERE x.organisation_id = %(own)s"
        " AND x.status = %(left_unseen)s AND NOT EXISTS (SELECT 1 FROM care_liaisonevent e"
        " WHERE e.liaison_id = x.id AND e.kind = %(closed)s)",
    ),
)


def promises_for_extract(viewer: Viewer, on: date) -> list[Broken]:
    """Violations and things to know among the records of the viewer's organisation, from a day.

    Several are made impossible by the database; they are counted all the same.
    """
    given: dict[str, Any] = {
        "own": viewer.organisation_id,
        "on": on,
        "open": [status.value for status in OPEN_NEEDS],
        "kept": [status.value for status in KEPT_NEEDS],
        "held": [status.value for status in (*OPEN_NEEDS, *KEPT_NEEDS)],
        "ended": [status.value for status in ENDED],
        "held_in": [kind.value for kind in ESTABLISHMENTS],
        "matters": len(Matter),
        "first_contact": published().days("first-contact").days,
        "moves": [kind.value for kind in MOVES],
        "accepted": HandoverState.ACCEPTED.value,
        "orders": [state.value for state in OPEN_ORDERS],
        "steps": [status.value for status in OPEN_STEPS],
        "left_unseen": LiaisonStatus.LEFT_UNSEEN.value,
        "closed": LiaisonEventKind.CLOSED.value,
    }
    found = []
    with connection.cursor() as cursor:
        for what, sentence, never, kind, sql in CHECKS:
            for part, meaning in PARTS.items():
                sql = sql.replace(part, meaning)
            cursor.execute(f"{sql} ORDER BY recorded_at, x.id", given)
            ids = tuple(row[0] for row in cursor.fetchall())
            found.append(Broken(what, sentence, ids, never, kind))
    return found
