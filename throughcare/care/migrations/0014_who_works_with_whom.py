"""Which team works with somebody, for whoever records that they move; and what a team holds.

`care_worked_with` runs with the owner's rights: a custody officer who records that somebody left
sees no need and no risk, and the team that does must be told. It answers with teams alone, about
people whom the asking organisation knows or knew. Movements recorded before handovers were kept are
marked as such: they belong to none.
"""

from django.db import migrations

WORKED_WITH = """
CREATE FUNCTION care_worked_with(people uuid[])
RETURNS TABLE (person uuid, team uuid, organisation uuid, kind text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT ON (f.person_id) f.person_id, f.team_id, t.organisation_id, o.kind
  FROM (
    SELECT n.person_id, n.responsible_team_id AS team_id, 1 AS rank, n.recorded_at
    FROM care_need n WHERE n.person_id = ANY (people)
      AND n.status IN ('suspected', 'on-diagnostic-pathway', 'confirmed', 'below-threshold',
                       'not-met', 'declined')
    UNION ALL
    SELECT p.person_id, p.lead_team_id, 0, p.recorded_at
    FROM care_plan p WHERE p.person_id = ANY (people) AND p.superseded_at IS NULL
    UNION ALL
    SELECT k.person_id, k.team_id, 2, k.recorded_at
    FROM care_risk k WHERE k.person_id = ANY (people) AND k.superseded_at IS NULL
    UNION ALL
    SELECT r.person_id, r.from_team_id, 2, r.recorded_at
    FROM care_referral r WHERE r.person_id = ANY (people) AND r.next_action_on IS NOT NULL
    UNION ALL
    SELECT l.person_id, l.team_id, 3, l.recorded_at
    FROM care_liaison l WHERE l.person_id = ANY (people)
      AND l.status IN ('waiting', 'being-seen', 'seen', 'report-sent')
      AND NOT EXISTS (SELECT 1 FROM care_liaisonevent e
                      WHERE e.liaison_id = l.id AND e.kind = 'closed')
  ) f
  JOIN access_team t ON t.id = f.team_id
  JOIN access_organisation o ON o.id = t.organisation_id
  WHERE EXISTS (SELECT 1 FROM access_relationship r WHERE r.person_id = f.person_id
    AND r.organisation_id = nullif(current_setting('throughcare.organisation', true), '')::uuid)
  ORDER BY f.person_id, f.rank, f.recorded_at DESC
$$;
REVOKE ALL ON FUNCTION care_worked_with(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION care_worked_with(uuid[]) TO throughcare_app;
"""

HOLDS_BEFORE = """
DROP FUNCTION care_team_holds(uuid);
CREATE FUNCTION care_team_holds(team uuid)
RETURNS TABLE (needs bigint, reviews bigint, risks bigint, referrals bigint, offers bigint,
               places bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT
    (SELECT count(*) FROM care_need n WHERE n.responsible_team_id = team
       AND n.status IN ('suspected', 'on-diagnostic-pathway', 'confirmed')),
    (SELECT count(*) FROM care_need n WHERE n.responsible_team_id = team
       AND n.status IN ('below-threshold', 'not-met', 'declined')),
    (SELECT count(*) FROM care_risk k WHERE k.team_id = team AND k.superseded_at IS NULL),
    (SELECT count(*) FROM care_referral r WHERE r.next_action_on IS NOT NULL
       AND team IN (r.held_by_id, r.from_team_id)),
    (SELECT count(*) FROM care_needoffer o WHERE o.to_team_id = team AND o.answer = ''),
    (SELECT count(*) FROM pathway_cover c WHERE c.team_id = team AND NOT EXISTS (
       SELECT 1 FROM pathway_cover x WHERE x.place_id = c.place_id AND x.team_id <> team
         AND (x.under_18 IS NULL OR x.under_18 IS NOT DISTINCT FROM c.under_18)))
$$;
REVOKE ALL ON FUNCTION care_team_holds(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION care_team_holds(uuid) TO throughcare_app;
"""
HOLDS = HOLDS_BEFORE.replace(
    "places bigint)", "places bigint, handovers bigint)"
).replace(
    "IS NOT DISTINCT FROM c.under_18)))",
    """IS NOT DISTINCT FROM c.under_18))),
    (SELECT count(*) FROM care_handover h WHERE h.due_on IS NOT NULL
       AND team IN (h.from_team_id, h.to_team_id))""",
)

BEFORE = """
INSERT INTO care_handovermove
  (id, person_id, event_id, became, recorded_at, recorded_by_id, collected_for)
SELECT gen_random_uuid(), e.person_id, e.id, 'before-handovers-were-kept', e.recorded_at,
       e.recorded_by_id, e.collected_for
FROM pathway_event e
WHERE e.corrects_id IS NULL AND e.kind IN
  ('left', 'left-place-of-safety', 'remanded', 'sentenced', 'moved-to-another-establishment',
   'transferred-to-hospital', 'left-hospital', 'released', 'recalled', 'received',
   'admitted-to-hospital')
"""


class Migration(migrations.Migration):
    """The functions, and the movements of the time before."""

    dependencies = [("care", "0013_handovers")]
    operations = [
        migrations.RunSQL(WORKED_WITH, "DROP FUNCTION care_worked_with(uuid[])"),
        migrations.RunSQL(HOLDS, HOLDS_BEFORE),
        migrations.RunSQL(BEFORE, migrations.RunSQL.noop),
    ]
