"""How much a team still holds, in numbers, so that it cannot close before that is handed over.

The function runs with the owner's rights: a manager closes a team and may not read whom it helps.
It answers with numbers alone.
"""

from django.db import migrations

HOLDS = """
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


class Migration(migrations.Migration):
    """The function."""

    dependencies = [
        ("care", "0004_responsibility"),
        ("pathway", "0003_restricted_arrivals"),
    ]
    operations = [migrations.RunSQL(HOLDS, "DROP FUNCTION care_team_holds(uuid)")]
