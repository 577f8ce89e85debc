"""The answer for matching says what the trained weights need, and still the least.

Names come in their two parts, because each part is weighed. Sex, postcode and numbers are compared
here, so that of somebody whom nobody here knows only the result is told: the same, another, or not
known of both. Restricted records are never told of, and nobody is told anything without a viewer.
"""

from importlib import import_module

from django.db import migrations

VIEWER = "nullif(current_setting('throughcare.organisation', true), '')::uuid"

# It is planned once for a connection: planning took longer than answering. `held` says for each
# incoming person all their numbers, as "kind number" joined by bars. `likeness` is how alike a name
# must be to be considered beside each day: days that are not the one that was said bring many people,
# of whom only those with a like name, begun alike, can be meant; more than 1 asks for the very name
# alone. Similar names are sought among the names shown; among other names too where few people are
# asked about and few are born that day, for it takes long.
MATCH = """
SELECT show_limit();
CREATE FUNCTION people_match(number_of integer[], kinds text[], numbers text[],
                             name_of integer[], keys text[], days date[], likeness real[],
                             held text[], sexes text[], postcodes text[])
RETURNS TABLE (incoming integer, person_id uuid, given text[], family text[], born_on date,
               born_precision text, sex text, postcode text, agreeing text[],
               disagreeing text[], confirmed text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  IF VIEWER IS NULL THEN RETURN; END IF;
  RETURN QUERY
  WITH asked AS (SELECT * FROM unnest(number_of, kinds, numbers) AS g (ix, kind, canonical)),
  named AS (SELECT * FROM unnest(name_of, keys, days, likeness) AS k (ix, key, born, alike)),
  hits AS (
    SELECT g.ix, i.person_id FROM asked g
    JOIN people_identifier i ON i.kind = g.kind AND i.canonical = g.canonical
      AND i.canonical <> '' AND i.superseded_at IS NULL
    UNION
    SELECT k.ix, m.person_id FROM named k, LATERAL (
      SELECT n.person_id FROM people_personname n JOIN people_person p ON p.id = n.person_id
      WHERE n.key = k.key AND n.superseded_at IS NULL
        AND (k.born IS NULL OR p.born_on IS NULL
             OR abs(extract(year FROM p.born_on) - extract(year FROM k.born)) <= 2
             OR to_char(p.born_on, 'MMDD') = to_char(k.born, 'MMDD'))
      ORDER BY (p.born_on = k.born) DESC NULLS LAST LIMIT 25) m
    WHERE k.alike < 0.5 OR k.alike > 1
    UNION
    SELECT k.ix, m.id FROM named k, LATERAL (
      SELECT p.id FROM people_person p
      WHERE k.alike <= 1 AND p.born_on = k.born
        AND CASE WHEN k.alike < 0.5 OR left(p.sort_name, 2) = left(k.key, 2)
                 THEN similarity(p.sort_name, k.key) >= k.alike ELSE false END
      ORDER BY similarity(p.sort_name, k.key) DESC LIMIT 25) m
    UNION
    SELECT k.ix, m.person_id FROM named k, LATERAL (
      SELECT n.person_id FROM people_person p JOIN people_personname n ON n.person_id = p.id
      WHERE p.born_on = k.born AND n.superseded_at IS NULL AND similarity(n.key, k.key) >= k.alike
      LIMIT 25) m
    WHERE cardinality(held) <= 20 AND k.alike < 0.5 AND to_char(k.born, 'MMDD') <> '0101'
  )
  SELECT h.ix, p.id, n.given, n.family, p.born_on, d.born_precision,
    CASE WHEN sexes[h.ix + 1] = '' OR d.sex IS NULL OR d.sex NOT IN ('female', 'male') THEN 'unknown'
         WHEN d.sex = sexes[h.ix + 1] THEN 'same' ELSE 'else' END,
    coalesce(a.level, 'unknown'),
    coalesce(i.agreeing, '{}'), coalesce(i.disagreeing, '{}'), coalesce(i.confirmed, '{}')
  FROM hits h JOIN people_person p ON p.id = h.person_id
  CROSS JOIN LATERAL (
    SELECT array_agg(m.given ORDER BY m.id) AS given, array_agg(m.family ORDER BY m.id) AS family
    FROM people_personname m WHERE m.person_id = p.id AND m.superseded_at IS NULL) n
  LEFT JOIN people_particulars d ON d.person_id = p.id AND d.superseded_at IS NULL
  LEFT JOIN LATERAL (
    SELECT (ARRAY['else', 'district', 'same'])[max(
      CASE WHEN w.whole = postcodes[h.ix + 1] THEN 3
           WHEN left(w.whole, -3) = left(postcodes[h.ix + 1], -3) THEN 2 ELSE 1 END)] AS level
    FROM (SELECT upper(regexp_replace(o.postcode, '\\s', '', 'g')) AS whole
          FROM people_address o
          WHERE o.person_id = p.id AND o.superseded_at IS NULL AND NOT o.no_fixed_abode) w
    WHERE postcodes[h.ix + 1] <> '' AND length(w.whole) >= 5 AND w.whole NOT LIKE 'ZZ99%') a ON true
  LEFT JOIN LATERAL (
    SELECT array_agg(DISTINCT o.kind) FILTER (WHERE o.agrees) AS agreeing,
      array_agg(DISTINCT o.kind) FILTER (WHERE NOT o.agrees) AS disagreeing,
      array_agg(DISTINCT o.kind) FILTER (WHERE o.verified) AS confirmed
    FROM (SELECT e.kind, e.verified,
            position('|' || e.kind || ' ' || e.canonical || '|' IN held[h.ix + 1]) > 0 AS agrees
          FROM people_identifier e
          WHERE e.person_id = p.id AND e.superseded_at IS NULL AND e.canonical <> ''
            AND position('|' || e.kind || ' ' IN held[h.ix + 1]) > 0) o) i ON true
  WHERE NOT p.restricted;
END
$$;
"""

SIGNATURE = (
    "people_match(integer[], text[], text[], integer[], text[], date[], real[], text[], text[], text[])"
)
EARLIER = import_module("throughcare.people.migrations.0002_finding_and_matching")
BEFORE = "people_match(integer[], text[], text[], integer[], text[], date[], text[])"


def granted(signature):
    return (
        f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC;"
        f"GRANT EXECUTE ON FUNCTION {signature} TO throughcare_app"
    )


class Migration(migrations.Migration):
    """One function, in place of one."""

    dependencies = [("people", "0007_finding_by_words")]
    operations = [
        migrations.RunSQL(
            f"DROP FUNCTION {BEFORE};" + MATCH.replace("VIEWER", VIEWER) + granted(SIGNATURE),
            f"DROP FUNCTION {SIGNATURE};"
            + EARLIER.MATCH.replace("VIEWER", EARLIER.VIEWER)
            + granted(BEFORE),
        )
    ]
