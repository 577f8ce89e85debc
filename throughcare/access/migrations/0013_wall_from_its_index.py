"""What the policies ask of a relationship stands in the index in which they look it up.

The index alone answers only for rows that a vacuum has passed since they were written; where there
are millions, the usual fifth of a table is too many to wait for.
"""

from django.db import migrations, models

ONCE = "relationship_once_per_event"
SOONER = "ALTER TABLE access_relationship SET (autovacuum_vacuum_insert_scale_factor = 0.02)"
AS_USUAL = "ALTER TABLE access_relationship RESET (autovacuum_vacuum_insert_scale_factor)"


class Migration(migrations.Migration):
    """The same constraint, with two more columns in its index."""

    dependencies = [("access", "0012_wrong_passwords")]
    operations = [
        migrations.RemoveConstraint("relationship", ONCE),
        migrations.AddConstraint(
            "relationship",
            models.UniqueConstraint(
                fields=("person_id", "organisation", "kind", "made_by_event"),
                name=ONCE,
                nulls_distinct=False,
                include=("recorded_by_organisation", "ends_at"),
            ),
        ),
        migrations.RunSQL(SOONER, AS_USUAL),
    ]
