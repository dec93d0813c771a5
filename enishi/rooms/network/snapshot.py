"""The connections of the house as a graph in memory, true at every request.

A node is a member's id: ids are a dense sequence, so a table between the two would only cost
time. A process begins with the newest snapshot in the data folder, or, where none is usable,
with the table of connections. The graph is shared by the threads of the process; it never
changes, a newer one takes its place. Every question first looks whether there is a newer
snapshot, and reads the log of ties from the last line the graph knows:

* nothing after it – the graph is true;
* lines after it – they are applied in order, and each says what is, not what to toggle, so
  that a line read twice does no harm;
* that last line itself is not there any more, or a line says that many ties changed at once –
  the log is not the one the graph was made from (a backup was restored), and all is read anew.

The log's numbers are committed in order (`connections.services` writes ties one at a time),
so nothing can appear behind the last line. Within a transaction the graph may hold what is
not committed yet: then it is made for this question only, and nobody else sees it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, islice
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection as database

from enishi.engines.graph import Graph, make_graph, with_changes
from enishi.rooms.connections import queries as connections
from enishi.rooms.connections.types import TieChangeSeen  # noqa: TC001 - a field's type
from enishi.rooms.network import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

_READ_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A graph, and the last line of the log that is in it (None: the log is empty)."""

    graph: Graph
    last: TieChangeSeen | None
    #: Which state of the folder was looked at, and the file the graph began with.
    stamp: int = 0
    file: tuple[str, int, int] | None = None


_shared: Snapshot | None = None
_turn = Lock()


def current_graph() -> Graph:
    """The graph with every tie committed before this call. One query when nothing changed."""
    return current_snapshot().graph


def current_snapshot() -> Snapshot:
    """`current_graph`, and the last line of the log that is in it."""
    global _shared  # noqa: PLW0603 - one a process, guarded by `_turn`
    known, stamp = _shared, files.stamp()
    if known and (known.stamp == stamp or database.in_atomic_block):
        fresh = _caught_up(known)
        if fresh is known or (fresh and database.in_atomic_block):
            return fresh
    if database.in_atomic_block:
        return _begun(None, stamp)
    with _turn:  # others wait rather than read the same ties at the same time
        known = _shared
        fresh = _caught_up(known) if known and known.stamp == stamp else None
        _shared = fresh = fresh or _begun(known, stamp)
    return fresh


def forget() -> None:
    """Begin anew at the next question: after a restored backup, and in tests."""
    global _shared  # noqa: PLW0603
    with _turn:
        _shared = None


def read_all(progress: Callable[[int], object] = lambda _ties: None) -> Snapshot:
    """The graph as the table has it. Two queries, the second of which reads every tie.

    Parameters
    ----------
    progress
        Called with the number of ties read since the last call.
    """
    # The line first, the ties after it: what is committed in between is in the ties already,
    # and applying its line once more changes nothing.
    last = connections.newest_tie_change()
    parts = list(_parts(progress))
    return Snapshot(make_graph(np.concatenate(parts)), last)


def _begun(known: Snapshot | None, stamp: int) -> Snapshot:
    """From the newest snapshot on, or from what was known, or from the table."""
    if known is not None and known.file is not None and known.file == files.newest():
        fresh = _caught_up(known)
        return replace(fresh or read_all(), stamp=stamp)
    opened = files.open_newest()
    if opened is not None:
        file, graph, note = opened
        if note.trail == connections.trail_of(note.last):
            fresh = _caught_up(Snapshot(graph, note.last, stamp, file))
            if fresh is not None:
                return fresh
    # Where the file this process began with is gone and nothing took its place, it may have
    # been damaged, and what was mapped from it with it.
    if known is not None and known.file is None:
        fresh = _caught_up(known)
        if fresh is not None:
            return replace(fresh, stamp=stamp)
    return replace(read_all(), stamp=stamp)


def _caught_up(known: Snapshot) -> Snapshot | None:
    """`known` itself if it is true, else a newer one; None: the log is another one."""
    start = known.last.id if known.last else 0
    lines = connections.tie_changes_from(start)
    if known.last is not None:
        if not lines or lines[0] != known.last:
            return None
        lines = lines[1:]
    if not lines:
        return known
    if any(line.is_everything for line in lines):
        return None
    return replace(known, graph=_applied(known.graph, lines), last=lines[-1])


def _applied(graph: Graph, lines: list[TieChangeSeen]) -> Graph:
    latest = {(line.low_id, line.high_id): line.is_added for line in lines}
    added = [pair for pair, is_added in latest.items() if is_added]
    # Also those that came back: their tie is a new one, in however many steps one reads it.
    removed = {(line.low_id, line.high_id) for line in lines if not line.is_added}
    return with_changes(graph, added, sorted(removed))


def _parts(progress: Callable[[int], object]) -> Iterator[NDArray[np.int32]]:
    yield np.zeros((0, 2), dtype=np.int32)
    flat = chain.from_iterable(connections.every_tie())
    while True:
        part = np.fromiter(islice(flat, 2 * _READ_AT_ONCE), dtype=np.int32).reshape(-1, 2)
        if not len(part):
            return
        yield part
        progress(len(part))
