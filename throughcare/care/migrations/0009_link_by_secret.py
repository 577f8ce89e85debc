"""Finding a secure link by the hash of its secret, or by its id in an open session.

Whoever opens a link is nobody that the database knows yet, so the function runs with the owner's
rights. It answers for one secret or one id, never with a list.
"""

from django.db import migrations

LINK = """
CREATE FUNCTION care_link(hashed text, link uuid)
RETURNS TABLE (link_id uuid, referral_id uuid, person_id uuid, team_id uuid, team text,
               organisation_id uuid, organisation text, acts_as uuid, acts_as_name text,
               expires_at timestamptz, opened_at timestamptz, revoked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.id, l.referral_id, l.person_id, t.id, t.name, o.id, o.name, w.id, w.name,
         l.expires_at, l.opened_at, l.revoked_at
  FROM care_referrallink l
  JOIN care_referral r ON r.id = l.referral_id
  JOIN access_team t ON t.id = r.to_team_id
  JOIN access_organisation o ON o.id = t.organisation_id
  JOIN access_worker w ON w.id = l.acts_as_id
  WHERE l.secret_hash = hashed OR l.id = link
$$;
REVOKE ALL ON FUNCTION care_link(text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION care_link(text, uuid) TO throughcare_app;
"""


class Migration(migrations.Migration):
    """The function."""

    dependencies = [("care", "0008_secure_links")]
    operations = [migrations.RunSQL(LINK, "DROP FUNCTION care_link(text, uuid)")]
