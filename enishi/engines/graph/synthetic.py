"""Graphs that look like a professional network, of any size: for measuring, not for judging.

People of one workplace, school or trade know each other, and a few people know very many:
neighbour counts follow a power law, and most ties stay within a community.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from enishi.engines.graph.adjacency import Nodes, Numbers

#: How often a tie stays within its community.
WITHIN = 0.7
#: Weights of nodes: Pareto of this shape, so that neighbour counts fall with its power + 1.
SHAPE = 1.6
SIZES = (20, 1500)
#: Nobody is to know more than this part of everybody.
MOST_PART = 0.02
#: So many times the wanted edges are drawn: some pairs are drawn twice.
MORE = 1.33
_CHUNK = 1 << 16


def synthetic_edges(members: int, edges: int, seed: int = 0) -> Nodes:
    """Undirected edges between `members` nodes, about `edges` of them.

    Returns
    -------
    int32, shape (k, 2)
        Without loops; some pairs stand there more than once, and k is greater than `edges`
        by about as much.
        Cost: O(edges log members), some 16 bytes an edge.
    """
    random = np.random.default_rng(seed)
    weights = np.minimum(random.pareto(SHAPE, members) + 1.0, MOST_PART * members)
    homes = _communities(members, random)
    # Nodes stand by community, so that a community is a stretch of the running sum.
    running = np.concatenate(([0.0], np.cumsum(weights)))
    lows, highs = running[homes[:-1]], running[homes[1:]]
    home_of = np.repeat(np.arange(len(homes) - 1), np.diff(homes))
    names = random.permutation(members).astype(np.int32)
    wanted = int(edges * MORE)
    drawn = random.poisson(weights * (wanted / running[-1]))
    found = np.empty((int(drawn.sum()), 2), dtype=np.int32)
    start = 0
    for first in range(0, members, _CHUNK):
        part = slice(first, min(first + _CHUNK, members))
        ones = np.repeat(np.arange(part.start, part.stop), drawn[part])
        home = home_of[ones]
        is_within = random.random(len(ones)) < WITHIN
        low = np.where(is_within, lows[home], 0.0)
        high = np.where(is_within, highs[home], running[-1])
        others = _drawn(running, low + random.random(len(ones)) * (high - low), members)
        found[start : start + len(ones), 0] = names[ones]
        found[start : start + len(ones), 1] = names[others]
        start += len(ones)
    kept: Nodes = found[found[:, 0] != found[:, 1]]
    return kept


def _communities(members: int, random: np.random.Generator) -> Numbers:
    """Where each community begins: sizes by a power law, and the end of the last."""
    least, most = SIZES
    sizes = np.minimum(least * (random.pareto(1.2, members // least + 1) + 1.0), most)
    ends = np.cumsum(sizes.astype(np.int64))
    ends = ends[ends < members]
    return np.concatenate(([0], ends, [members])).astype(np.int64)


def _drawn(running: NDArray[np.float64], places: NDArray[np.float64], members: int) -> Numbers:
    return np.minimum(np.searchsorted(running, places, side="right") - 1, members - 1)
