"""Who is how far from whom, and through whom: arrays in, arrays out.

Nodes are dense `int32` numbers; what they stand for is the caller's business. A graph never
changes: `with_changes` makes another one. Distances are hops; −1 says "farther than asked".
"""

from enishi.engines.graph.adjacency import NEUTRAL, Graph
from enishi.engines.graph.changes import with_changes
from enishi.engines.graph.distance import distances_from, pair_distances
from enishi.engines.graph.making import from_rows, make_graph, packed_rows
from enishi.engines.graph.nearby import (
    candidates,
    count_third,
    is_second_degree,
    second_degree,
    second_hop,
    within_two_hops,
)
from enishi.engines.graph.paths import mutual_by_strength, mutual_neighbours, shortest_paths
from enishi.engines.graph.snapshot import (
    DamagedSnapshot,
    Head,
    open_snapshot,
    read_head,
    write_snapshot,
)
from enishi.engines.graph.strength import strengths_of

__all__ = [
    "NEUTRAL",
    "DamagedSnapshot",
    "Graph",
    "Head",
    "candidates",
    "count_third",
    "distances_from",
    "from_rows",
    "is_second_degree",
    "make_graph",
    "mutual_by_strength",
    "mutual_neighbours",
    "open_snapshot",
    "packed_rows",
    "pair_distances",
    "read_head",
    "second_degree",
    "second_hop",
    "shortest_paths",
    "strengths_of",
    "with_changes",
    "within_two_hops",
    "write_snapshot",
]
