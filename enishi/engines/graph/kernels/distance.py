"""Hops from one node to many."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import types

from enishi.engines.graph.kernels.compiling import (
    GRAPH,
    I64,
    NUMBERS,
    bounds,
    has,
    kernel,
    part,
    put,
)


@part
def touches(neighbours: Any, start: Any, end: Any, bits: Any) -> Any:
    """Whether any of a row is marked."""
    for place in range(start, end):
        if has(bits, neighbours[place]):
            return True
    return False


@part
def probe(
    pages: Any,
    heads: Any,
    neighbours: Any,
    starts: Any,
    ends: Any,
    most: Any,
    near: Any,
    hops: Any,
) -> None:
    """Go from each target towards the source, and stop at the first way there."""
    for nth in range(len(hops)):
        if hops[nth] >= 0:
            continue
        start, end = starts[nth], ends[nth]
        if touches(neighbours, start, end, near):
            hops[nth] = 2
        elif most > 2:
            for place in range(start, end):
                one, other = bounds(pages, heads, neighbours[place])
                if touches(neighbours, one, other, near):
                    hops[nth] = 3
                    break


@part
def spread(
    pages: Any,
    heads: Any,
    neighbours: Any,
    row: Any,
    targets: Any,
    starts: Any,
    ends: Any,
    most: Any,
    reach: Any,
    hops: Any,
) -> None:
    """Mark everybody within two hops of the source, and look the targets up."""
    for place in range(row[0], row[1]):
        start, end = bounds(pages, heads, neighbours[place])
        for step in range(start, end):
            put(reach, neighbours[step])
    for nth in range(len(hops)):
        if hops[nth] >= 0 or starts[nth] == ends[nth]:
            continue
        if has(reach, targets[nth]):
            hops[nth] = 2
        elif most > 2 and touches(neighbours, starts[nth], ends[nth], reach):
            hops[nth] = 3


@kernel(types.void, *GRAPH, I64, I64, NUMBERS, I64, types.int8[::1])
def distances(
    pages: Any,
    heads: Any,
    neighbours: Any,
    size: Any,
    source: Any,
    targets: Any,
    most: Any,
    hops: Any,
) -> None:
    """As `engines.graph.distance.distances_from`, into `hops`, which is −1 everywhere."""
    near = np.zeros((size >> 6) + 1, np.int64)
    row = bounds(pages, heads, source)
    for place in range(row[0], row[1]):
        put(near, neighbours[place])
    starts, ends = np.zeros(len(targets), np.int64), np.zeros(len(targets), np.int64)
    ways, count = 0, 0
    for nth in range(len(targets)):
        target = targets[nth]
        if target == source:
            hops[nth] = 0
        elif 0 <= target < size:
            if has(near, target):
                hops[nth] = 1
            else:
                starts[nth], ends[nth] = bounds(pages, heads, target)
                ways += ends[nth] - starts[nth]
                count += 1
    if most == 1 or ways == 0:
        return
    # A neighbour picked at random leads to the source's with the chance marking / all: so
    # many are looked at for each target that is not within two hops, until one does.
    lookups = count * len(neighbours) if most > 2 else 0
    marking = 0
    for place in range(row[0], row[1]):
        start, end = bounds(pages, heads, neighbours[place])
        marking += end - start
        if marking * (marking - ways) > lookups:
            probe(pages, heads, neighbours, starts, ends, most, near, hops)
            return
    spread(pages, heads, neighbours, row, targets, starts, ends, most, near, hops)
