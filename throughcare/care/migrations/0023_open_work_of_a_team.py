"""What a team has open is found without reading what is over: its referrals, and its handovers."""

from django.db import migrations, models

from throughcare.care.rules import ENDED

DUE = models.Q(due_on__isnull=False)


class Migration(migrations.Migration):
    """An index for referrals that a team has sent; two of handovers by what lists ask for."""

    dependencies = [("care", "0022_getting_there")]
    operations = [
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("status__in", ENDED), _negated=True),
                fields=["from_team", "next_action_on"],
                name="referral_sent",
            ),
        ),
        migrations.RemoveIndex(model_name="handover", name="handover_coming"),
        migrations.RemoveIndex(model_name="handover", name="handover_going"),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(condition=DUE, fields=["to_team", "due_on"], name="handover_coming"),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(
                condition=DUE, fields=["from_team", "due_on"], name="handover_going"
            ),
        ),
    ]
