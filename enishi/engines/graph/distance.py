"""How far: exact distances of up to three hops, by meeting in the middle.

Source: LinkedIn's distance service (Wang et al., HotCloud '13) asks the same question for
every person on a page, and notes that it cannot be answered approximately: what one may see
depends on it.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from enishi.engines.graph import kernels, scratch
from enishi.engines.graph.hubs import NO_HUB

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from enishi.engines.graph.adjacency import Graph, Nodes, Numbers

#: Farther than asked.
FAR = -1
_MOST = 3
#: Of those who know very many, so many bytes of marks are kept by a process: a bit a node.
_MOST_KEPT = 1 << 24
_WORTH_KEEPING = 2
_turn = Lock()


def distances_from(
    graph: Graph, source: int, targets: ArrayLike, max_hops: int = 3
) -> NDArray[np.int8]:
    """Hops from one node to each of many.

    Parameters
    ----------
    source : int
        A node; one outside the graph is far from everybody but itself.
    targets : array_like of int, shape (k,)
        Nodes in any order, repeated or outside the graph as they come.
    max_hops : int
        How far to look: 1, 2 or 3.

    Returns
    -------
    int8, shape (k,)
        0 for `source` itself, else the hops, else −1.
        Cost: O(neighbours of the targets, or of the source's neighbours: the fewer), and
        for those left at three hops the cheaper of the two neighbourhoods.

    Raises
    ------
    ValueError
        `max_hops` is not 1, 2 or 3.

    Examples
    --------
    >>> from enishi.engines.graph.making import make_graph
    >>> line = make_graph([(0, 1), (1, 2), (2, 3), (3, 4)])
    >>> distances_from(line, 0, [0, 1, 2, 3, 4]).tolist()
    [0, 1, 2, 3, -1]
    """
    if not 1 <= max_hops <= _MOST:
        raise ValueError("max_hops is 1, 2 or 3")
    wanted = np.ascontiguousarray(targets, dtype=np.int64).reshape(-1)
    is_inside = 0 <= source < graph.size
    fast = kernels.for_size(graph.size)
    if fast is not None and is_inside:
        return _compiled(fast, graph, source, wanted, max_hops)
    hops = np.where(wanted == source, 0, FAR).astype(np.int8)
    if not is_inside:
        return hops
    near = _mask(graph, graph.row(source))
    known = (wanted >= 0) & (wanted < graph.size)
    open_ = np.flatnonzero(known & (hops == FAR))
    nodes = wanted[open_].astype(np.int32)
    hops[open_[near[nodes]]] = 1
    for reach, among in ((2, _touching), (3, _reaching))[: max_hops - 1]:
        open_ = open_[hops[open_] == FAR]
        hops[open_[among(graph, source, wanted[open_].astype(np.int32), near)]] = reach
    return hops


def pair_distances(
    graph: Graph, sources: ArrayLike, targets: ArrayLike, max_hops: int = 3
) -> NDArray[np.int8]:
    """Hops between the nodes of many pairs.

    Parameters
    ----------
    sources, targets : array_like of int, shape (k,)
        The two ends of each pair.
    max_hops : int
        How far to look: 1, 2 or 3.

    Returns
    -------
    int8, shape (k,)
        As `distances_from` says of each pair; pairs that share a source share its cost.
    """
    ones, others = np.asarray(sources, np.int64), np.asarray(targets, np.int64)
    if len(np.unique(others)) < len(np.unique(ones)):
        ones, others = others, ones  # distance is the same both ways
    hops = np.full(len(ones), FAR, dtype=np.int8)
    order = np.argsort(ones, kind="stable")
    bounds = np.flatnonzero(np.diff(ones[order])) + 1
    for group in np.split(order, bounds) if len(order) else ():
        hops[group] = distances_from(graph, int(ones[group[0]]), others[group], max_hops)
    return hops


def _compiled(
    fast: kernels.Kernels, graph: Graph, source: int, wanted: Numbers, max_hops: int
) -> NDArray[np.int8]:
    """By the kernels, which keep the marks of whoever knows very many for the next question."""
    hops = np.empty(len(wanted), dtype=np.int8)
    bits, room = scratch.bits(graph.size), graph.room
    hub, kept = room.hubs.get(source, NO_HUB), room.marked
    told = fast.distance.distances(
        *(graph.pages, graph.heads, graph.neighbours, graph.size, source, wanted, max_hops),
        *(hub.reach, hub.guides, hub.row, room.base, kept.get(source, hub.near), bits, hops),
    )
    if told & _WORTH_KEEPING:
        scratch.keep_bits()
        with _turn:
            while kept and (len(kept) + 1) * bits.nbytes > _MOST_KEPT:
                del kept[next(iter(kept))]
            kept[source] = bits
    return hops


def _touching(
    graph: Graph, source: int, nodes: Nodes, near: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which of `nodes`, none within one hop, are two hops from the source."""
    first = graph.row(source)
    if graph.counts(first).sum() < graph.counts(nodes).sum():
        return _mask(graph, graph.rows(first))[nodes]
    return _touch(graph, nodes, near)


def _reaching(
    graph: Graph, source: int, nodes: Nodes, near: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which of `nodes`, none within two hops, are three hops from `source`."""
    first = graph.row(source)
    from_source = int(graph.counts(first).sum())
    from_nodes = int(graph.counts(graph.rows(nodes)).sum())
    if from_source <= from_nodes:
        return _touch(graph, nodes, _mask(graph, graph.rows(first)))
    # Far fewer ways lead from the few asked about than from a hub: go theirs.
    return np.fromiter(
        (bool(near[graph.rows(graph.row(int(node)))].any()) for node in nodes),
        dtype=np.bool_,
        count=len(nodes),
    )


def _touch(graph: Graph, nodes: Nodes, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of `nodes` have a neighbour in `mask`: bool, the shape of `nodes`."""
    counts = graph.counts(nodes)
    hit = np.concatenate(([0], np.cumsum(mask[graph.rows(nodes)])))
    ends = np.cumsum(counts)
    touched: NDArray[np.bool_] = hit[ends] > hit[ends - counts]
    return touched


def _mask(graph: Graph, nodes: Nodes) -> NDArray[np.bool_]:
    mask = np.zeros(graph.size, dtype=np.bool_)
    mask[nodes] = True
    return mask
