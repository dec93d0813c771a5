"""Those who know most: everybody within two steps of them, known before anybody asks.

Whether two nodes are within two steps depends on their two rows alone. So what was computed
with a snapshot holds in every graph that grew from it, for all whose row still stands where
the snapshot has it, as long as the hub's own row does; and where that only gained neighbours,
whoever was within two steps still is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from enishi.engines.graph import kernels, scratch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enishi.engines.graph.adjacency import Nodes, Numbers

#: So many hubs at most, of at least so many neighbours: two bits for every node cost each.
MOST, FROM = 64, 1024


@dataclass(frozen=True, slots=True, eq=False)
class Hub:
    """What a snapshot says of one who knows very many.

    Attributes
    ----------
    row : int
        The header of their row in the snapshot.
    near : int64, shape (scratch.words(size),)
        A bit for each node of that row, as the kernels mark it.
    reach : int64, shape (scratch.words(size),)
        A bit for each node of the rows of their neighbours.
    guides : int32, shape (size,)
        As `guides_of`: the same for every hub.
    """

    row: int
    near: Numbers
    reach: Numbers
    guides: Nodes


_HALF = 32
_NOTHING = np.zeros(0, dtype=np.int64)
#: Of whom nothing is said.
NO_HUB = Hub(0, _NOTHING, _NOTHING, _NOTHING.astype(np.int32))


def hubs_of(starts: Numbers) -> Nodes:
    """The nodes with most neighbours, most first: int32, at most `MOST`. O(size log size)."""
    counts = np.diff(starts)
    order = np.argsort(-counts, kind="stable")[:MOST]
    return order[counts[order] >= FROM].astype(np.int32)


def marks_of(starts: Numbers, neighbours: Nodes, heads: Numbers, hubs: Nodes) -> Numbers:
    """Whom each hub knows, and whom these know: int64, shape (len(hubs), 2, words).

    Parameters
    ----------
    starts, neighbours
        Rows that stand one after the other, as `making.from_rows` takes them.
    heads : int64
        Their headers.

    Examples
    --------
    >>> from enishi.engines.graph.making import heads_of, make_graph, packed_rows
    >>> starts, neighbours, _ = packed_rows(make_graph([(0, 1), (1, 2), (2, 3), (3, 4)]))
    >>> marks = marks_of(starts, neighbours, heads_of(starts), np.array([0, 3]))
    >>> [[bin(bits[0]) for bits in hub] for hub in marks]
    [['0b10', '0b101'], ['0b10100', '0b1010']]
    """
    size = len(starts) - 1
    marks = np.zeros((len(hubs), 2, scratch.words(size)), dtype=np.int64)
    fast = kernels.for_size(size)
    for hub, (near, reach) in zip(hubs.tolist(), marks, strict=True):
        row = neighbours[starts[hub] : starts[hub + 1]]
        near[:] = _bits([row], len(near))
        near[-1] = heads[hub]
        if fast is not None:
            fast.building.reach(starts, neighbours, row, reach)
        else:
            rows = (neighbours[starts[node] : starts[node + 1]] for node in row.tolist())
            reach[:] = _bits(rows, len(reach))
    return marks


def guides_of(starts: Numbers, neighbours: Nodes) -> Nodes:
    """Of each node's neighbours the one who knows most, the likeliest to lead to a hub.

    Returns
    -------
    int32, shape (size,)
        Among equals the higher node; 0 for who knows nobody.

    Examples
    --------
    >>> from enishi.engines.graph.making import make_graph, packed_rows
    >>> line = make_graph([(0, 1), (1, 2), (2, 3), (3, 4)], size=6)
    >>> guides_of(*packed_rows(line)[:2]).tolist()
    [1, 2, 3, 2, 3, 0]
    """
    guides = np.zeros(len(starts) - 1, dtype=np.int32)
    fast = kernels.for_size(len(guides))
    if fast is not None:
        fast.building.guides(starts, neighbours, guides)
        return guides
    counts = np.diff(starts)
    if len(neighbours):
        both = counts[neighbours] << _HALF | neighbours
        most = np.maximum.reduceat(both, starts[:-1][counts > 0])
        guides[counts > 0] = most & ((1 << _HALF) - 1)
    return guides


def _bits(rows: Iterable[Nodes], words: int) -> Numbers:
    mask = np.zeros(words * scratch.WORD, dtype=np.bool_)
    for row in rows:
        mask[row] = True
    return np.packbits(mask, bitorder="little").view(np.int64)
