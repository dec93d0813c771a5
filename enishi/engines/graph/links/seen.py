"""A graph as one viewer may know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from enishi.engines.graph.adjacency import Graph
    from enishi.engines.graph.links.types import Mask, Nodes, Numbers, Sight


class SeenGraph:
    """Rows without whoever is gone; steps only from whoever lets others be led through them."""

    def __init__(self, graph: Graph, sight: Sight | None = None) -> None:
        self.graph = graph
        self.size = graph.size
        self._closed: Mask | None = sight.closed if sight else None
        self._gone: Mask | None = sight.gone if sight and sight.gone.any() else None
        self._fewer: Numbers | None = None
        if self._gone is not None:
            gone = np.flatnonzero(self._gone).astype(np.int32)
            self._fewer = np.bincount(graph.rows(gone), minlength=self.size)

    def row(self, node: int) -> Nodes:
        """The neighbours of `node` who are there, sorted; nobody outside the graph."""
        if not 0 <= node < self.size:
            return np.zeros(0, dtype=np.int32)
        row = self.graph.row(node)
        return row if self._gone is None else row[~self._gone[row]]

    def steps(self, nodes: Nodes) -> tuple[Nodes, Numbers]:
        """The rows of `nodes` one after the other, and the length of each."""
        rows, counts = self.graph.rows(nodes), self.graph.counts(nodes)
        if self._gone is None:
            return rows, counts
        is_there = ~self._gone[rows]
        upto = np.concatenate(([0], np.cumsum(is_there)))
        ends = np.cumsum(counts)
        return rows[is_there], upto[ends] - upto[ends - counts]

    def counts(self, nodes: Nodes) -> Numbers:
        """How many neighbours each of `nodes` has, as far as the viewer may know."""
        counts = self.graph.counts(nodes)
        return counts if self._fewer is None else counts - self._fewer[nodes]

    def known_counts(self, nodes: Nodes) -> Numbers:
        """`counts`; of a closed node only those neighbours who lead to it."""
        counts = self.counts(nodes)
        if self._closed is not None:
            for place in np.flatnonzero(self._closed[nodes]):
                counts[place] = len(self.open_among(self.row(int(nodes[place]))))
        return counts

    def open_among(self, nodes: Nodes) -> Nodes:
        """Those of `nodes` one may be led through, in their order."""
        return nodes if self._closed is None else nodes[~self._closed[nodes]]

    def candidates_among(self, nodes: Nodes, viewer: int) -> Nodes:
        """Those of `nodes`, sorted, who are there and not tied to `viewer`."""
        rest = np.setdiff1d(nodes, np.append(self.row(viewer), viewer), assume_unique=True)
        return rest if self._gone is None else rest[~self._gone[rest]]
