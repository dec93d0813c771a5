"""Room behind a graph's arrays, where the rows of the next graphs are written.

Only appended to, under a lock: what a graph names is never written again, so any thread may
read any graph at any time. Where the room is full another one is made, with what still
counts; the old one goes with the last graph that stands in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from enishi.engines.graph.adjacency import COUNT_BITS, COUNT_MASK, PAGE, Graph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from enishi.engines.graph.adjacency import Nodes, Numbers, Strengths
    from enishi.engines.graph.hubs import Hub

    #: Arrays that begin with the rows a room began with, and have room for so many more.
    Again = Callable[[int], tuple[Nodes, Strengths]]

_LEAST = 1 << 12


@dataclass(eq=False, slots=True)
class Stretch:
    """How far some arrays of `length` are written."""

    length: int
    used: int
    lock: Lock = field(init=False, default_factory=Lock)

    def take(self, count: int) -> int | None:
        """Where `count` items may be written, by the caller alone; None: they do not fit."""
        with self.lock:
            if self.used + count > self.length:
                return None
            start = self.used
            self.used += count
            return start


@dataclass(frozen=True, eq=False, slots=True)
class Room:
    """The writable side of some graphs.

    Parameters
    ----------
    heads, neighbours, strengths
        As in `Graph`, with what is behind the written part.
    headers, rows : Stretch
        How far `heads` are written, and how far the other two.
    base : int
        How many neighbours stand in rows that never move.
    again : callable, optional
        Makes those rows anew with more room behind them; for rows that lie in a file, so
        that they are mapped once more and not copied.
    hubs : mapping
        What the snapshot these rows come from says of those who know most.
    marked : dict
        For nodes that know very many, a bit for each node of their row, whether any left it
        since the snapshot, and its header.
    """

    heads: Numbers
    neighbours: Nodes
    strengths: Strengths
    headers: Stretch
    rows: Stretch
    base: int
    again: Again | None = None
    hubs: Mapping[int, Hub] = field(default_factory=dict)
    marked: dict[int, Numbers] = field(default_factory=dict)

    @classmethod
    def filled(cls, heads: Numbers, neighbours: Nodes, strengths: Strengths) -> Room:
        """A room whose arrays are full."""
        headers, rows = (Stretch(len(one), len(one)) for one in (heads, neighbours))
        return cls(heads, neighbours, strengths, headers, rows, len(neighbours))

    def graph(self, size: int, pages: Nodes | None = None) -> Graph:
        """A graph that stands here; page after page unless told otherwise."""
        if pages is None:
            pages = np.arange(0, -(-size // PAGE) * PAGE, PAGE, dtype=np.int32)
        arrays = (self.heads.view(), self.neighbours.view(), self.strengths.view())
        for array in arrays:
            array.flags.writeable = False
        return Graph(size, pages, *arrays, self)


def reserve(graph: Graph, size: int, heads: int, entries: int) -> tuple[Graph, int, int]:
    """The same graph with `size` nodes, and where headers and neighbours may be written.

    Cost: O(1), and now and then O(size), or O(size + the rows that changed).
    """
    rows_at = graph.room.rows.take(entries)
    while rows_at is None:
        graph = _with_more_rows(graph, entries)
        rows_at = graph.room.rows.take(entries)
    heads_at = graph.room.headers.take(heads) if size == graph.size else None
    while heads_at is None:
        graph = _with_more_heads(graph, size, heads)
        heads_at = graph.room.headers.take(heads)
    return graph, heads_at, rows_at


def _with_more_heads(graph: Graph, size: int, heads: int) -> Graph:
    room, whole = graph.room, -(-size // PAGE) * PAGE
    fresh = np.zeros(whole + max(_LEAST, 2 * whole, 2 * heads), dtype=np.int64)
    fresh[: graph.size] = graph.headers(np.arange(graph.size, dtype=np.int32))
    return replace(room, heads=fresh, headers=Stretch(len(fresh), whole)).graph(size)


def _with_more_rows(graph: Graph, entries: int) -> Graph:
    """The rows that changed once more, one after the other, and room behind them."""
    room, nodes = graph.room, np.arange(graph.size, dtype=np.int32)
    headers = graph.headers(nodes)
    has_moved = (headers >> COUNT_BITS) >= room.base
    counts = headers[has_moved] & COUNT_MASK
    end = room.base + int(counts.sum())
    spare = max(_LEAST, entries, end // 2)
    neighbours, strengths = (room.again or _copied(room))(end - room.base + spare)
    places = graph.places(nodes[has_moved])
    neighbours[room.base : end] = graph.neighbours[places]
    strengths[room.base : end] = graph.strengths[places]
    headers[has_moved] = (room.base + np.cumsum(counts) - counts) << COUNT_BITS | counts
    whole = -(-graph.size // PAGE) * PAGE
    heads = np.zeros(whole + max(_LEAST, 2 * whole), dtype=np.int64)
    heads[: graph.size] = headers
    other = replace(
        room,
        heads=heads,
        neighbours=neighbours,
        strengths=strengths,
        headers=Stretch(len(heads), whole),
        rows=Stretch(len(neighbours), end),
        marked={},
    )
    return other.graph(graph.size)


def _copied(room: Room) -> Again:
    def again(spare: int) -> tuple[Nodes, Strengths]:
        neighbours = np.empty(room.base + spare, dtype=np.int32)
        strengths = np.empty(room.base + spare, dtype=np.uint8)
        neighbours[: room.base] = room.neighbours[: room.base]
        strengths[: room.base] = room.strengths[: room.base]
        return neighbours, strengths

    return again
