"""How the rows of one record move to another, and back.

The functions run with the owner's rights, because a record holds rows that the merging
organisation may not read, and rows that nobody may change. They take every table that has a
person, from the database's own catalogue, so that none is forgotten; they move rows and close
rows, and change nothing that a row says. Whether the worker may ask is decided before, by policy.

`people_merge_rows` answers with the constraints that stand against the merge: then nothing may be
kept of it. A merged record has no row at all, so nobody can see it or write to it.
"""

from django.db import migrations

VIEWER = "nullif(current_setting('throughcare.organisation', true), '')::uuid"
MOMENT = "coalesce(nullif(current_setting('throughcare.at', true), '')::timestamptz, now())"

RELATED = """
CREATE FUNCTION people_related(person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM access_relationship r WHERE r.person_id = person
    AND r.organisation_id = VIEWER AND (r.ends_at IS NULL OR r.ends_at > MOMENT))
$$;
"""

TABLES = """
CREATE FUNCTION people_tables()
RETURNS TABLE (named text, superseding boolean, one_current text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.relname::text,
    EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'superseded_at'),
    (SELECT coalesce(array_agg(a.attname::text) FILTER (WHERE a.attname <> 'person_id'), '{}')
     FROM pg_index i
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
     WHERE i.indrelid = c.oid AND i.indisunique
       AND pg_get_expr(i.indpred, i.indrelid) = '(superseded_at IS NULL)'
     GROUP BY i.indexrelid)
  FROM pg_class c
  JOIN pg_attribute p ON p.attrelid = c.oid AND p.attname = 'person_id' AND NOT p.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND NOT c.relispartition AND c.relname <> 'access_relationship'
  ORDER BY c.relname
$$;
"""

# `preferred` says for a table which of two current rows counts, where it is not the kept record's:
# a column, and its values in the order in which they count.
MERGE = """
CREATE FUNCTION people_merge_rows(
    merging uuid, kept uuid, other uuid, moment timestamptz, preferred jsonb)
RETURNS text[]
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  t record;
  same text;
  wins text;
  clash text;
  clashes text[] := '{}';
BEGIN
  IF kept = other OR NOT people_related(kept) OR NOT people_related(other) THEN
    RAISE EXCEPTION 'not related to both records' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR t IN SELECT * FROM people_tables() LOOP
    EXECUTE format(
      'INSERT INTO people_mergedrow (merge_id, "table", "row", moved, before)
       SELECT $1, %L, m.id::text, true, %s FROM %I m WHERE m.person_id = $2',
      t.named,
      CASE WHEN t.named = 'people_personname' THEN
             'jsonb_build_object(''superseded_at'', m.superseded_at, ''kind'', m.kind)'
           WHEN t.superseding THEN 'jsonb_build_object(''superseded_at'', m.superseded_at)'
           ELSE '''{}''::jsonb' END,
      t.named) USING merging, other;
    IF t.named = 'people_personname' THEN
      UPDATE people_personname m SET superseded_at = moment
      WHERE m.person_id = other AND m.superseded_at IS NULL AND EXISTS (
        SELECT 1 FROM people_personname k WHERE k.person_id = kept AND k.superseded_at IS NULL
          AND (k.given, k.family) = (m.given, m.family));
      -- Two legal names, and the shown one would be either of them.
      UPDATE people_personname m SET kind = 'alias'
      WHERE m.person_id = other AND m.superseded_at IS NULL AND m.kind IN ('legal', 'known-as')
        AND EXISTS (SELECT 1 FROM people_personname k WHERE k.person_id = kept
                    AND k.superseded_at IS NULL AND k.kind = m.kind);
    ELSIF t.one_current IS NOT NULL THEN
      same := coalesce((SELECT string_agg(format('k.%1$I = m.%1$I', c), ' AND ')
                        FROM unnest(t.one_current) AS c), 'true');
      IF preferred ? t.named THEN
        wins := format(
          'array_position($3, m.%1$I::text) < array_position($3, k.%1$I::text)',
          preferred -> t.named ->> 'column');
        EXECUTE format(
          'WITH closed AS (
             UPDATE %1$I k SET superseded_at = $5 WHERE k.person_id = $1 AND k.superseded_at IS NULL
               AND EXISTS (SELECT 1 FROM %1$I m WHERE m.person_id = $2 AND m.superseded_at IS NULL
                           AND %2$s AND %3$s)
             RETURNING k.id)
           INSERT INTO people_mergedrow (merge_id, "table", "row", moved, before)
           SELECT $4, %4$L, id::text, false, ''{"superseded_at": null}'' FROM closed',
          t.named, same, wins, t.named)
        USING kept, other,
          ARRAY(SELECT jsonb_array_elements_text(preferred -> t.named -> 'first')), merging, moment;
      END IF;
      EXECUTE format(
        'UPDATE %1$I m SET superseded_at = $3 WHERE m.person_id = $2 AND m.superseded_at IS NULL
           AND EXISTS (SELECT 1 FROM %1$I k WHERE k.person_id = $1 AND k.superseded_at IS NULL
                       AND %2$s)', t.named, same) USING kept, other, moment;
    END IF;
    BEGIN
      EXECUTE format('UPDATE %I SET person_id = $1 WHERE person_id = $2', t.named)
      USING kept, other;
    EXCEPTION WHEN unique_violation OR exclusion_violation THEN
      GET STACKED DIAGNOSTICS clash = CONSTRAINT_NAME;
      clashes := clashes || clash;
    END;
  END LOOP;

  -- The reasons why organisations may know the person. Two of the same kind become one that holds
  -- for as long as either did; the one that is not needed waits under the id of the merge.
  INSERT INTO people_mergedrow (merge_id, "table", "row", moved, before)
  SELECT merging, 'access_relationship', m.id::text, true, '{}'
  FROM access_relationship m WHERE m.person_id = other;
  WITH pairs AS (
    SELECT k.id, k.starts_at AS kept_from, k.ends_at AS kept_until,
      least(k.starts_at, m.starts_at) AS starts_at,
      CASE WHEN k.ends_at IS NULL OR m.ends_at IS NULL THEN NULL
           ELSE greatest(k.ends_at, m.ends_at) END AS ends_at
    FROM access_relationship k JOIN access_relationship m
      ON (m.organisation_id, m.kind) = (k.organisation_id, k.kind)
      AND m.made_by_event IS NOT DISTINCT FROM k.made_by_event
    WHERE k.person_id = kept AND m.person_id = other
  ), widened AS (
    UPDATE access_relationship k SET starts_at = p.starts_at, ends_at = p.ends_at
    FROM pairs p WHERE k.id = p.id
    RETURNING k.id, p.kept_from, p.kept_until, k.starts_at, k.ends_at
  )
  INSERT INTO people_mergedrow (merge_id, "table", "row", moved, before)
  SELECT merging, 'access_relationship', w.id::text, false, jsonb_build_object(
    'starts_at', w.kept_from, 'ends_at', w.kept_until,
    'then_starts_at', w.starts_at, 'then_ends_at', w.ends_at)
  FROM widened w;
  UPDATE access_relationship m SET person_id = CASE WHEN EXISTS (
      SELECT 1 FROM access_relationship k WHERE k.person_id = kept
        AND (m.organisation_id, m.kind) = (k.organisation_id, k.kind)
        AND m.made_by_event IS NOT DISTINCT FROM k.made_by_event)
    THEN merging ELSE kept END
  WHERE m.person_id = other;

  INSERT INTO people_mergedrow (merge_id, "table", "row", moved, before)
  SELECT merging, 'people_person', p.id::text, false, jsonb_build_object('restricted', p.restricted)
  FROM people_person p WHERE p.id = kept;
  UPDATE people_person k SET version = k.version + 1,
    restricted = k.restricted OR (SELECT o.restricted FROM people_person o WHERE o.id = other)
  WHERE k.id = kept;
  UPDATE people_person SET merged_into_id = kept, born_on = NULL, version = version + 1
  WHERE id = other;
  RETURN clashes;
END
$$;
"""

# What was recorded while the records were one goes back with what it hangs on (an event with its
# episode, a reason to know the person with the stay that made it), and stays otherwise.
UNMERGE = """
CREATE FUNCTION people_unmerge_rows(merging uuid, moment timestamptz)
RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  done people_merge;
  t record;
  link record;
  same text;
  changed bigint;
  once bigint;
BEGIN
  SELECT * INTO done FROM people_merge WHERE id = merging;
  IF done.id IS NULL OR NOT people_related(done.kept_id) THEN
    RAISE EXCEPTION 'not related to the record' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR t IN SELECT * FROM people_tables() LOOP
    EXECUTE format(
      'UPDATE %I m SET person_id = $1 FROM people_mergedrow r WHERE r.merge_id = $3
         AND r."table" = %L AND r.moved AND r."row" = m.id::text AND m.person_id = $2',
      t.named, t.named) USING done.other_id, done.kept_id, merging;
  END LOOP;
  LOOP
    changed := 0;
    FOR link IN
      SELECT child.relname AS child, parent.relname AS parent, a.attname AS key,
        EXISTS (SELECT 1 FROM pg_attribute d WHERE d.attrelid = child.oid
                AND d.attname = 'recorded_at') AS dated
      FROM pg_constraint f
      JOIN pg_class child ON child.oid = f.conrelid JOIN pg_class parent ON parent.oid = f.confrelid
      JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
      WHERE f.contype = 'f' AND cardinality(f.conkey) = 1
        AND child.relname IN (SELECT named FROM people_tables())
        AND parent.relname IN (SELECT named FROM people_tables())
    LOOP
      EXECUTE format(
        'UPDATE %I c SET person_id = $1 FROM %I p
         WHERE p.id = c.%I AND c.person_id = $2 AND p.person_id = $1 %s',
        link.child, link.parent, link.key,
        CASE WHEN link.dated THEN 'AND c.recorded_at >= $3' ELSE '' END)
      USING done.other_id, done.kept_id, done.merged_at;
      GET DIAGNOSTICS once = ROW_COUNT;
      changed := changed + once;
    END LOOP;
    EXIT WHEN changed = 0;
  END LOOP;
  FOR t IN SELECT * FROM people_tables() WHERE superseding LOOP
    same := coalesce((SELECT string_agg(format('n.%1$I = m.%1$I', c), ' AND ')
                      FROM unnest(t.one_current) AS c), 'true');
    -- Whoever has a newer statement since keeps that one.
    EXECUTE format(
      'UPDATE %1$I m SET superseded_at = (r.before ->> ''superseded_at'')::timestamptz
       FROM people_mergedrow r WHERE r.merge_id = $1 AND r."table" = %1$L
         AND r."row" = m.id::text AND r.before ? ''superseded_at''
         AND m.person_id = CASE WHEN r.moved THEN $2 ELSE $3 END
         AND (r.moved OR m.superseded_at = $4)
         AND (%2$L OR r.before ->> ''superseded_at'' IS NOT NULL OR NOT EXISTS (
           SELECT 1 FROM %1$I n WHERE n.person_id = m.person_id AND n.superseded_at IS NULL
             AND %3$s))',
      t.named, t.one_current IS NULL, same)
    USING merging, done.other_id, done.kept_id, done.merged_at;
  END LOOP;
  UPDATE people_personname m SET kind = r.before ->> 'kind'
  FROM people_mergedrow r WHERE r.merge_id = merging AND r."table" = 'people_personname'
    AND r."row" = m.id::text AND m.person_id = done.other_id AND r.before ? 'kind';

  UPDATE access_relationship m SET person_id = done.other_id
  FROM people_mergedrow r WHERE r.merge_id = merging AND r."table" = 'access_relationship'
    AND r.moved AND r."row" = m.id::text AND m.person_id IN (done.kept_id, merging);
  UPDATE access_relationship k SET starts_at = (r.before ->> 'starts_at')::timestamptz,
    ends_at = (r.before ->> 'ends_at')::timestamptz
  FROM people_mergedrow r WHERE r.merge_id = merging AND r."table" = 'access_relationship'
    AND NOT r.moved AND r."row" = k.id::text AND k.person_id = done.kept_id
    AND k.starts_at = (r.before ->> 'then_starts_at')::timestamptz
    AND k.ends_at IS NOT DISTINCT FROM (r.before ->> 'then_ends_at')::timestamptz;
  FOR t IN SELECT p.* FROM people_tables() p JOIN pg_attribute a
      ON a.attrelid = p.named::regclass AND a.attname = 'id' AND a.atttypid = 'uuid'::regtype LOOP
    EXECUTE format(
      'UPDATE access_relationship r SET person_id = $1
       WHERE r.person_id = $2 AND r.starts_at >= $3
         AND r.made_by_event IN (SELECT m.id FROM %I m WHERE m.person_id = $1)
         AND NOT EXISTS (SELECT 1 FROM access_relationship o WHERE o.person_id = $1
           AND (o.organisation_id, o.kind, o.made_by_event)
             = (r.organisation_id, r.kind, r.made_by_event))', t.named)
    USING done.other_id, done.kept_id, done.merged_at;
  END LOOP;

  UPDATE people_person k SET restricted = (r.before ->> 'restricted')::boolean
  FROM people_mergedrow r, people_person o WHERE r.merge_id = merging AND r."table" = 'people_person'
    AND r."row" = k.id::text AND k.id = done.kept_id AND o.id = done.other_id AND o.restricted;
  UPDATE people_person p SET version = p.version + 1,
    merged_into_id = CASE WHEN p.id = done.other_id THEN NULL ELSE p.merged_into_id END,
    born_on = (SELECT d.born_on FROM people_particulars d
               WHERE d.person_id = p.id AND d.superseded_at IS NULL)
  WHERE p.id IN (done.kept_id, done.other_id);
END
$$;
"""

NOW = """
CREATE FUNCTION people_now(asked uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH RECURSIVE chain AS (
    SELECT p.id, p.merged_into_id FROM people_person p WHERE p.id = asked
    UNION ALL
    SELECT p.id, p.merged_into_id FROM people_person p JOIN chain c ON p.id = c.merged_into_id)
  SELECT c.id FROM chain c WHERE c.merged_into_id IS NULL AND c.id <> asked AND people_related(c.id)
$$;
"""

# Who looked at a record is also who looked at it under another number: at a record while it is
# merged into this one, and at the one that held this one, for as long as it did.
LOOKS = """
CREATE OR REPLACE FUNCTION access_looks(person uuid, most integer)
RETURNS TABLE (at timestamptz, verb text, outcome text, what text, worker_name text, role text,
               organisation_name text, purpose text, categories text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH RECURSIVE held AS (
    SELECT person AS id
    UNION ALL
    SELECT p.id FROM people_person p JOIN held h ON p.merged_into_id = h.id
  ), elsewhere AS (
    SELECT m.kept_id, m.merged_at, m.unmerged_at FROM people_merge m
    WHERE m.other_id = person AND m.unmerged_at IS NOT NULL
  )
  SELECT e.at, e.verb, e.outcome, e.what, e.worker_name, e.role, e.organisation_name, e.purpose,
         e.categories
  FROM access_auditevent e
  WHERE (e.person_ids && ARRAY(SELECT h.id FROM held h)
      OR e.person_ids && ARRAY(SELECT w.kept_id FROM elsewhere w)
        AND EXISTS (SELECT 1 FROM elsewhere w WHERE w.kept_id = ANY (e.person_ids)
                    AND e.at BETWEEN w.merged_at AND w.unmerged_at))
    AND EXISTS (SELECT 1 FROM access_relationship r WHERE r.person_id = person
                AND r.organisation_id = VIEWER)
  ORDER BY e.id DESC LIMIT most
$$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION access_looks(person uuid, most integer)
RETURNS TABLE (at timestamptz, verb text, outcome text, what text, worker_name text, role text,
               organisation_name text, purpose text, categories text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.at, e.verb, e.outcome, e.what, e.worker_name, e.role, e.organisation_name, e.purpose,
         e.categories
  FROM access_auditevent e
  WHERE e.person_ids @> ARRAY[person]
    AND EXISTS (SELECT 1 FROM access_relationship r WHERE r.person_id = person
                AND r.organisation_id = VIEWER)
  ORDER BY e.id DESC LIMIT most
$$;
"""

FUNCTIONS = RELATED + TABLES + MERGE + UNMERGE + NOW + LOOKS
OPEN = (
    "people_merge_rows(uuid, uuid, uuid, timestamptz, jsonb)",
    "people_unmerge_rows(uuid, timestamptz)",
    "people_now(uuid)",
)
INNER = ("people_related(uuid)", "people_tables()")
RIGHTS = ";".join(
    [f"REVOKE ALL ON FUNCTION {each} FROM PUBLIC" for each in (*OPEN, *INNER)]
    + [f"GRANT EXECUTE ON FUNCTION {each} TO throughcare_app" for each in OPEN]
)
DROPS = ";".join(f"DROP FUNCTION {each}" for each in (*OPEN, *INNER))


def _told(text: str) -> str:
    return text.replace("VIEWER", VIEWER).replace("MOMENT", MOMENT)


class Migration(migrations.Migration):
    """The functions, and who looked across merges."""

    dependencies = [("people", "0005_merging"), ("access", "0004_ending_after_tails")]
    operations = [migrations.RunSQL(_told(FUNCTIONS) + RIGHTS, _told(BEFORE) + DROPS)]
