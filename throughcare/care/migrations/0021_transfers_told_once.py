"""Referral, assessment and withdrawal of a transfer to hospital are events of the journey alone."""

from django.db import migrations

STEPS = """
  SELECT t.id, t.person_id, t.happened_at, t.recorded_at, t.recorded_by_id, s.episode_id, s.place_id,
    CASE t.step WHEN 'referred' THEN 'hospital-transfer-referred'
      WHEN 'psychiatric-assessment' THEN 'hospital-transfer-assessed'
      ELSE 'hospital-transfer-withdrawn' END AS kind
  FROM care_hospitaltransfer t
  JOIN pathway_stay s ON s.person_id = t.person_id AND s.arrived_at <= t.happened_at
    AND coalesce(s.left_at, 'infinity') >= t.happened_at
  JOIN pathway_place g ON g.id = s.place_id AND g.kind = ANY (ARRAY['prison', 'training-prison',
    'womens-prison', 'open-prison', 'young-offender-institution', 'secure-training-centre',
    'secure-childrens-home', 'secure-school', 'immigration-removal-centre'])
  WHERE t.step IN ('referred', 'psychiatric-assessment', 'no-transfer-needed') AND t.note = ''
"""
MOVED = f"""
INSERT INTO pathway_event (id, person_id, episode_id, place_id, kind, happened_at, note,
  recorded_at, recorded_by_id, collected_for)
SELECT gen_random_uuid(), m.person_id, m.episode_id, m.place_id, m.kind, m.happened_at, '',
  m.recorded_at, m.recorded_by_id, 'care'
FROM ({STEPS}) m
WHERE NOT EXISTS (SELECT 1 FROM pathway_event e WHERE e.person_id = m.person_id
  AND e.kind = m.kind AND e.happened_at = m.happened_at)
"""  # noqa: S608 - own words only
GONE = f"DELETE FROM care_hospitaltransfer WHERE id IN (SELECT m.id FROM ({STEPS}) m)"  # noqa: S608


class Migration(migrations.Migration):
    """What was told as a step becomes an event; a step with a note stays as it was."""

    dependencies = [
        ("care", "0020_alerts"),
        ("pathway", "0008_bail_acct_reconnect"),
    ]
    operations = [
        migrations.RunSQL(MOVED, migrations.RunSQL.noop),
        migrations.RunSQL(GONE, migrations.RunSQL.noop),
    ]
