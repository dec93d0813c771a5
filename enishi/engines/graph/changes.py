"""A graph after some changes: the changed rows are written anew, everything else is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from enishi.engines.graph import kernels
from enishi.engines.graph.adjacency import COUNT_BITS, NEUTRAL, PAGE, PAGE_BITS, Graph
from enishi.engines.graph.room import reserve

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from enishi.engines.graph.adjacency import Nodes, Numbers, Strengths

    Kinds = NDArray[np.uint8]

#: What is to be with a pair.
REMOVED, ADDED, ADDED_ANEW = 0, 1, 2


def with_changes(graph: Graph, added: ArrayLike, removed: ArrayLike = ()) -> Graph:
    """Another graph, where `added` edges are there and `removed` ones are not.

    Parameters
    ----------
    added, removed : array_like of int, shape (k, 2)
        A pair that stands in both was removed and added again. Adding what is there, or
        removing what is not, does nothing; nodes beyond the graph's size are made room for.

    Returns
    -------
    Graph
        New ties are of neutral strength, also those that were removed and added again; the
        others keep theirs. So changes may come in one batch or in many, with one result.

        Cost: O(k log k + the neighbours of the nodes in changed edges), whatever the size
        of the graph; now and then O(size + all that changed), to make more room.

    Examples
    --------
    >>> from enishi.engines.graph.making import make_graph
    >>> graph = with_changes(make_graph([(0, 1), (1, 2)]), [(0, 3)], [(1, 2)])
    >>> [graph.row(node).tolist() for node in range(graph.size)]
    [[1, 3], [0], [], [0]]
    """
    keys, kinds, size = _changes(graph.size, added, removed)
    wide, others = np.divmod(keys, max(size, 1))
    rows, firsts = np.unique(wide, return_index=True)
    bounds = np.append(firsts, len(keys)).astype(np.int64)
    touched = np.unique(rows >> PAGE_BITS)
    known = rows[rows < graph.size].astype(np.int32)
    most = int(graph.counts(known).sum()) + len(keys)
    graph, heads_at, rows_at = reserve(graph, size, len(touched) * PAGE, most)
    counts = _merge(
        graph, rows.astype(np.int32), (bounds, others.astype(np.int32), kinds), rows_at
    )
    ends = rows_at + np.cumsum(counts)
    pages = graph.pages.copy()
    heads = graph.room.heads
    fresh = heads_at + PAGE * np.arange(len(touched))
    places = (fresh[:, np.newaxis] + np.arange(PAGE)).reshape(-1)
    heads[places] = heads[(pages[touched][:, np.newaxis] + np.arange(PAGE)).reshape(-1)]
    pages[touched] = fresh
    at = pages[rows >> PAGE_BITS] + (rows & (PAGE - 1))
    heads[at] = np.where(counts > 0, (ends - counts) << COUNT_BITS | counts, 0)
    return graph.room.graph(size, pages)


def _changes(size: int, added: ArrayLike, removed: ArrayLike) -> tuple[Numbers, Kinds, int]:
    """Sorted keys row × size + neighbour, each edge twice, what is to be, and the new size."""
    more = np.asarray(added, dtype=np.int64).reshape(-1, 2)
    less = np.asarray(removed, dtype=np.int64).reshape(-1, 2)
    size = max(size, int(more.max(initial=-1)) + 1)
    less = less[(less < size).all(axis=1)]
    keys = np.concatenate((_both_ways(less, size), _both_ways(more, size)))
    kinds = np.repeat(np.array([REMOVED, ADDED], np.uint8), [2 * len(less), 2 * len(more)])
    keys, kinds = keys[is_edge := keys >= 0], kinds[is_edge]
    order = np.lexsort((kinds, keys))
    keys, kinds = keys[order], kinds[order]
    if not len(keys):
        return keys, kinds, size
    is_last = np.append(keys[1:] != keys[:-1], np.True_)
    is_first = np.append(np.True_, is_last[:-1])
    # Removals stand first: who has both was removed, and is to be there.
    anew = (kinds[is_first] == REMOVED) & (kinds[is_last] == ADDED)
    return keys[is_last], np.where(anew, np.uint8(ADDED_ANEW), kinds[is_last]), size


def _both_ways(pairs: Numbers, size: int) -> Numbers:
    """Keys row × size + neighbour of both directions; −1 for a loop."""
    ones, others = pairs[:, 0], pairs[:, 1]
    keys = np.concatenate((ones * size + others, others * size + ones))
    keys[np.tile(ones == others, 2)] = -1
    return keys


def _merge(
    graph: Graph, rows: Nodes, changes: tuple[Numbers, Nodes, Kinds], end: int
) -> Numbers:
    """Write `rows` anew from `end` on; how many neighbours each has now."""
    bounds, others, kinds = changes
    room = graph.room
    fast = kernels.for_size(graph.size)
    if fast is not None:
        counts = np.empty(len(rows), np.int64)
        fast.changes.merge(
            *(graph.pages, graph.heads, graph.neighbours, graph.strengths),
            *(rows, bounds, others, kinds, NEUTRAL, end),
            *(room.neighbours, room.strengths, counts),
        )
        return counts
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    made = [
        _merged(graph, int(row), others[start:stop], kinds[start:stop])
        for row, start, stop in zip(rows, bounds[:-1], bounds[1:], strict=True)
    ]
    counts = np.array([len(row) for row, _ties in made], dtype=np.int64)
    stop = end + int(counts.sum())
    room.neighbours[end:stop] = np.concatenate([row for row, _ties in made])
    room.strengths[end:stop] = np.concatenate([ties for _row, ties in made])
    return counts


def _merged(graph: Graph, row: int, others: Nodes, kinds: Kinds) -> tuple[Nodes, Strengths]:
    """One row and its strengths after its changes."""
    near, ties = graph.row(row), graph.ties(row)
    places = np.searchsorted(near, others)
    is_there = np.zeros(len(others), dtype=np.bool_)
    inside = places < len(near)
    is_there[inside] = near[places[inside]] == others[inside]
    stays = np.ones(len(near), dtype=np.bool_)
    stays[places[is_there & (kinds != ADDED)]] = False
    comes = (kinds == ADDED_ANEW) | (~is_there & (kinds == ADDED))
    row_now = np.concatenate((near[stays], others[comes]))
    ties_now = np.concatenate((ties[stays], np.full(comes.sum(), NEUTRAL, np.uint8)))
    order = np.argsort(row_now, kind="stable")
    return row_now[order], ties_now[order]
