"""All stored queries of the house, ready to be asked: one set a process.

Derived from the tables, and never older than the last question: whoever asks for it reads
first whether somebody, in whichever process, has written a query since.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Sum

from enishi.engines.search import Filters
from enishi.engines.search.percolation import StoredQueries
from enishi.rooms.discovery.queries import kept_words
from enishi.rooms.standing.models import SavedSearch, StandingQuestion
from enishi.rooms.standing.types import Key, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from enishi.rooms.discovery.types import Narrowed

#: Rows read at a time.
CHUNK = 500


class _Kept:
    """The set of this process, and the stamp of each row it was made from."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Throw it away."""
        self.queries: StoredQueries[Key] = StoredQueries(kept_words())
        self.stamps: dict[Key, int] = {}
        self.state: object = None

    def follow(self) -> StoredQueries[Key]:
        """Bring in what was written since. Two queries when nothing was."""
        if self.queries.house != kept_words():
            self.forget()
        state = [
            table.objects.aggregate(Count("pk"), Max("pk"), Sum("stamp"))
            for table in (SavedSearch, StandingQuestion)
        ]
        if state != self.state:
            stamps = dict(_stamps())
            for key in self.stamps.keys() - stamps.keys():
                self.queries.remove(key)
            changed = [key for key, stamp in stamps.items() if self.stamps.get(key) != stamp]
            for key, row in _rows(changed):
                self.queries.put(key, row.query, filters_of(row.narrowed))
            self.stamps, self.state = stamps, state
        return self.queries


_kept: _Kept | None = None
_first = threading.Lock()


def stored_queries() -> StoredQueries[Key]:
    """Every saved search that tells, and every question that was not ended, as written now."""
    global _kept  # noqa: PLW0603 - one set a process
    with _first:
        _kept = _kept or _Kept()
    with _kept.lock:
        return _kept.follow()


def filters_of(narrowed: Narrowed) -> Filters:
    """What of a narrowing a record itself decides."""
    return Filters(
        organizations=frozenset(map(str, narrowed.organization_ids)),
        places=narrowed.places,
        industries=narrowed.industries,
        language=narrowed.language,
        first_year=narrowed.first_year,
        last_year=narrowed.last_year,
    )


def _stamps() -> Iterator[tuple[Key, int]]:
    for kind, rows in _tables().items():
        for pk, stamp in rows.values_list("pk", "stamp"):
            yield Key(kind, pk), stamp


def _rows(keys: list[Key]) -> Iterator[tuple[Key, Any]]:
    for kind, rows in _tables().items():
        ids = [key.id for key in keys if key.kind == kind]
        for start in range(0, len(ids), CHUNK):
            for row in rows.filter(pk__in=ids[start : start + CHUNK]):
                yield Key(kind, row.pk), row


def _tables() -> dict[str, Any]:
    return {
        "search": SavedSearch.objects.told(),
        "question": StandingQuestion.objects.filter(state=State.OPEN),
    }
