"""The database: SQLite as it is fit for production, or PostgreSQL by its address."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_OPTIONS: dict[str, Any] = {
    # Writers queue at BEGIN instead of failing at their first write.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;"
    ),
}


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's settings for the database at `url`, or for `data/enishi.sqlite3`."""
    if not url:
        return sqlite(data / "enishi.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        # As everywhere: three slashes for a relative path, four for an absolute one.
        return sqlite(Path(parts.path.removeprefix("/")))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {**dict(parse_qsl(parts.query)), "pool": True},
    }


def sqlite(path: Path) -> dict[str, Any]:
    """Django's settings for one SQLite file."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": SQLITE_OPTIONS,
        "CONN_MAX_AGE": None,
    }
