"""Everybody two hops away: as a set, with what is shared, or the best of them only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from enishi.engines.graph import kernels, scratch
from enishi.engines.graph.distance import distances_from

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from enishi.engines.graph.adjacency import Graph, Nodes, Numbers

#: Up to so many neighbours of neighbours candidates are exact; of more, half as many count.
MOST_WAYS = 2_000_000
#: Weights are whole parts of it, so that their sum is the same in whatever order it is made.
UNIT = 1 << 20
_MOST_SUM = (1 << 31) - 1
_NOBODY = np.zeros(0, dtype=np.int32)


def second_degree(
    graph: Graph, source: int, through: Nodes | None = None
) -> tuple[Nodes, Numbers]:
    """The nodes exactly two hops away, and how many neighbours each shares with `source`.

    Parameters
    ----------
    through : int32, shape (m,), optional
        The neighbours of `source` that may stand between; all of them unless told.

    Returns
    -------
    nodes : int32, shape (k,)
        Sorted; never `source` itself nor its neighbours.
    shared : int64, shape (k,)
        At least 1 each. Cost: O(w + k log k), w the neighbours of the neighbours.
    """
    if not 0 <= source < graph.size:
        return _NOBODY, _NOBODY.astype(np.int64)
    between = _between(graph, source, through)
    nodes, shared = _two_hops(graph, source, between, np.ones(len(between), np.int32), _NOBODY)
    order = np.argsort(nodes)
    return nodes[order], shared[order].astype(np.int64)


def within_two_hops(graph: Graph, source: int) -> Nodes:
    """`source`'s neighbours and theirs, without `source`: int32, sorted.

    Cost: O(neighbours of the neighbours), and a bit for each node of the graph.
    """
    return _within(graph, source, first_too=1)


def second_hop(graph: Graph, source: int) -> Nodes:
    """The nodes exactly two hops away: int32, sorted; as cheap as `within_two_hops`."""
    return _within(graph, source, first_too=0)


def is_second_degree(graph: Graph, source: int, nodes: ArrayLike) -> NDArray[np.bool_]:
    """Which of many nodes are exactly two hops away: bool, their shape.

    A filter for long lists: O(neighbours of `nodes`, or of `source`'s neighbours: the fewer).
    """
    second: NDArray[np.bool_] = distances_from(graph, source, nodes, max_hops=2) == 2  # noqa: PLR2004
    return second


def candidates(
    graph: Graph,
    source: int,
    limit: int,
    *,
    through: Nodes | None = None,
    without: ArrayLike = (),
    most_ways: int = MOST_WAYS,
) -> tuple[Nodes, NDArray[np.float64]]:
    """The best nodes two hops away by resource allocation, best first.

    Each neighbour hands out one unit, in equal parts, to all it knows; who gets most through
    shared neighbours stands first. So somebody who knows everybody is no reason.
    Source: Zhou, Lü & Zhang, "Predicting missing links via local information", EPJ B 2009.

    Parameters
    ----------
    limit : int
        How many at most.
    through : int32, shape (m,), optional
        The neighbours that may stand between; all of them unless told.
    without : array_like of int
        Nodes that are left out before anything is ranked.
    most_ways : int
        Up to so many neighbours of `through` the answer is exact.

    Returns
    -------
    nodes : int32, shape (k,)
        Among equals the lower node first.
    scores : float64, shape (k,)
        Exact to a millionth for each shared neighbour.

        Cost: O(w), w the neighbours of `through`. Where w is above `most_ways`, those who
        know fewest are gone through first, up to half of it, and the rest not at all: they
        hand out least.
    """
    if not 0 <= source < graph.size:
        return _NOBODY, np.zeros(0)
    between = _between(graph, source, through)
    given = np.asarray(without, dtype=np.int64).reshape(-1)
    out = given[(given >= 0) & (given < graph.size)].astype(np.int32)
    fast = kernels.for_size(graph.size)
    if fast is not None:
        best, totals = np.empty(limit, np.int32), np.empty(limit, np.int32)
        told = np.array([UNIT, 0], dtype=np.int64)
        count = fast.nearby.best_two_hops(
            *(graph.pages, graph.heads, graph.neighbours, graph.size, source, between, out),
            *(most_ways, told, scratch.sums(graph.size), best, totals),
        )
        nodes, sums = _best(best[:count], totals[:count], limit)
        return nodes, sums / told[0]
    counts = graph.counts(between)
    if counts.sum() > most_ways:
        order = np.argsort(counts, kind="stable")
        order = order[: np.searchsorted(np.cumsum(counts[order]), most_ways // 2, side="right")]
        between, counts = between[order], counts[order]
    weights, unit = _weights(counts)
    nodes, sums = _best(*_two_hops(graph, source, between, weights, out), limit)
    return nodes, sums / unit


def count_third(graph: Graph, source: int, second: Nodes, most: int) -> tuple[int, bool]:
    """How many nodes are exactly three hops away.

    Parameters
    ----------
    second : int32, shape (k,)
        The nodes two hops away, as `second_hop` gives them.
    most : int
        Of the second hop's neighbours, so many are looked at.

    Returns
    -------
    count : int
    is_exact : bool
        False where there were more to look at: then there are at least `count`.
        Cost: O(the neighbours of `second`, at most `most`, and a bit for each node).
    """
    if not len(second):
        return 0, True
    ends = np.cumsum(graph.counts(second))
    looked_at = second[: np.searchsorted(ends, most, side="right")]
    reach = np.zeros(graph.size, dtype=np.bool_)
    fast = kernels.for_size(graph.size)
    if fast is not None:
        fast.nearby.mark(graph.pages, graph.heads, graph.neighbours, looked_at, reach)
    else:
        reach[graph.rows(looked_at)] = True
    reach[second] = reach[graph.row(source)] = reach[source] = False
    return int(np.count_nonzero(reach)), len(looked_at) == len(second)


def _weights(counts: Numbers) -> tuple[Nodes, int]:
    """What each hands out, and the unit it is a part of: smaller where a sum could overflow."""
    unit = UNIT
    while (weights := (unit + counts // 2) // counts).sum() > _MOST_SUM:
        unit >>= 1
    return weights.astype(np.int32), unit


def _between(graph: Graph, source: int, through: Nodes | None) -> Nodes:
    first = graph.row(source)
    if through is None:
        return first
    return np.intersect1d(first, through).astype(np.int32, copy=False)


def _two_hops(
    graph: Graph, source: int, between: Nodes, weights: Nodes, without: Nodes
) -> tuple[Nodes, Nodes]:
    """Who is two hops away, in no order, and the sum of the weights that lead there."""
    counts = graph.counts(between)
    ways = int(counts.sum())
    fast = kernels.for_size(graph.size)
    if fast is not None:
        found, totals = np.empty(ways + 1, np.int32), np.empty(ways + 1, np.int32)
        count = fast.nearby.two_hops(
            *(graph.pages, graph.heads, graph.neighbours, source, between, weights, without),
            *(scratch.sums(graph.size), found, totals),
        )
        return found[:count], totals[:count]
    nodes, each = graph.rows(between), np.repeat(weights, counts)
    if ways * 8 < graph.size:  # sorting the few costs less than a number for everybody
        order = np.argsort(nodes)
        nodes, each = nodes[order], each[order]
        firsts = np.flatnonzero(np.concatenate(([True], nodes[1:] != nodes[:-1]))[:ways])
        found = nodes[firsts]
        totals = np.add.reduceat(each, firsts) if ways else each
    else:
        # Exact, though in floating point: whole numbers far below 2⁵³ parts.
        sums = np.bincount(nodes, weights=each, minlength=graph.size)
        found = np.flatnonzero(sums).astype(np.int32)
        totals = sums[found].astype(np.int32)
    is_out = np.isin(found, np.concatenate((graph.row(source), without, [source])))
    return found[~is_out], totals[~is_out]


def _best(nodes: Nodes, scores: Nodes, limit: int) -> tuple[Nodes, Nodes]:
    if len(nodes) > limit:
        least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        nodes, scores = nodes[scores >= least], scores[scores >= least]
    order = np.lexsort((nodes, -scores))[:limit]
    return nodes[order], scores[order]


def _within(graph: Graph, source: int, *, first_too: int) -> Nodes:
    if not 0 <= source < graph.size:
        return _NOBODY
    first = graph.row(source)
    fast = kernels.for_size(graph.size)
    if fast is not None:
        most = min(int(graph.counts(first).sum()) + len(first), graph.size)
        found = np.empty(most + 1, np.int32)
        count = fast.nearby.within_two(
            *(graph.pages, graph.heads, graph.neighbours, graph.size, source, first_too, found)
        )
        nodes: Nodes = found[:count]
        return nodes
    reach = np.zeros(graph.size, dtype=np.bool_)
    reach[graph.rows(first)] = True
    reach[first] = first_too
    reach[source] = False
    return np.flatnonzero(reach).astype(np.int32)
