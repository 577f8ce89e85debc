"""Cover that was said and has not begun can be taken back."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('pathway', '0011_around_release'),
    ]

    operations = [
        migrations.RunSQL(
            "GRANT DELETE ON pathway_coverspell TO throughcare_app",
            "REVOKE DELETE ON pathway_coverspell FROM throughcare_app",
        ),
    ]
