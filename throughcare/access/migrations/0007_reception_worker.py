"""A role for those who work at the reception of a prison or another establishment."""

from django.db import migrations, models

ROLES = [
    ("custody-officer", "Custody officer"),
    ("practitioner", "Liaison and Diversion practitioner"),
    ("support-worker", "Support, time and recovery worker"),
    ("court-officer", "Court officer"),
    ("establishment-worker", "Reception worker"),
    ("service-worker", "Receiving service worker"),
    ("manager", "Service manager"),
    ("governance-lead", "Information governance lead"),
    ("feed", "Data feed"),
]


class Migration(migrations.Migration):
    """One more role that a worker can hold."""

    dependencies = [("access", "0006_break_glass")]
    operations = [
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.TextField(
                choices=ROLES, db_comment="[staff · none] The role in that team"
            ),
        )
    ]
