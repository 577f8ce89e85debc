"""Policies look for one person again, and not through everybody whom the organisation knows.

With the organisation first the planner took reading all whom it knows for cheaper than looking up
some thousands: a board of an organisation that had known three million took seconds.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The same rule, with its columns in the order they had."""

    dependencies = [("access", "0011_known_side_by_side")]
    operations = [
        migrations.RemoveConstraint(model_name="relationship", name="relationship_once_per_event"),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.UniqueConstraint(
                fields=["person_id", "organisation", "kind", "made_by_event"],
                name="relationship_once_per_event",
                nulls_distinct=False,
            ),
        ),
    ]
