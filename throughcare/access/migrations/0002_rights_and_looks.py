"""What the application's role may do to tables without people, and who looked at a record.

`access_looks` runs with the owner's rights, because the trail of one organisation is closed to
others while the person's own list of who looked spans them all. It checks the relationship itself.
"""

from django.db import migrations

RIGHTS = """
GRANT UPDATE, DELETE ON django_session TO throughcare_app;
GRANT UPDATE ON access_worker, access_membership, access_team, access_organisation TO throughcare_app;
"""
NO_RIGHTS = """
REVOKE UPDATE, DELETE ON django_session FROM throughcare_app;
REVOKE UPDATE ON access_worker, access_membership, access_team, access_organisation FROM throughcare_app;
"""
LOOKS = """
CREATE FUNCTION access_looks(person uuid, most integer)
RETURNS TABLE (at timestamptz, verb text, outcome text, what text, worker_name text, role text,
               organisation_name text, purpose text, categories text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.at, e.verb, e.outcome, e.what, e.worker_name, e.role, e.organisation_name, e.purpose,
         e.categories
  FROM access_auditevent e
  WHERE e.person_ids @> ARRAY[person]
    AND EXISTS (SELECT 1 FROM access_relationship r WHERE r.person_id = person
                AND r.organisation_id =
                    nullif(current_setting('throughcare.organisation', true), '')::uuid)
  ORDER BY e.id DESC LIMIT most
$$;
REVOKE ALL ON FUNCTION access_looks(uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_looks(uuid, integer) TO throughcare_app;
"""


class Migration(migrations.Migration):
    """Rights and the function."""

    dependencies = [("access", "0001_initial"), ("sessions", "0001_initial")]
    operations = [
        migrations.RunSQL(RIGHTS, NO_RIGHTS),
        migrations.RunSQL(LOOKS, "DROP FUNCTION access_looks(uuid, integer)"),
    ]
