"""Graphs from edges, or from rows that stand one after the other; and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from enishi.engines.graph import kernels
from enishi.engines.graph.adjacency import COUNT_BITS, NEUTRAL, PAGE, Graph
from enishi.engines.graph.room import Room

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from enishi.engines.graph.adjacency import Nodes, Numbers, Strengths


def make_graph(edges: ArrayLike, *, size: int | None = None) -> Graph:
    """The graph of `edges`, all ties of neutral strength.

    Parameters
    ----------
    edges : array_like of int, shape (m, 2)
        Pairs of nodes in any order; repeated pairs count once, loops not at all.
    size : int, optional
        Number of nodes, where some have no edge. By default up to the highest in `edges`.

    Returns
    -------
    Graph
        Cost: O(m log m) by one sort of 2 m keys of 64 bit, or with the kernels O(m) by
        counting, in the memory of the edges and twice their rows.

    Examples
    --------
    >>> graph = make_graph([(0, 1), (1, 2), (2, 1), (2, 2)])
    >>> graph.row(1).tolist(), graph.size
    ([0, 2], 3)
    """
    pairs = np.asarray(edges)
    pairs = pairs.reshape(-1, 2) if pairs.size else np.zeros((0, 2), dtype=np.int64)
    size = max(size or 0, int(pairs.max(initial=-1)) + 1)
    fast = kernels.for_size(size)
    if fast is not None:
        whole = np.ascontiguousarray(pairs, dtype=np.int32)
        starts, neighbours = fast.building.rows_of(whole, size)
    else:
        starts, neighbours = _sorted_rows(pairs.astype(np.int64, copy=False), size)
    return from_rows(starts, neighbours)


def from_rows(starts: Numbers, neighbours: Nodes, strengths: Strengths | None = None) -> Graph:
    """The graph of rows that stand one after the other.

    Parameters
    ----------
    starts : int64, shape (size + 1,)
        Where the row of each node begins in `neighbours`; the last is its length.
    neighbours : int32, shape (m,)
        The rows, each sorted and without repetition, each edge in both its rows.
    strengths : uint8, shape (m,), optional
        All neutral unless told.
    """
    if strengths is None:
        strengths = np.full(len(neighbours), NEUTRAL, dtype=np.uint8)
    return Room.filled(heads_of(starts), neighbours, strengths).graph(len(starts) - 1)


def heads_of(starts: Numbers) -> Numbers:
    """Row headers for rows that stand one after the other: int64, whole pages of them."""
    size = len(starts) - 1
    heads = np.zeros(-(-size // PAGE) * PAGE, dtype=np.int64)
    counts = np.diff(starts)
    heads[:size] = np.where(counts > 0, starts[:-1] << COUNT_BITS | counts, 0)
    return heads


def packed_rows(graph: Graph) -> tuple[Numbers, Nodes, Strengths]:
    """What `from_rows` takes, of a graph whose rows may stand anywhere.

    Cost: O(edges), a million nodes at a time.
    """
    counts = graph.every_count()
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    neighbours = np.empty(int(starts[-1]), dtype=np.int32)
    strengths = np.empty(int(starts[-1]), dtype=np.uint8)
    step = 1 << 16
    for first in range(0, graph.size, step):
        last = min(first + step, graph.size)
        places = graph.places(np.arange(first, last, dtype=np.int32))
        neighbours[starts[first] : starts[last]] = graph.neighbours[places]
        strengths[starts[first] : starts[last]] = graph.strengths[places]
    return starts, neighbours, strengths


def _sorted_rows(pairs: Numbers, size: int) -> tuple[Numbers, Nodes]:
    if not size:
        return np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int32)
    # Each edge twice, as row × size + neighbour: sorted keys are sorted rows.
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    keys = np.concatenate((pairs[:, 0] * size + pairs[:, 1], pairs[:, 1] * size + pairs[:, 0]))
    rows, neighbours = np.divmod(unique(keys), size)
    starts = np.searchsorted(rows, np.arange(size + 1)).astype(np.int64)
    return starts, neighbours.astype(np.int32)


def unique(keys: Numbers) -> Numbers:
    """`keys` sorted, each once; np.unique would hash first, and copy more."""
    keys = np.sort(keys)
    return keys[np.concatenate(([True], keys[1:] != keys[:-1]))] if len(keys) else keys
