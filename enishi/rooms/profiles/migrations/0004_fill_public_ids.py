"""Say of the links that stand already whose public page they lead to."""

import re
import unicodedata
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db import migrations

BEFORE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?|mwlite", re.IGNORECASE)
BATCH = 500


def public_id(address: str) -> str:
    """What `engines.formats.public_ids` made of an address when this was written."""
    address = address.strip()
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host = (parts.hostname or "").rstrip(".")
        steps = [step for step in parts.path.split("/") if step]
        if steps and BEFORE.fullmatch(steps[0]) and steps[0].casefold() != "in":
            steps = steps[1:]
        is_profile = len(steps) > 1 and steps[0].casefold() == "in"
        slug = unquote(steps[1], errors="strict").strip() if is_profile else ""
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not f".{host}".endswith(".linkedin.com"):
        return ""
    slug = unicodedata.normalize("NFC", slug.lower())
    if any(unicodedata.category(one) in {"Cc", "Cs"} or one == "/" for one in slug):
        return ""
    return f"linkedin:{slug}" if slug and len(slug) <= 200 else ""


def fill(apps: Any, _schema_editor: Any) -> None:
    """In batches by id; run again, it does the same."""
    table = apps.get_model("profiles", "Entry")
    after = 0
    while batch := list(
        table.objects.filter(pk__gt=after, url__icontains="linkedin.com").order_by("pk")[:BATCH]
    ):
        for entry in batch:
            entry.public_id = public_id(entry.url)
        table.objects.bulk_update(batch, ["public_id"])
        after = batch[-1].pk


class Migration(migrations.Migration):
    """The reverse has nothing to do: 0003 takes the column away."""

    atomic = False

    dependencies = [
        ("profiles", "0003_public_ids"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
