"""Where somebody was next, and whether they were met since, is found by an index of its own.

Stays of a person were looked for in the index of their one rule, which is five times slower.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """One index for another, and one for few events."""

    dependencies = [("pathway", "0004_journeys")]
    operations = [
        migrations.AlterField(
            model_name="stay",
            name="person",
            field=models.ForeignKey(
                db_comment="[technical · none] The person",
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddIndex(
            model_name="stay",
            index=models.Index(fields=["person", "arrived_at"], name="stay_person"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=Q(kind="street-contact"),
                fields=["person", "happened_at"],
                name="event_met",
            ),
        ),
    ]
