"""What the ties around a viewer say of those who are not tied to them, over NumPy.

Six parts. With d(z) the neighbours of z, and sums over the mutual neighbours z of the viewer u
and the candidate w:

* resource allocation, Σ 1 / d(z) (Zhou, Lü & Zhang 2009);
* Adamic–Adar, Σ 1 / log d(z) (2003);
* close connections, Σ (1 + mutual neighbours of u and z) / d(z)^1.5: who moves in the same
  circle as the viewer says more;
* three steps, Σ 1 / (d(y) d(z)) over the ways u–y–z–w: the odds of a random walk;
* three ties, Σ 1 / √(d(y) d(z)) over the same ways (Kovács et al. 2019);
* personalised PageRank: walks of any length.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from enishi.engines.graph.links.pagerank import WAYS, pagerank_from
from enishi.engines.graph.links.seen import SeenGraph
from enishi.engines.graph.links.types import KEEP, TIES, Evidence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from enishi.engines.graph.adjacency import Graph
    from enishi.engines.graph.links.types import Mask, Nodes, Numbers, Sight, Values


def evidence_for(
    graph: Graph,
    viewer: int,
    *,
    sight: Sight | None = None,
    asked: ArrayLike = (),
    ways: int = WAYS,
) -> Evidence:
    """Who may know `viewer`, by the ties around them.

    Parameters
    ----------
    sight : Sight, optional
        What the viewer may know: the answer is that of the graph without the rest.
    asked : array_like of int
        Nodes that are answered for whether or not they are among the best of a part.
    ways : int
        About so many neighbours are looked at for each part. Beyond it whoever knows most is
        left out first: each of them says least.

    Returns
    -------
    Evidence
        The `KEEP` best of each part, of equals the lower node.
        Cost: O(`ways` + n) at most, without a loop over nodes in Python.
    """
    seen = SeenGraph(graph, sight)
    parts = _Parts(seen, viewer, ways)
    listed = reduce(np.union1d, map(parts.best, TIES)).astype(np.int32)
    wanted = np.unique(np.asarray(asked, dtype=np.int32).reshape(-1))
    wanted = wanted[(wanted >= 0) & (wanted < seen.size)]
    nodes = np.union1d(listed, seen.candidates_among(wanted, viewer)).astype(np.int32)
    return Evidence(
        nodes=nodes,
        parts=np.column_stack([parts.values[name][nodes] for name in TIES]),
        counts=seen.known_counts(nodes),
        is_listed=np.isin(nodes, listed, assume_unique=True),
    )


class _Parts:
    """Each part for every node: float64, shape (n,)."""

    def __init__(self, seen: SeenGraph, viewer: int, ways: int) -> None:
        self.seen = seen
        self.viewer = viewer
        self.values = dict.fromkeys(TIES, np.zeros(seen.size))
        self.values["pagerank"] = pagerank_from(seen, viewer, ways=ways)
        friends = seen.open_among(seen.row(viewer))
        self._two_steps(_fitting(friends, seen.counts(friends), ways), ways)
        self.tied: Mask = np.zeros(seen.size, dtype=np.bool_)
        self.tied[seen.row(viewer)] = True

    def best(self, name: str) -> Nodes:
        """The `KEEP` candidates of which a part says most."""
        values = self.values[name]
        there = np.flatnonzero((values > 0) & ~self.tied).astype(np.int32)
        nodes = self.seen.candidates_among(there, self.viewer)
        return nodes[np.lexsort((nodes, -values[nodes]))[:KEEP]]

    def _two_steps(self, friends: Nodes, ways: int) -> None:
        rows, counts = self.seen.steps(friends)
        degree = np.maximum(counts, 1).astype(np.float64)
        mutual = self._sum(rows, counts, np.ones(len(friends)))
        closeness = (mutual[friends] + 1) / degree**1.5
        by_size = self._sum(rows, counts, 1 / degree)
        self.values["resource_allocation"] = by_size
        self.values["adamic_adar"] = self._sum(rows, counts, 1 / np.log(np.maximum(degree, 2)))
        self.values["close_connections"] = self._sum(rows, counts, closeness)
        by_root = self._sum(rows, counts, 1 / np.sqrt(degree))
        self._three_steps(mutual > 0, by_size, by_root, ways)

    def _three_steps(self, near: Mask, by_size: Values, by_root: Values, ways: int) -> None:
        between = np.flatnonzero(near).astype(np.int32)
        between = self.seen.open_among(between[between != self.viewer])
        between = between[np.lexsort((between, -by_size[between]))]
        between = between[np.cumsum(self.seen.counts(between)) <= ways]
        rows, counts = self.seen.steps(between)
        degree = np.maximum(counts, 1).astype(np.float64)
        self.values["three_steps"] = self._sum(rows, counts, by_size[between] / degree)
        self.values["three_ties"] = self._sum(rows, counts, by_root[between] / np.sqrt(degree))

    def _sum(self, rows: Nodes, counts: Numbers, each: Values) -> Values:
        found = np.zeros(self.seen.size)
        np.add.at(found, rows, np.repeat(each, counts))
        return found


def _fitting(nodes: Nodes, counts: Numbers, ways: int) -> Nodes:
    """`nodes`, those with fewest neighbours first, as many as have `ways` together."""
    order = np.lexsort((nodes, counts))
    return nodes[order][np.cumsum(counts[order]) <= ways]
