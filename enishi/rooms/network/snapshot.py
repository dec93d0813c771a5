"""The connections of the house as a graph in memory, true at every request.

A node is a member's id: ids are a dense sequence, so a table between the two would only cost
time. One graph is shared by the threads of a process; it never changes, a newer one takes
its place. Every question first reads the log of ties from the last line the graph knows:

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

from dataclasses import dataclass
from itertools import chain
from threading import Lock

import numpy as np
from django.db import connection as database

from enishi.engines.graph import Graph, make_graph, with_changes
from enishi.rooms.connections import queries as connections
from enishi.rooms.connections.types import TieChangeSeen  # noqa: TC001 - a field's type


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A graph, and the last line of the log that is in it (None: the log is empty)."""

    graph: Graph
    last: TieChangeSeen | None


_shared: Snapshot | None = None
_turn = Lock()


def current_graph() -> Graph:
    """The graph with every tie committed before this call. One query when nothing changed."""
    global _shared  # noqa: PLW0603 - one a process, guarded by `_turn`
    known = _shared
    fresh = _caught_up(known) if known else None
    if fresh is not None and fresh is known:
        return fresh.graph
    if database.in_atomic_block:
        return (fresh or _read_all()).graph
    with _turn:  # others wait rather than read the same ties at the same time
        _shared = fresh = _caught_up(_shared) if _shared else _read_all()
    return fresh.graph


def forget() -> None:
    """Read everything anew at the next question: after a restored backup, and in tests."""
    global _shared  # noqa: PLW0603
    with _turn:
        _shared = None


def _caught_up(known: Snapshot) -> Snapshot:
    """`known` itself if it is true, else a newer one."""
    start = known.last.id if known.last else 0
    lines = connections.tie_changes_from(start)
    if known.last is not None:
        if not lines or lines[0] != known.last:
            return _read_all()
        lines = lines[1:]
    if not lines:
        return known
    if any(line.is_everything for line in lines):
        return _read_all()
    return Snapshot(_applied(known.graph, lines), lines[-1])


def _applied(graph: Graph, lines: list[TieChangeSeen]) -> Graph:
    latest = {(line.low_id, line.high_id): line.is_added for line in lines}
    added = [pair for pair, is_added in latest.items() if is_added]
    removed = [pair for pair, is_added in latest.items() if not is_added]
    return with_changes(graph, added, removed)


def _read_all() -> Snapshot:
    # The line first, the ties after it: what is committed in between is in the ties already,
    # and applying its line once more changes nothing.
    last = connections.newest_tie_change()
    flat = np.fromiter(chain.from_iterable(connections.every_tie()), dtype=np.int64)
    return Snapshot(make_graph(flat.reshape(-1, 2)), last)
