"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

#: How long it is remembered who found whom.
KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Finding:
    """Somebody opened a member's page; with the search and the entry that led there, if any."""

    viewer_id: int
    at: datetime
    query: str = ""
    entry_id: int | None = None


@dataclass(frozen=True, slots=True)
class Searchers:
    """How many people met a member in their searches, and what several of them asked for."""

    people: int = 0
    queries: tuple[tuple[str, int], ...] = ()
