"""Whom one organisation knows stands side by side where the policies look.

With the person first, each row of a list was looked for among the relationships of everybody with
everybody; with the organisation first, among those of the organisation that asks.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The same rule, with its columns in another order."""

    dependencies = [("access", "0010_one_index_for_the_wall")]
    operations = [
        migrations.RemoveConstraint(model_name="relationship", name="relationship_once_per_event"),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.UniqueConstraint(
                fields=["organisation", "person_id", "kind", "made_by_event"],
                name="relationship_once_per_event",
                nulls_distinct=False,
            ),
        ),
    ]
