"""The graph itself: compressed rows of sorted neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Nodes: TypeAlias = NDArray[np.int32]
    Edges: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """An undirected graph without loops, in compressed sparse rows.

    Attributes
    ----------
    starts : int64, shape (n + 1,)
        Where the row of each node begins in `neighbours`; the last is its length.
    neighbours : int32, shape (2 × edges,)
        The rows, each sorted, each edge in the rows of both its ends.
    """

    starts: NDArray[np.int64]
    neighbours: Nodes

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return len(self.starts) - 1

    def row(self, node: int) -> Nodes:
        """The neighbours of `node`, sorted: a view, shape (neighbour count,). O(1)."""
        return self.neighbours[self.starts[node] : self.starts[node + 1]]

    def counts(self, nodes: Nodes) -> NDArray[np.int64]:
        """How many neighbours each of `nodes` has: int64, the shape of `nodes`."""
        return self.starts[nodes + 1] - self.starts[nodes]

    def rows(self, nodes: Nodes) -> Nodes:
        """The rows of `nodes`, one after the other: int32, shape (sum of counts,).

        Cost: O(neighbours returned), without a loop in Python.
        """
        counts = self.counts(nodes)
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        # Count on within a row, and jump to the next row's start where one ends.
        places = np.arange(total) + np.repeat(self.starts[nodes] - (ends - counts), counts)
        found: Nodes = self.neighbours[places]
        return found


def make_graph(edges: ArrayLike, *, size: int | None = None) -> Graph:
    """The graph of `edges`.

    Parameters
    ----------
    edges : array_like of int, shape (m, 2)
        Pairs of nodes in any order; repeated pairs count once, loops not at all.
    size : int, optional
        Number of nodes, where some have no edge. By default up to the highest in `edges`.

    Returns
    -------
    Graph
        Cost: O(m log m), by one sort of 2 m keys of 64 bit.

    Examples
    --------
    >>> graph = make_graph([(0, 1), (1, 2), (2, 1), (2, 2)])
    >>> graph.row(1).tolist(), graph.size
    ([0, 2], 3)
    """
    pairs = np.asarray(edges, dtype=np.int64).reshape(-1, 2)
    size = max(size or 0, int(pairs.max(initial=-1)) + 1)
    return _from_keys(_unique(_keys(pairs, size)), size)


def with_changes(graph: Graph, added: ArrayLike, removed: ArrayLike) -> Graph:
    """Another graph, where `added` edges are there and `removed` ones are not.

    Parameters
    ----------
    added, removed : array_like of int, shape (k, 2)
        No pair may stand in both. Adding what is there, or removing what is not, does
        nothing; nodes beyond the graph's size are made room for.

    Returns
    -------
    Graph
        Cost: O(k log n) and one plain copy of each array.
    """
    more = np.asarray(added, dtype=np.int64).reshape(-1, 2)
    less = np.asarray(removed, dtype=np.int64).reshape(-1, 2)
    size = max(graph.size, int(more.max(initial=-1)) + 1)
    starts = np.pad(graph.starts, (0, size - graph.size), mode="edge")
    less = less[(less < graph.size).all(axis=1)]
    return _with(_without(Graph(starts, graph.neighbours), less), more)


def _without(graph: Graph, pairs: Edges) -> Graph:
    rows, nodes = _both_ways(pairs, graph.size)
    places, is_there = _places(graph, rows, nodes)
    shift = _counted_up_to(rows[is_there], graph.size)
    return Graph(graph.starts - shift, np.delete(graph.neighbours, places[is_there]))


def _with(graph: Graph, pairs: Edges) -> Graph:
    rows, nodes = _both_ways(pairs, graph.size)
    places, is_there = _places(graph, rows, nodes)
    rows, nodes, places = rows[~is_there], nodes[~is_there], places[~is_there]
    shift = _counted_up_to(rows, graph.size)
    # Equal places keep their order here, and `_both_ways` has put them in the right one.
    return Graph(graph.starts + shift, np.insert(graph.neighbours, places, nodes))


def _both_ways(pairs: Edges, size: int) -> tuple[NDArray[np.int64], Nodes]:
    """Each edge in the rows of both its ends, sorted by row, then by neighbour."""
    rows, nodes = np.divmod(_unique(_keys(pairs, size)), max(size, 1))
    return rows, nodes.astype(np.int32)


def _places(
    graph: Graph, rows: NDArray[np.int64], nodes: Nodes
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Where each of `nodes` stands or would stand in its row, and whether it is there."""
    places = np.fromiter(
        (
            graph.starts[row] + np.searchsorted(graph.row(row), node)
            for row, node in zip(rows, nodes, strict=True)
        ),
        dtype=np.int64,
        count=len(rows),
    )
    is_there = places < graph.starts[rows + 1]
    is_there[is_there] = graph.neighbours[places[is_there]] == nodes[is_there]
    return places, is_there


def _counted_up_to(rows: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """By how much each row's start moves when one neighbour in each of `rows` does."""
    return np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=size)))).astype(np.int64)


def _keys(pairs: Edges, size: int) -> NDArray[np.int64]:
    """Each edge twice, as row × size + neighbour: sorted keys are sorted rows."""
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    return np.concatenate((pairs[:, 0] * size + pairs[:, 1], pairs[:, 1] * size + pairs[:, 0]))


def _unique(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    # np.unique would sort as well, but hashes first and copies more.
    keys = np.sort(keys)
    return keys[np.concatenate(([True], keys[1:] != keys[:-1]))] if len(keys) else keys


def _from_keys(keys: NDArray[np.int64], size: int) -> Graph:
    if not size:
        return Graph(np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int32))
    rows, neighbours = np.divmod(keys, size)
    starts = np.searchsorted(rows, np.arange(size + 1)).astype(np.int64)
    return Graph(starts, neighbours.astype(np.int32))
