"""Postcodes and ethnicity can be checked now; the list of kinds a number may have says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """No change to the table."""

    dependencies = [("people", "0002_finding_and_matching")]
    operations = [
        migrations.AlterField(
            model_name="identifier",
            name="kind",
            field=models.TextField(
                choices=[
                    (kind, kind)
                    for kind in (
                        "nhs-number",
                        "pnc",
                        "cro",
                        "asn",
                        "prison-number",
                        "crn",
                        "offence-code",
                        "ods",
                        "postcode",
                        "ethnicity",
                        "ethnicity-hmpps",
                    )
                ],
                db_comment="[identifier · care] Which kind of number",
            ),
        ),
    ]
