"""From when until when a number is somebody's, where that is known."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('people', '0013_names_without_trigrams')]

    operations = [
        migrations.AddField(
            model_name='identifier',
            name='from_on',
            field=models.DateField(blank=True, db_comment='[identifier · care] First day on which it is theirs', null=True),
        ),
        migrations.AddField(
            model_name='identifier',
            name='until_on',
            field=models.DateField(blank=True, db_comment='[identifier · care] Last day on which it was theirs', null=True),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.CheckConstraint(condition=models.Q(('from_on__isnull', True), ('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='identifier_period'),
        ),
    ]
