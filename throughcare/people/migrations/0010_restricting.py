"""Marking a record restricted, and opening one all the same, across the wall between organisations.

A restricted record shows no row to those who are to mark it or to open it in need. These functions
run with the owner's rights, say the least that is needed, and nothing to nobody. Whether the worker
may ask is decided before, by policy, and every use is on the trail.
"""

from django.db import migrations

VIEWER = "nullif(current_setting('throughcare.organisation', true), '')::uuid"

FUNCTIONS = """
CREATE FUNCTION people_known(person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM access_relationship r
                 WHERE r.person_id = person AND r.organisation_id = VIEWER)
$$;
CREATE FUNCTION people_restrict(person uuid, mark boolean) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH changed AS (
    UPDATE people_person p SET restricted = mark, version = p.version + 1
    WHERE p.id = person AND p.restricted <> mark AND p.merged_into_id IS NULL
      AND people_known(person)
    RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM changed)
$$;
CREATE FUNCTION people_is_restricted(person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM people_person p WHERE p.id = person AND p.restricted)
    AND VIEWER IS NOT NULL
$$;
CREATE FUNCTION people_numbered(kinds text, number text, closed boolean)
RETURNS TABLE (person_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT p.id FROM people_identifier i JOIN people_person p ON p.id = i.person_id
  WHERE i.kind = kinds AND i.canonical = number AND i.canonical <> '' AND i.superseded_at IS NULL
    AND VIEWER IS NOT NULL AND CASE WHEN closed THEN p.restricted ELSE people_known(p.id) END
$$;
CREATE FUNCTION people_restricted_names(people uuid[])
RETURNS TABLE (person_id uuid, shown_name text, born_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, p.shown_name, p.born_on FROM people_person p
  WHERE p.id = ANY (people) AND people_known(p.id)
$$;
""".replace("VIEWER", VIEWER)
SIGNATURES = (
    "people_restrict(uuid, boolean)",
    "people_is_restricted(uuid)",
    "people_numbered(text, text, boolean)",
    "people_restricted_names(uuid[])",
    "people_known(uuid)",
)
RIGHTS = ";".join(
    [f"REVOKE ALL ON FUNCTION {each} FROM PUBLIC" for each in SIGNATURES]
    + [f"GRANT EXECUTE ON FUNCTION {each} TO throughcare_app" for each in SIGNATURES[:-1]]
)
DROPS = ";".join(f"DROP FUNCTION {each}" for each in SIGNATURES)


class Migration(migrations.Migration):
    """The functions."""

    dependencies = [("people", "0009_restricted")]
    operations = [migrations.RunSQL(FUNCTIONS + RIGHTS, DROPS)]
