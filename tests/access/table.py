"""Route × viewer: one row for every route, kept beside this file in one TOML file an area.

    [routes."web:person"]
    path = "/people/{handle}/"        # {handle} is the owner's
    guest = 404                       # or "sign-in": sent to the sign-in page
    stranger = 200
    …

Viewers: guest, stranger, third, second, first, blocked, owner, operator. `default` stands
for every viewer that is not named. `method` is "get" unless said; `data` is the form, and
`json` the body of a program; `files` are names of a form's files with what is in them.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

VIEWERS = ("guest", "stranger", "third", "second", "first", "blocked", "owner", "operator")
HERE = Path(__file__).parent


def rows():
    for file in sorted(HERE.glob("*.toml")):
        for route, row in tomllib.loads(file.read_text()).get("routes", {}).items():
            yield file.stem, route, row


def filled(row, places=()):
    """A row, or a part of one, with its places filled; 1 for those that are not named."""
    if isinstance(row, dict):
        return {name: filled(value, places) for name, value in row.items()}
    if isinstance(row, list):
        return [filled(value, places) for value in row]
    if not isinstance(row, str):
        return row
    return row.format_map(defaultdict(lambda: 1, places, handle="owner"))


def ask(client, row):
    """Send what a filled row says."""
    send = getattr(client, row.get("method", "get"))
    if "json" in row:
        return send(row["path"], row["json"], content_type="application/json")
    files = {
        name: SimpleUploadedFile(f"{name}.txt", words.encode())
        for name, words in row.get("files", {}).items()
    }
    return send(row["path"], row.get("data", {}) | files)
