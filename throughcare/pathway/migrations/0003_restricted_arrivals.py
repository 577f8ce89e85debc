"""Whether somebody who comes in may have a restricted record: yes or no, never whose.

Restricted records are recognised by nobody, so that an arrival opens a second record. This answer
lets the officer tell those who may look into it. It is asked only about somebody who is recorded,
compares exactly, says nothing to nobody, and each "yes" is put on the trail by those who ask.
"""

from django.db import migrations

VIEWER = "nullif(current_setting('throughcare.organisation', true), '')::uuid"
FUNCTION = """
CREATE FUNCTION pathway_may_be_restricted(keys text[], born date, kinds text[], numbers text[])
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT VIEWER IS NOT NULL AND (
    EXISTS (
      SELECT 1 FROM people_personname n
      JOIN people_person p ON p.id = n.person_id AND p.restricted AND p.born_on = born
      WHERE n.key = ANY (keys) AND n.superseded_at IS NULL)
    OR EXISTS (
      SELECT 1 FROM unnest(kinds, numbers) AS asked (kind, canonical)
      JOIN people_identifier i ON i.kind = asked.kind AND i.canonical = asked.canonical
        AND i.canonical <> '' AND i.verified AND i.superseded_at IS NULL
      JOIN people_person p ON p.id = i.person_id AND p.restricted))
$$;
""".replace("VIEWER", VIEWER)
SIGNATURE = "pathway_may_be_restricted(text[], date, text[], text[])"
GRANT = (
    f"REVOKE ALL ON FUNCTION {SIGNATURE} FROM PUBLIC;"
    f" GRANT EXECUTE ON FUNCTION {SIGNATURE} TO throughcare_app"
)


class Migration(migrations.Migration):
    """One function."""

    dependencies = [
        ("pathway", "0001_initial"),
        ("people", "0002_finding_and_matching"),
        ("access", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FUNCTION + GRANT, f"DROP FUNCTION {SIGNATURE}")]
