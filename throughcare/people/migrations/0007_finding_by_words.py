"""The search asks for the words of names, not for people with names like what was typed.

Comparing what was typed with a million names took a third of a second and more. A million people
have few different words in their names; those are compared, by spelling and by sound, and people
are then found by exact words from an index. Like what it replaces, `people_find` runs with the
owner's rights, says no more than is needed, never tells of restricted records and says nothing to
nobody. Whether the worker may ask is decided before, by policy.
"""

from importlib import import_module

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

import throughcare.access.rows
from throughcare.people.rules.name_sounds import in_latin, sounds

VIEWER = "nullif(current_setting('throughcare.organisation', true), '')::uuid"
LEXEMES = "array_to_tsvector(array_remove(string_to_array(left(key, 400), ' '), ''))"
# Not only of current names: of an index of some rows the planner reads no statistics, and then takes
# a rare name for a common one.
INDEX = f"""
CREATE INDEX personname_words ON people_personname USING gin (({LEXEMES}))
  WITH (fastupdate = off);
ALTER INDEX personname_words ALTER COLUMN 1 SET STATISTICS 1000
"""

# Spelling is compared in Latin letters; the threshold belongs to a module that must be loaded
# before it can be set for a function.
WORDS = """
SELECT show_limit();
CREATE FUNCTION people_words(typed text[], codes text[], most integer)
RETURNS TABLE (place integer, word text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET pg_trgm.similarity_threshold = 0.3 AS $$
  SELECT a.place::integer, near.word
  FROM unnest(typed, codes) WITH ORDINALITY AS a (latin, codes, place), LATERAL (
    (SELECT w.word FROM people_nameword w WHERE w.latin % a.latin
     ORDER BY similarity(w.latin, a.latin) DESC, w.word LIMIT most)
    UNION
    (SELECT w.word FROM people_nameword w WHERE w.sounds && string_to_array(a.codes, ' ')
     ORDER BY similarity(w.latin, a.latin) DESC, w.word LIMIT most)) near
  WHERE VIEWER IS NOT NULL
$$;
"""

# Planned anew for each question: how many people a name or a year has decides which comes first.
# Never by reading all names: without statistics of a rare word that looks cheap until it has few.
FIND = """
CREATE FUNCTION people_find(kinds text[], numbers text[], named tsquery, days date[],
                            first_day date, last_day date, most integer)
RETURNS TABLE (person_id uuid, found_by text, kind text, given text, family text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_custom_plan SET enable_seqscan = off SET jit = off
SET max_parallel_workers_per_gather = 0 AS $$
#variable_conflict use_column
DECLARE
  dated boolean := cardinality(days) > 0 OR first_day IS NOT NULL;
BEGIN
  IF VIEWER IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT p.id, 'number'::text, i.kind, ''::text, ''::text
    FROM unnest(kinds, numbers) AS asked (kind, canonical)
    JOIN people_identifier i ON i.kind = asked.kind AND i.canonical = asked.canonical
      AND i.canonical <> '' AND i.superseded_at IS NULL
    JOIN people_person p ON p.id = i.person_id AND NOT p.restricted
    LIMIT most;
  IF named IS NOT NULL AND dated THEN
    RETURN QUERY
      SELECT p.id, 'name'::text, n.kind, n.given, n.family
      FROM people_personname n JOIN people_person p ON p.id = n.person_id AND NOT p.restricted
      WHERE LEXEMES @@ named AND n.superseded_at IS NULL
        AND (p.born_on = ANY (days) OR p.born_on BETWEEN first_day AND last_day)
      LIMIT most;
  ELSIF named IS NOT NULL THEN
    RETURN QUERY
      SELECT p.id, 'name'::text, n.kind, n.given, n.family
      FROM people_personname n JOIN people_person p ON p.id = n.person_id AND NOT p.restricted
      WHERE LEXEMES @@ named AND n.superseded_at IS NULL
      LIMIT most;
  ELSIF first_day IS NOT NULL THEN
    RETURN QUERY
      SELECT p.id, 'born'::text, ''::text, ''::text, ''::text
      FROM people_person p
      WHERE p.born_on BETWEEN first_day AND last_day AND NOT p.restricted
      ORDER BY p.born_on LIMIT most;
  END IF;
  IF named IS NULL AND cardinality(days) > 0 THEN
    RETURN QUERY
      SELECT p.id, 'born'::text, ''::text, ''::text, ''::text
      FROM people_person p
      WHERE p.born_on = ANY (days) AND NOT p.restricted
      ORDER BY (p.born_on = days[1]) DESC, p.sort_name LIMIT most;
  END IF;
END
$$;
"""

SIGNATURES = (
    "people_words(text[], text[], integer)",
    "people_find(text[], text[], tsquery, date[], date, date, integer)",
)
FUNCTIONS = ";".join(
    (
        "DROP FUNCTION people_find(text[], text[], text, text[], date[], date, date, integer)",
        (WORDS + FIND)
        .replace("VIEWER", VIEWER)
        .replace("LEXEMES", LEXEMES.replace("key", "n.key")),
        *(
            f"REVOKE ALL ON FUNCTION {each} FROM PUBLIC;"
            f" GRANT EXECUTE ON FUNCTION {each} TO throughcare_app"
            for each in SIGNATURES
        ),
    )
)
EARLIER = import_module("throughcare.people.migrations.0002_finding_and_matching")
BACK = ";".join(
    (
        *(f"DROP FUNCTION {each}" for each in SIGNATURES),
        EARLIER.FIND.replace("VIEWER", EARLIER.VIEWER),
        "REVOKE ALL ON FUNCTION people_find(text[], text[], text, text[], date[], date, date,"
        " integer) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION people_find(text[], text[], text, text[], date[], date, date,"
        " integer) TO throughcare_app",
    )
)


def keep_words(apps, schema_editor):
    """Keep every word that a name on record has."""
    model = apps.get_model("people", "NameWord")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT unnest(string_to_array(key, ' ')) FROM people_personname")
        words = sorted(word for (word,) in cursor.fetchall() if word)
    model.objects.bulk_create(
        (model(word=word, latin=in_latin(word), sounds=sorted(sounds(word))) for word in words),
        batch_size=5_000,
    )


class Migration(migrations.Migration):
    """A table of words, an index of names by their words, and two functions."""

    dependencies = [("people", "0007_around_the_person")]
    operations = [
        migrations.CreateModel(
            name="NameWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        db_comment="[technical · none] Order of writing",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "word",
                    models.TextField(
                        db_comment="[identity · care] A word of a name, folded as names are for search"
                    ),
                ),
                (
                    "latin",
                    models.TextField(
                        db_comment="[identity · care] The word in small Latin letters without accents"
                    ),
                ),
                (
                    "sounds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        db_comment="[identity · care] Its codes in Daitch-Mokotoff Soundex",
                        size=None,
                    ),
                ),
            ],
            options={
                "db_table_comment": "Words of names, without saying whose",
                "indexes": [
                    models.Index(fields=["word"], name="nameword_word"),
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False,
                        fields=["latin"],
                        name="nameword_trigrams",
                        opclasses=["gin_trgm_ops"],
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["sounds"], name="nameword_sounds"
                    ),
                ],
            },
        ),
        migrations.RunPython(keep_words, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="nameword",
            constraint=throughcare.access.rows.RowSecurity(
                make=throughcare.access.rows.KNOWN_VIEWER,
                name="nameword_rows",
                see=throughcare.access.rows.KNOWN_VIEWER,
                writes="append",
            ),
        ),
        migrations.RunSQL(INDEX, "DROP INDEX personname_words"),
        migrations.RunSQL(FUNCTIONS, BACK),
    ]
