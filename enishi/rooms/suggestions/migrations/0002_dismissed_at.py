from datetime import UTC, datetime

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("suggestions", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="dismissal",
            name="at",
            field=models.DateTimeField(default=datetime(2026, 1, 1, tzinfo=UTC)),
            preserve_default=False,
        ),
    ]
