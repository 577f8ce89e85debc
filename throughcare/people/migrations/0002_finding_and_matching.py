"""Finding and recognising people whom the viewer's organisation does not know yet.

Rows are closed to organisations without a relationship, and yet a person who comes in must be
recognised, or their record is split. These functions run with the owner's rights and say no more
than is needed for that: names, date of birth, which numbers agree. They never tell of restricted
records, and say nothing to nobody. Whether the worker may ask is decided before, by policy.
"""

from django.db import migrations

VIEWER = "nullif(current_setting('throughcare.organisation', true), '')::uuid"
MOMENT = "coalesce(nullif(current_setting('throughcare.at', true), '')::timestamptz, now())"

RECOGNISE = """
CREATE FUNCTION people_recognise(people uuid[])
RETURNS TABLE (person_id uuid, shown_name text, known_as text, born_on date, born_precision text,
               relationships text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, p.shown_name,
    (SELECT trim(n.given || ' ' || n.family) FROM people_personname n WHERE n.person_id = p.id
       AND n.kind = 'known-as' AND n.superseded_at IS NULL LIMIT 1),
    p.born_on, d.born_precision,
    ARRAY(SELECT r.kind FROM access_relationship r WHERE r.person_id = p.id
      AND r.organisation_id = VIEWER AND (r.ends_at IS NULL OR r.ends_at > MOMENT))
  FROM people_person p
  LEFT JOIN people_particulars d ON d.person_id = p.id AND d.superseded_at IS NULL
  WHERE p.id = ANY (people) AND NOT p.restricted AND VIEWER IS NOT NULL
$$;
"""

# The threshold belongs to a module that must be loaded before it can be set for a function.
FIND = """
SELECT show_limit();
CREATE FUNCTION people_find(kinds text[], numbers text[], name text, turns text[], days date[],
                            first_day date, last_day date, most integer)
RETURNS TABLE (person_id uuid, found_by text, found_as text, closeness real)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET pg_trgm.word_similarity_threshold = 0.5 AS $$
#variable_conflict use_column
DECLARE
  named text := people_find.name;
  found_exactly integer := 0;
BEGIN
  IF VIEWER IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT p.id, 'number'::text, i.kind, 1::real
    FROM unnest(kinds, numbers) AS asked (kind, canonical)
    JOIN people_identifier i ON i.kind = asked.kind AND i.canonical = asked.canonical
      AND i.canonical <> '' AND i.superseded_at IS NULL
    JOIN people_person p ON p.id = i.person_id AND NOT p.restricted
    LIMIT most;
  IF cardinality(days) > 0 OR first_day IS NOT NULL THEN
    RETURN QUERY
      SELECT p.id, 'born'::text, coalesce(n.found_as, ''), coalesce(n.closeness, 0)::real
      FROM people_person p
      LEFT JOIN LATERAL (
        SELECT trim(m.given || ' ' || m.family) AS found_as,
               CASE WHEN m.key = ANY (turns) THEN 1 ELSE similarity(named, m.key) END AS closeness
        FROM people_personname m
        WHERE named <> '' AND m.person_id = p.id AND m.superseded_at IS NULL
          AND (m.key = ANY (turns) OR word_similarity(named, m.key) >= 0.3)
        ORDER BY 2 DESC LIMIT 1) n ON true
      WHERE (p.born_on = ANY (days) OR p.born_on BETWEEN first_day AND last_day)
        AND NOT p.restricted AND (named = '' OR n.closeness IS NOT NULL)
      ORDER BY n.closeness DESC NULLS LAST, (p.born_on = days[1]) DESC NULLS LAST, p.sort_name
      LIMIT most;
  END IF;
  IF named = '' THEN RETURN; END IF;
  RETURN QUERY
    SELECT p.id, 'name'::text, trim(m.given || ' ' || m.family), 1::real
    FROM people_personname m JOIN people_person p ON p.id = m.person_id AND NOT p.restricted
    WHERE m.key = ANY (turns) AND m.superseded_at IS NULL
    LIMIT most;
  GET DIAGNOSTICS found_exactly = ROW_COUNT;
  IF found_exactly >= most OR length(named) < 3 THEN RETURN; END IF;
  RETURN QUERY
    SELECT p.id, 'name'::text, trim(m.given || ' ' || m.family),
           greatest(similarity(named, m.key), word_similarity(named, m.key) * 0.9)::real
    FROM people_personname m JOIN people_person p ON p.id = m.person_id AND NOT p.restricted
    WHERE named <% m.key AND m.superseded_at IS NULL AND NOT m.key = ANY (turns)
    ORDER BY 4 DESC, m.key, p.id LIMIT most;
END
$$;
"""

# `held` says for each incoming person all their numbers, as "kind number" joined by bars: an answer
# tells whether a number agrees, never which number somebody else has. Similar names are sought among
# the names shown; among other names too where few people are asked about, for it takes long.
MATCH = """
CREATE FUNCTION people_match(number_of integer[], kinds text[], numbers text[],
                             name_of integer[], keys text[], days date[], held text[])
RETURNS TABLE (incoming integer, person_id uuid, name_keys text[], born_on date,
               born_precision text, agreeing text[], disagreeing text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH given AS (SELECT * FROM unnest(number_of, kinds, numbers) AS g (ix, kind, canonical)),
  named AS (SELECT * FROM unnest(name_of, keys, days) AS k (ix, key, born)),
  hits AS (
    SELECT g.ix, i.person_id FROM given g
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
    UNION
    SELECT k.ix, m.id FROM named k, LATERAL (
      SELECT p.id FROM people_person p
      WHERE p.born_on = k.born AND similarity(p.sort_name, k.key) >= 0.5 LIMIT 25) m
    UNION
    SELECT k.ix, m.person_id FROM named k, LATERAL (
      SELECT n.person_id FROM people_person p JOIN people_personname n ON n.person_id = p.id
      WHERE p.born_on = k.born AND n.superseded_at IS NULL AND similarity(n.key, k.key) >= 0.5
      LIMIT 25) m
    WHERE cardinality(held) <= 20
  )
  SELECT h.ix, p.id,
    ARRAY(SELECT n.key FROM people_personname n
          WHERE n.person_id = p.id AND n.superseded_at IS NULL),
    p.born_on,
    (SELECT d.born_precision FROM people_particulars d
     WHERE d.person_id = p.id AND d.superseded_at IS NULL),
    ARRAY(SELECT i.kind FROM people_identifier i
          WHERE i.person_id = p.id AND i.superseded_at IS NULL AND i.canonical <> ''
            AND position('|' || i.kind || ' ' || i.canonical || '|' IN held[h.ix + 1]) > 0),
    ARRAY(SELECT i.kind FROM people_identifier i
          WHERE i.person_id = p.id AND i.superseded_at IS NULL AND i.canonical <> ''
            AND position('|' || i.kind || ' ' IN held[h.ix + 1]) > 0
            AND position('|' || i.kind || ' ' || i.canonical || '|' IN held[h.ix + 1]) = 0)
  FROM hits h JOIN people_person p ON p.id = h.person_id
  WHERE NOT p.restricted AND VIEWER IS NOT NULL
$$;
"""

FUNCTIONS = (RECOGNISE + FIND + MATCH).replace("VIEWER", VIEWER).replace("MOMENT", MOMENT)
SIGNATURES = (
    "people_recognise(uuid[])",
    "people_find(text[], text[], text, text[], date[], date, date, integer)",
    "people_match(integer[], text[], text[], integer[], text[], date[], text[])",
)
GRANTS = ";".join(
    f"REVOKE ALL ON FUNCTION {each} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {each} TO throughcare_app"
    for each in SIGNATURES
)
DROPS = ";".join(f"DROP FUNCTION {each}" for each in SIGNATURES)


class Migration(migrations.Migration):
    """Three functions."""

    dependencies = [("people", "0001_initial"), ("access", "0001_initial")]
    operations = [migrations.RunSQL(FUNCTIONS + GRANTS, DROPS)]
