"""Through whom: shared neighbours, and the shortest paths, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from enishi.engines.graph.distance import distances_from

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from enishi.engines.graph.adjacency import Graph, Nodes


def mutual_neighbours(graph: Graph, one: int, other: int) -> Nodes:
    """The nodes next to both.

    Returns
    -------
    int32, shape (k,)
        Sorted. Cost: O(a log b), a and b the neighbour counts, a the smaller.
    """
    few, many = sorted((_row(graph, one), _row(graph, other)), key=len)
    places = np.searchsorted(many, few)
    inside = places < len(many)
    shared: Nodes = few[inside][many[places[inside]] == few[inside]]
    return shared


def second_degree(
    graph: Graph, source: int, through: Nodes | None = None
) -> tuple[Nodes, NDArray[np.int64]]:
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
        At least 1 each. Cost: O(w log w), w the neighbours of the neighbours.
    """
    first = _row(graph, source)
    between = first if through is None else np.intersect1d(first, through)
    nodes, shared = np.unique(graph.rows(between), return_counts=True)
    beyond = (nodes != source) & ~np.isin(nodes, first, assume_unique=True)
    return nodes[beyond], shared[beyond].astype(np.int64)


def shortest_paths(graph: Graph, source: int, target: int, limit: int | None = None) -> Nodes:
    """The shortest paths of up to three hops, best first.

    Better is the path whose people between know fewer others: who knows three hundred
    people knows each of them less. Then the lower nodes, so that the answer never wavers.

    Parameters
    ----------
    limit : int, optional
        How many to return; all of them unless told.

    Returns
    -------
    int32, shape (k, hops + 1)
        One path a row, both ends included; shape (0, 0) when there is none.
        Cost: O(paths log paths + the smaller side's neighbours).

    Examples
    --------
    >>> from enishi.engines.graph.adjacency import make_graph
    >>> graph = make_graph([(0, 1), (1, 4), (0, 2), (2, 4), (2, 3)])
    >>> shortest_paths(graph, 0, 4).tolist()
    [[0, 1, 4], [0, 2, 4]]
    """
    hops = int(distances_from(graph, source, [target])[0])
    if hops < 0:
        return np.zeros((0, 0), dtype=np.int32)
    between = (_none, _none, _one_between, _two_between)[hops](graph, source, target)
    weight = graph.counts(between).sum(axis=1)
    order = np.lexsort((*between.T[::-1], weight))[:limit]
    ends = (
        np.full((len(order), 1), source, np.int32),
        np.full((len(order), 1), target, np.int32),
    )
    paths = np.hstack((ends[0], between[order], ends[1]))
    return paths if hops else paths[:, :1]


def _none(_graph: Graph, _source: int, _target: int) -> Nodes:
    return np.zeros((1, 0), dtype=np.int32)


def _one_between(graph: Graph, source: int, target: int) -> Nodes:
    return mutual_neighbours(graph, source, target)[:, np.newaxis]


def _two_between(graph: Graph, source: int, target: int) -> Nodes:
    """Pairs (a, b), a next to `source` and b next to `target`, that are next to each other."""
    near, far = graph.row(source), graph.row(target)
    if graph.counts(near).sum() > graph.counts(far).sum():
        return _two_between(graph, target, source)[:, ::-1]
    firsts = np.repeat(near, graph.counts(near))
    seconds = graph.rows(near)
    linked = np.isin(seconds, far)
    return np.column_stack((firsts[linked], seconds[linked]))


def _row(graph: Graph, node: int) -> Nodes:
    if 0 <= node < graph.size:
        return graph.row(node)
    return np.zeros(0, dtype=np.int32)
