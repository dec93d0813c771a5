"""Through whom: shared neighbours, and the shortest paths, strongest first.

A path is as strong as the weakest of its ties. Among equals the greater sum of strengths
stands first, then the path whose people between know fewer others, then the lower nodes, so
that the answer never wavers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from enishi.engines.graph import kernels
from enishi.engines.graph.distance import distances_from

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from enishi.engines.graph.adjacency import Graph, Nodes, Numbers


def mutual_neighbours(graph: Graph, one: int, other: int) -> Nodes:
    """The nodes next to both.

    Returns
    -------
    int32, shape (k,)
        Sorted. Cost: O(a + b) or O(a log b), whichever is less; a and b are the neighbour
        counts, a the smaller.
    """
    ones, _others = _mutual_places(graph, one, other)
    found: Nodes = graph.neighbours[ones]
    return found


def mutual_by_strength(graph: Graph, one: int, other: int) -> Nodes:
    """The nodes next to both, those first over whom the two are tied most strongly.

    Returns
    -------
    int32, shape (k,)
        In the order of the paths of two steps over them. Cost: that of
        `mutual_neighbours`, and O(k log k).
    """
    return _one_between(graph, one, other)[:, 0]


def shortest_paths(graph: Graph, source: int, target: int, limit: int | None = None) -> Nodes:
    """The shortest paths of up to three hops, strongest first.

    Parameters
    ----------
    limit : int, optional
        How many to return; all of them unless told.

    Returns
    -------
    int32, shape (k, hops + 1)
        One path a row, both ends included; shape (0, 0) when there is none.
        Cost: without a limit O(paths log paths + the neighbours of the neighbours of one
        side). With one, neighbours are gone through from the strongest tie on, until no
        path over the others could be among the best.

    Examples
    --------
    >>> from enishi.engines.graph.making import make_graph
    >>> graph = make_graph([(0, 1), (1, 4), (0, 2), (2, 4), (2, 3)])
    >>> shortest_paths(graph, 0, 4).tolist()
    [[0, 1, 4], [0, 2, 4]]
    """
    hops = int(distances_from(graph, source, [target])[0])
    if hops < 0:
        return np.zeros((0, 0), dtype=np.int32)
    if hops == 3 and limit is not None:  # noqa: PLR2004
        between = _best_two_between(graph, source, target, limit)
    else:
        between = (_none, _none, _one_between, _two_between)[hops](graph, source, target)
        between = between[:limit]
    paths = np.empty((len(between), hops + 1), dtype=np.int32)
    paths[:, 0], paths[:, -1] = source, target
    paths[:, 1:-1] = between
    return paths


def _none(_graph: Graph, _source: int, _target: int) -> Nodes:
    return np.zeros((1, 0), dtype=np.int32)


def _one_between(graph: Graph, source: int, target: int) -> Nodes:
    ones, others = _mutual_places(graph, source, target)
    nodes = graph.neighbours[ones]
    ties = np.column_stack((graph.strengths[ones], graph.strengths[others]))
    return _strongest_first(graph, nodes[:, np.newaxis], ties)


def _two_between(graph: Graph, source: int, target: int) -> Nodes:
    """Pairs (a, b), a next to `source` and b next to `target`, that are next to each other."""
    near, far = graph.row(source), graph.row(target)
    if graph.counts(near).sum() > graph.counts(far).sum():
        pairs, ties = _linked(graph, target, source)
        pairs, ties = pairs[:, ::-1], ties[:, ::-1]
    else:
        pairs, ties = _linked(graph, source, target)
    return _strongest_first(graph, pairs, ties)


def _linked(graph: Graph, source: int, target: int) -> tuple[Nodes, NDArray[np.uint8]]:
    """The pairs between, gone through from `source`, and the three ties of each path."""
    near, far = graph.row(source), graph.row(target)
    counts, places = graph.counts(near), graph.places(near)
    seconds = graph.neighbours[places]
    linked = np.isin(seconds, far)
    seconds = seconds[linked]
    ties = (
        np.repeat(graph.ties(source), counts)[linked],
        graph.strengths[places[linked]],
        graph.ties(target)[np.searchsorted(far, seconds)],
    )
    return np.column_stack((np.repeat(near, counts)[linked], seconds)), np.column_stack(ties)


def _best_two_between(graph: Graph, source: int, target: int, limit: int) -> Nodes:
    fast = kernels.for_size(graph.size)
    if fast is None:
        return _two_between(graph, source, target)[:limit]
    is_turned = len(graph.row(source)) > len(graph.row(target))
    ends = (target, source) if is_turned else (source, target)
    pairs = np.empty(limit, np.int64)
    count = fast.paths.three_hops(
        *(graph.pages, graph.heads, graph.neighbours, graph.strengths, graph.size),
        *(*ends, int(is_turned), np.empty(limit, np.int64), pairs),
    )
    return np.column_stack((pairs[:count] >> 32, pairs[:count] & 0xFFFFFFFF)).astype(np.int32)


def _strongest_first(graph: Graph, between: Nodes, ties: NDArray[np.uint8]) -> Nodes:
    """Paths in their order, by the nodes between and the ties of each, one path a row."""
    weakest = ties.min(axis=1, initial=255)
    total = ties.sum(axis=1, dtype=np.int64)
    around = graph.counts(between).sum(axis=1)
    order = np.lexsort((*between.T[::-1], around, -total, -weakest.astype(np.int64)))
    found: Nodes = between[order]
    return found


def _mutual_places(graph: Graph, one: int, other: int) -> tuple[Numbers, Numbers]:
    """Where the mutual neighbours stand in the row of `one`, and in that of `other`."""
    if not (0 <= one < graph.size and 0 <= other < graph.size):
        nowhere = np.zeros(0, dtype=np.int64)
        return nowhere, nowhere
    if len(graph.row(one)) > len(graph.row(other)):
        others, ones = _mutual_places(graph, other, one)
        return ones, others
    few, many = graph.row(one), graph.row(other)
    fast = kernels.for_size(graph.size)
    if fast is not None:
        ones, others = np.empty(len(few), np.int64), np.empty(len(few), np.int64)
        count = fast.paths.mutual_places(
            *(graph.pages, graph.heads, graph.neighbours, one, other, ones, others)
        )
        return ones[:count], others[:count]
    places = np.searchsorted(many, few)
    inside = np.flatnonzero(places < len(many))
    shared = inside[many[places[inside]] == few[inside]]
    return shared + graph.start(one), places[shared] + graph.start(other)
