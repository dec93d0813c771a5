"""Who is how far from whom: arrays in, arrays out.

Nodes are dense `int32` numbers; what they stand for is the caller's business. A graph never
changes: `with_changes` makes another one. Distances are hops; −1 says "farther than asked".
"""

from enishi.engines.graph.adjacency import Graph, make_graph, with_changes
from enishi.engines.graph.distance import distances_from, pair_distances
from enishi.engines.graph.paths import mutual_neighbours, second_degree, shortest_paths

__all__ = [
    "Graph",
    "distances_from",
    "make_graph",
    "mutual_neighbours",
    "pair_distances",
    "second_degree",
    "shortest_paths",
    "with_changes",
]
