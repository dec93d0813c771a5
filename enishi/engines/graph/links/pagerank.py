"""Where a walk from somebody ends: personalised PageRank by forward push.

Source: Andersen, Chung & Lang, Local Graph Partitioning using PageRank Vectors (FOCS 2006),
here with whole frontiers pushed at a time. Approximate, and never more than the truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from enishi.engines.graph.links.seen import SeenGraph

if TYPE_CHECKING:
    from enishi.engines.graph.adjacency import Graph
    from enishi.engines.graph.links.types import Nodes, Sight, Values

#: How often a walk goes home.
RESTART: Final = 0.15
#: What a node holds is pushed on while it is more than this for each of its neighbours.
TOLERANCE: Final = 1e-5
#: So many neighbours are looked at before a walk is cut short.
WAYS: Final = 2_000_000


def pagerank_from(
    graph: Graph | SeenGraph,
    source: int,
    *,
    restart: float = RESTART,
    tolerance: float = TOLERANCE,
    ways: int = WAYS,
) -> Values:
    """How likely a walk from `source` ends at each node.

    Parameters
    ----------
    restart : float
        The chance, at each step, that the walk is over.
    ways : int
        At most about so many neighbours are looked at; what is left then is not pushed on.

    Returns
    -------
    float64, shape (n,)
        Short of the truth by at most `tolerance` × the neighbours of the node, unless cut
        short. Cost: O(1 / (restart × tolerance)) neighbours, whatever the graph's size.

    Examples
    --------
    >>> from enishi.engines.graph import make_graph
    >>> pagerank_from(make_graph([(0, 1), (1, 2)]), 0).round(2).tolist()
    [0.35, 0.46, 0.2]
    """
    seen = graph if isinstance(graph, SeenGraph) else SeenGraph(graph)
    ended, held = np.zeros(seen.size), np.zeros(seen.size)
    if not 0 <= source < seen.size:
        return ended
    held[source] = 1.0
    frontier = np.array([source], dtype=np.int32)
    while len(frontier) and ways > 0:
        mass = held[frontier]
        held[frontier] = 0.0
        ended[frontier] += restart * mass
        rows, counts = seen.steps(frontier)
        each = (1 - restart) * mass / np.maximum(counts, 1)
        np.add.at(held, rows, np.repeat(each, counts))
        ways -= len(rows)
        touched = _distinct(rows, held)
        frontier = touched[held[touched] > tolerance * seen.counts(touched)]
        frontier = _walkable(seen, frontier, source)
    ended += restart * held
    return ended


def pagerank_seen(
    graph: Graph, source: int, sight: Sight | None = None, *, ways: int = WAYS
) -> Values:
    """`pagerank_from`, led through nobody who is closed to the viewer."""
    return pagerank_from(SeenGraph(graph, sight), source, ways=ways)


def _distinct(rows: Nodes, held: Values) -> Nodes:
    # Sorting few rows is quicker than looking at every node, and the other way round. Nodes
    # that were touched before and still hold too little hold no more now.
    if 8 * len(rows) < len(held):
        return np.unique(rows)
    return np.flatnonzero(held).astype(np.int32)


def _walkable(seen: SeenGraph, frontier: Nodes, source: int) -> Nodes:
    """Who passes on what they hold: whoever is open, and the source, whose walk it is."""
    walkable = seen.open_among(frontier)
    if len(walkable) == len(frontier) or source not in frontier or source in walkable:
        return walkable
    return np.append(walkable, np.int32(source))
