"""How strong a tie is, from the graph alone: nobody's words or record have a part in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from enishi.engines.graph import kernels

if TYPE_CHECKING:
    from enishi.engines.graph.adjacency import Nodes, Numbers, Strengths


def strengths_of(starts: Numbers, neighbours: Nodes) -> Strengths:
    """The strength of every tie: how far the surroundings of its two ends are the same.

    Of all who are next to either end, the part that is next to both. Its square root, as most
    overlaps are small, in 255 steps.
    Source: Onnela et al., "Structure and tie strengths in mobile communication networks",
    PNAS 2007, where this overlap grows with the time two people speak to each other.

    Parameters
    ----------
    starts, neighbours
        Rows that stand one after the other, as `making.from_rows` takes them.

    Returns
    -------
    uint8, shape (m,)
        The same for both directions of an edge; 0 for a bridge, whose ends share nobody.
        Cost: O(sum over edges of the smaller neighbour count) with the kernels, of both
        counts without.

    Examples
    --------
    >>> from enishi.engines.graph.making import make_graph, packed_rows
    >>> starts, neighbours, _ = packed_rows(make_graph([(0, 1), (1, 2), (2, 0), (2, 3)]))
    >>> strengths_of(starts, neighbours).tolist()
    [255, 180, 255, 180, 180, 180, 0, 0]
    """
    strengths = np.zeros(len(neighbours), dtype=np.uint8)
    fast = kernels.for_size(len(starts) - 1)
    if fast is not None:
        fast.building.overlaps(starts, neighbours, strengths)
        return strengths
    counts = np.diff(starts)
    marks = np.zeros(len(counts) + 1, dtype=np.int64)
    for node in np.flatnonzero(counts).tolist():
        row = neighbours[starts[node] : starts[node + 1]]
        marks[row] = 1
        ends = np.cumsum(counts[row])
        places = np.arange(ends[-1]) + np.repeat(
            starts[row] - (ends - counts[row]), counts[row]
        )
        shared = np.add.reduceat(marks[neighbours[places]], ends - counts[row])
        marks[row] = 0
        around = counts[node] + counts[row] - 2 - shared
        overlap = shared / np.maximum(around, 1)
        strengths[starts[node] : starts[node + 1]] = 255.0 * np.sqrt(overlap) + 0.5
    return strengths
