"""The ties around one viewer, as far as they may know them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from enishi.engines.graph import distances_from, mutual_neighbours, shortest_paths
from enishi.engines.graph.links.evidence import evidence_for
from enishi.engines.graph.links.seen import SeenGraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enishi.engines.graph.adjacency import Graph
    from enishi.engines.graph.links.types import Evidence, Sight

#: Among so many equally short ways, one that may be told is looked for.
_WAYS_CONSIDERED = 200


@dataclass(frozen=True, slots=True)
class Around:
    """A graph, who looks at it, and what they may know of it."""

    graph: Graph
    viewer: int
    sight: Sight

    def evidence(self, ways: int, asked: Iterable[int] = ()) -> Evidence:
        """Who may know the viewer: `evidence_for`."""
        return evidence_for(
            self.graph, self.viewer, sight=self.sight, asked=list(asked), ways=ways
        )

    def tied(self) -> set[int]:
        """Whoever is tied to the viewer."""
        return set(SeenGraph(self.graph).row(self.viewer).tolist())

    def hops(self, nodes: Iterable[int]) -> dict[int, int]:
        """How far each of `nodes` is: 0 to 3, or −1. Every tie counts here, as in degrees."""
        asked = list(nodes)
        hops: list[int] = distances_from(self.graph, self.viewer, asked).tolist()
        return dict(zip(asked, hops, strict=True))

    def mutual(self, node: int) -> tuple[int, ...]:
        """Neighbours of both who may be named, those who know fewest first."""
        shared = mutual_neighbours(self.graph, self.viewer, node)
        shown = shared[~self.sight.closed[shared]]
        counts = SeenGraph(self.graph, self.sight).counts(shown)
        return tuple(shown[np.lexsort((shown, counts))].tolist())

    def between(self, node: int) -> tuple[int, ...]:
        """Who stands on the best shortest way to `node` whose people may all be named."""
        paths = shortest_paths(self.graph, self.viewer, node, _WAYS_CONSIDERED)
        for path in paths[:, 1:-1]:
            if not self.sight.closed[path].any():
                return tuple(path.tolist())
        return ()
