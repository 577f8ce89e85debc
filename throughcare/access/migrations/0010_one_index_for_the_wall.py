"""The rule that an event makes a relationship once is also the index by which policies look."""

from django.db import migrations


class Migration(migrations.Migration):
    """One index less to keep for each relationship."""

    dependencies = [("access", "0009_settings_asked_once")]
    operations = [migrations.RemoveIndex(model_name="relationship", name="relationship_lookup")]
