from datetime import date

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("insights", "0002_tables"),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="on",
                field=models.DateField(
                    default=date(2026, 1, 1), help_text="The day of `at` in UTC."
                ),
                preserve_default=False,
            )
            for name in ("appearance", "visit")
        ),
        migrations.AddConstraint(
            model_name="appearance",
            constraint=models.UniqueConstraint(
                fields=("viewer", "member", "on", "query"), name="appearance_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                fields=("viewer", "member", "on"), name="visit_once_a_day"
            ),
        ),
    ]
