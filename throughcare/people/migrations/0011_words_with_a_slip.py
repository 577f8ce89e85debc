"""A word with a slip is found by equality: each word is kept with one letter left out, each in turn.

Among a quarter of a million words, asking for similar ones by their trigrams took tens of
milliseconds for each word typed. Trigrams are asked only when nothing nearer was found.
"""

from importlib import import_module

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

from throughcare.people.rules.name_sounds import near_keys

EARLIER = import_module("throughcare.people.migrations.0007_finding_by_words")

WORDS = """
SELECT show_limit();
CREATE FUNCTION people_words(typed text[], codes text[], nearly text[], alike boolean, most integer)
RETURNS TABLE (place integer, word text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_custom_plan SET enable_seqscan = off SET jit = off
SET pg_trgm.similarity_threshold = 0.3 AS $$
  SELECT a.place::integer, near.word
  FROM unnest(typed, codes, nearly) WITH ORDINALITY AS a (latin, codes, nearly, place), LATERAL (
    (SELECT w.word FROM people_nameword w WHERE w.near && string_to_array(a.nearly, ' ')
     ORDER BY similarity(w.latin, a.latin) DESC, w.word LIMIT most)
    UNION
    (SELECT w.word FROM people_nameword w WHERE w.sounds && string_to_array(a.codes, ' ')
     ORDER BY similarity(w.latin, a.latin) DESC, w.word LIMIT most)
    UNION
    (SELECT w.word FROM people_nameword w WHERE alike AND w.latin % a.latin
     ORDER BY similarity(w.latin, a.latin) DESC, w.word LIMIT most)) near
  WHERE VIEWER IS NOT NULL
$$;
"""
SIGNATURE = "people_words(text[], text[], text[], boolean, integer)"
BEFORE = "people_words(text[], text[], integer)"


def made(words, signature):
    """The function, which the application alone may call."""
    return ";".join(
        (
            words.replace("VIEWER", EARLIER.VIEWER),
            f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC",
            f"GRANT EXECUTE ON FUNCTION {signature} TO throughcare_app",
        )
    )


def keep_near_keys(apps, schema_editor):
    """Give every word that is kept its keys."""
    model = apps.get_model("people", "NameWord")
    rows = list(model.objects.only("id", "word"))
    for row in rows:
        row.near = sorted(near_keys(row.word))
    model.objects.bulk_update(rows, ["near"], batch_size=5_000)


class Migration(migrations.Migration):
    """A column with its index, and a function in place of another."""

    dependencies = [("people", "0010_restricting")]
    operations = [
        migrations.AddField(
            model_name="nameword",
            name="near",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                db_comment="[identity · care] The Latin word, and it with each one letter left out",
                default=list,
                size=None,
            ),
        ),
        migrations.RunPython(keep_near_keys, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="nameword",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["near"], name="nameword_near"
            ),
        ),
        migrations.RunSQL(
            f"DROP FUNCTION {BEFORE};{made(WORDS, SIGNATURE)}",
            f"DROP FUNCTION {SIGNATURE};{made(EARLIER.WORDS, BEFORE)}",
        ),
    ]
