"""Keep of several previews of one member the newest, so that 0003 can forbid a second."""

from typing import Any

from django.db import migrations


def forget_older_previews(apps: Any, _schema_editor: Any) -> None:
    """Two uploads at one moment left two; nothing of either was written."""
    table = apps.get_model("portability", "Import")
    seen: set[int] = set()
    for pk, member_id in list(
        table.objects.filter(state="preview").order_by("-pk").values_list("pk", "member_id")
    ):
        if member_id in seen:
            table.objects.filter(pk=pk).delete()
        seen.add(member_id)


class Migration(migrations.Migration):
    """The reverse has nothing to do: nobody misses a preview they could not see."""

    dependencies = [
        ("portability", "0001_imports"),
    ]

    operations = [
        migrations.RunPython(forget_older_previews, migrations.RunPython.noop),
    ]
