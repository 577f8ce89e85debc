"""The sorts of work on a worklist, each as the rows it is made of; all have the same columns.

Which work, its id, whose it is, in which passage, the task, where it stands, the team that holds
it, the day it is counted from, whether it is urgent, whether others have the turn, what came
before, and the moment it is counted from, for those that are due at one.

What is only shown, such as the names of teams, is joined to the left: to count work, which asks for
no names, the database then looks none up.
"""

REFERRALS = """
SELECT 'referral' AS work, r.id, r.person_id, r.episode_id, r.next_action AS task,
       r.status, h.name AS team, r.next_action_on AS due, r.urgent,
       NOT r.held_by_id = ANY (%(teams)s) AS others,
       CASE WHEN r.held_by_id = r.to_team_id THEN f.name ELSE t.name END AS other_side, ''
FROM care_referral r
LEFT JOIN access_team h ON h.id = r.held_by_id
LEFT JOIN access_team f ON f.id = r.from_team_id
LEFT JOIN access_team t ON t.id = r.to_team_id
WHERE NOT r.status = ANY (%(ended)s)
  AND (r.held_by_id = ANY (%(teams)s) OR r.from_team_id = ANY (%(teams)s))
"""
NEEDS = """
SELECT 'need', n.id, n.person_id, n.episode_id, n.type, n.status, t.name,
       (n.recorded_at AT TIME ZONE 'Europe/London')::date, false, false, '', ''
FROM care_need n
LEFT JOIN access_team t ON t.id = n.responsible_team_id
WHERE n.status = ANY (%(open_needs)s) AND n.responsible_team_id = ANY (%(teams)s)
  AND NOT EXISTS (SELECT 1 FROM care_referralneed x WHERE x.need_id = n.id)
  AND NOT EXISTS (SELECT 1 FROM care_needoffer o WHERE o.need_id = n.id)
"""
OFFERS = """
SELECT 'offer', o.id, o.person_id, n.episode_id, n.type, n.status, t.name, o.answer_by, false,
       NOT o.to_team_id = ANY (%(teams)s),
       CASE WHEN o.to_team_id = ANY (%(teams)s) THEN f.name ELSE t.name END, ''
FROM care_needoffer o
JOIN care_need n ON n.id = o.need_id
LEFT JOIN access_team f ON f.id = o.from_team_id
LEFT JOIN access_team t ON t.id = o.to_team_id
WHERE o.answer = '' AND (o.to_team_id = ANY (%(teams)s) OR o.from_team_id = ANY (%(teams)s))
"""
RETURNED = """
SELECT 'returned', n.id, n.person_id, n.episode_id, n.type, n.status, t.name,
       (o.answered_at AT TIME ZONE 'Europe/London')::date, false, false, o.because, ''
FROM care_needoffer o
JOIN care_need n ON n.id = o.need_id AND n.responsible_team_id = o.from_team_id
LEFT JOIN access_team t ON t.id = o.to_team_id
WHERE o.answer = 'declined' AND o.from_team_id = ANY (%(teams)s)
  AND n.status = ANY (%(open_needs)s)
  AND NOT EXISTS (SELECT 1 FROM care_needoffer x WHERE x.need_id = o.need_id
                  AND x.recorded_at > o.recorded_at)
"""
REVIEWS = """
SELECT 'review', n.id, n.person_id, n.episode_id, n.type, n.status, t.name, n.review_on,
       false, false, '', ''
FROM care_need n
LEFT JOIN access_team t ON t.id = n.responsible_team_id
WHERE n.status = ANY (%(kept_needs)s) AND n.responsible_team_id = ANY (%(teams)s)
  AND n.review_on <= %(soon)s
"""
RISKS = """
SELECT 'risk', k.id, k.person_id, NULL::uuid, k.kind, k.level, t.name, k.review_on,
       k.level = 'high', false, '', ''
FROM care_risk k
LEFT JOIN access_team t ON t.id = k.team_id
WHERE k.superseded_at IS NULL AND k.team_id = ANY (%(teams)s) AND k.review_on <= %(soon)s
"""
STEPS = """
SELECT 'step', s.id, s.person_id, NULL::uuid, '', s.status, t.name, s.by_on, false, false, '', ''
FROM care_planstep s LEFT JOIN access_team t ON t.id = s.team_id
WHERE s.status IN ('asked', 'agreed') AND s.team_id = ANY (%(teams)s) AND s.by_on <= %(soon)s
"""
PLANS = """
SELECT 'plan', p.id, p.person_id, NULL::uuid, '', p.agreement, t.name, p.review_on,
       false, false, '', ''
FROM care_plan p LEFT JOIN access_team t ON t.id = p.lead_team_id
WHERE p.superseded_at IS NULL AND p.lead_team_id = ANY (%(teams)s) AND p.review_on <= %(soon)s
"""
# A moment goes as text, because the others are due on days and have none.
UTC = '\'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"\''
URGENT = f"""
SELECT 'urgent-answer', c.id, c.person_id, NULL::uuid, c."limit", 'not-acted-on', t.name,
       (c.began_at AT TIME ZONE 'Europe/London')::date, true, false,
       '', to_char(c.began_at AT TIME ZONE 'UTC', {UTC})
FROM screening_urgentclock c LEFT JOIN access_team t ON t.id = c.team_id
WHERE c.done = '' AND c.team_id = ANY (%(teams)s)
"""  # noqa: S608 - the part is a constant above
ASK_AGAIN = f"""
SELECT 'ask-again', a.id, a.person_id, a.episode_id, a.instrument, a.why, t.name,
       (a.again_at AT TIME ZONE 'Europe/London')::date, false, false,
       '', to_char(a.again_at AT TIME ZONE 'UTC', {UTC})
FROM screening_attempt a LEFT JOIN access_team t ON t.id = a.team_id
WHERE a.settled_at IS NULL AND a.again_at IS NOT NULL AND a.team_id = ANY (%(teams)s)
"""  # noqa: S608 - the part is a constant above
UNSEEN = """
SELECT 'left-unseen', l.id, l.person_id, l.episode_id, 'Follow up', l.status, t.name,
       (e.last AT TIME ZONE 'Europe/London')::date, cardinality(l.alerted_for) > 0, false, '', ''
FROM care_liaison l
LEFT JOIN access_team t ON t.id = l.team_id
JOIN LATERAL (SELECT max(e.happened_at) AS last,
                     bool_or(e.kind = %(closed)s) AS closed
              FROM care_liaisonevent e WHERE e.liaison_id = l.id) e ON NOT e.closed
WHERE l.status = %(left_unseen)s AND l.team_id = ANY (%(teams)s)
"""
FINISH = """
SELECT 'finish', l.id, l.person_id, l.episode_id, 'Say that there is nothing more to do',
       l.status, t.name,
       (greatest(e.last, p.ended_at, r.last, c.last) AT TIME ZONE 'Europe/London')::date,
       false, false, '', ''
FROM care_liaison l
LEFT JOIN access_team t ON t.id = l.team_id
JOIN pathway_episode p ON p.id = l.episode_id AND p.ended_at IS NOT NULL
JOIN LATERAL (SELECT max(e.happened_at) AS last,
                     bool_or(e.kind = %(closed)s) AS closed
              FROM care_liaisonevent e WHERE e.liaison_id = l.id) e ON NOT e.closed
LEFT JOIN LATERAL (SELECT max(v.recorded_at) AS last
                   FROM care_referral r JOIN care_referralevent v ON v.referral_id = r.id
                   WHERE r.person_id = l.person_id AND r.organisation_id = l.organisation_id
                     AND v.kind = ANY (%(ending)s)) r ON true
LEFT JOIN LATERAL (SELECT max(c.recorded_at) AS last
                   FROM care_need n JOIN care_needchange c ON c.need_id = n.id
                   WHERE n.person_id = l.person_id
                     AND n.responsible_team_id = ANY (%(teams)s)) c ON true
WHERE l.status = %(seen)s AND l.team_id = ANY (%(teams)s)
  AND NOT EXISTS (SELECT 1 FROM care_referral r WHERE r.person_id = l.person_id
                  AND r.organisation_id = l.organisation_id AND NOT r.status = ANY (%(ended)s))
  AND NOT EXISTS (SELECT 1 FROM care_need n WHERE n.person_id = l.person_id
                  AND n.responsible_team_id = ANY (%(teams)s) AND n.status = ANY (%(open_needs)s)
                  AND NOT EXISTS (SELECT 1 FROM care_referralneed x WHERE x.need_id = n.id))
"""
HANDOVERS = """
SELECT 'handover', h.id, h.person_id, NULL::uuid, h.route, h.state,
       CASE WHEN h.state = 'accepted' OR t.id IS NOT NULL AND h.state = 'waiting'
            THEN t.name ELSE f.name END,
       h.due_on, h.emergency,
       CASE WHEN h.state = 'declined' OR h.to_team_id IS NULL
            THEN NOT h.from_team_id = ANY (%(teams)s) ELSE NOT h.to_team_id = ANY (%(teams)s) END,
       CASE WHEN h.to_team_id = ANY (%(teams)s) THEN f.name ELSE coalesce(t.name, '') END, ''
FROM care_handover h
LEFT JOIN access_team f ON f.id = h.from_team_id
LEFT JOIN access_team t ON t.id = h.to_team_id
WHERE h.due_on IS NOT NULL
  AND (h.to_team_id = ANY (%(teams)s) OR h.from_team_id = ANY (%(teams)s))
"""
