"""Hops from one node to many."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import types

from enishi.engines.graph.kernels.compiling import (
    GRAPH,
    I64,
    NODES,
    NUMBERS,
    NUMBERS_OUT,
    bounds,
    has,
    kernel,
    part,
    put,
)

#: So many neighbours of a hub say about how many all of them have.
ASKED = 16
#: Neighbours that come from memory together.
LINE = 16
#: From so many neighbours on, marking them costs so much that the marks are worth keeping.
LONG = 1024


@part
def touches(neighbours: Any, start: Any, end: Any, bits: Any) -> Any:
    """Whether any of a row is marked."""
    for place in range(start, end):
        if has(bits, neighbours[place]):
            return True
    return False


@part
def has_lost(neighbours: Any, header: Any, near: Any) -> Any:
    """Whether any of the row that stood there is not marked any more."""
    start = header >> 24
    for place in range(start, start + (header & 0xFFFFFF)):
        if not has(near, neighbours[place]):
            return 1
    return 0


@part
def put_row(bits: Any, neighbours: Any, start: Any, end: Any) -> None:
    """Mark a row, in four places by turns: neighbours in a row share words, and would wait."""
    part_length = (end - start) >> 2
    for place in range(start, start + part_length):
        put(bits, neighbours[place])
        put(bits, neighbours[place + part_length])
        put(bits, neighbours[place + 2 * part_length])
        put(bits, neighbours[place + 3 * part_length])
    for place in range(start + 4 * part_length, end):
        put(bits, neighbours[place])


@part
def fetched(neighbours: Any, starts: Any, ends: Any, ahead: Any) -> Any:
    """Have the beginning of every row come from memory at once, not one after the other.

    What it returns means nothing; returned in the end, it is not optimised away.
    """
    seen = np.int64(0)
    for nth in range(len(starts)):
        if starts[nth] < ends[nth]:
            seen ^= neighbours[starts[nth]]
            seen ^= neighbours[min(starts[nth] + ahead, ends[nth] - 1)]
    return seen


@part
def probe(
    pages: Any,
    heads: Any,
    neighbours: Any,
    starts: Any,
    ends: Any,
    most: Any,
    near: Any,
    reach: Any,
    base: Any,
    sure: Any,
    hops: Any,
) -> Any:
    """Go from each target towards the source, and stop at the first way there.

    `reach`, `base` and `sure` are as for `at_a_glance`, which has asked them of the targets.
    """
    seen = fetched(neighbours, starts, ends, LINE if base == 0 else 0)
    left = 0
    rest = np.empty(len(hops), np.int64)
    for nth in range(len(hops)):
        if starts[nth] < ends[nth]:
            start, end = starts[nth], ends[nth]
            if start >= sure and touches(neighbours, start, end, near):
                hops[nth] = 2
            else:
                rest[left] = nth
                left += 1
    if most == 2:
        return seen
    if base == 0:
        for place in range(left):
            seen ^= neighbours[bounds(pages, heads, neighbours[starts[rest[place]]])[0]]
    for nth in rest[:left]:
        for place in range(starts[nth], ends[nth]):
            node = neighbours[place]
            start, end = bounds(pages, heads, node)
            if start < base and has(reach, node):
                hops[nth] = 3
                break
            if start >= sure and touches(neighbours, start, end, near):
                hops[nth] = 3
                break
    return seen


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


@part
def marking_cost(pages: Any, heads: Any, neighbours: Any, row: Any) -> Any:
    """About how many neighbours those of the source have: of a hub's, some are asked."""
    step = max(1, (row[1] - row[0]) // ASKED)
    cost = 0
    for place in range(row[0], row[1], step):
        start, end = bounds(pages, heads, neighbours[place])
        cost += end - start
    return cost * step


@part
def pays(
    pages: Any,
    heads: Any,
    neighbours: Any,
    row: Any,
    starts: Any,
    ends: Any,
    left: Any,
    most: Any,
) -> Any:
    """Whether `spread` costs less than `probe`."""
    ways = (ends - starts).sum()
    # A neighbour picked at random leads to the source's with the chance marking / all: so
    # many are looked at for each target that is not within two hops, until one does.
    lookups = left * len(neighbours) if most > 2 else 0
    marking = marking_cost(pages, heads, neighbours, row)
    return marking * (marking - ways) <= lookups


@part
def at_a_glance(
    pages: Any,
    heads: Any,
    size: Any,
    source: Any,
    targets: Any,
    most: Any,
    near: Any,
    reach: Any,
    guides: Any,
    base: Any,
    sure: Any,
    starts: Any,
    ends: Any,
    hops: Any,
) -> Any:
    """What bits say of the targets; where the rows of the others are, and how many these are.

    Rows below `base` stand as they stood when `reach` was computed: a bit that is set is right.
    Below `sure`, where the source's row stands so too, one that is not set is right as well;
    and who is not within two hops, but their guide is, is three away.
    """
    left = 0
    for nth in range(len(targets)):
        target = targets[nth]
        hops[nth] = -1
        if target == source:
            hops[nth] = 0
        elif 0 <= target < size:
            if has(near, target):
                hops[nth] = 1
                continue
            start, end = bounds(pages, heads, target)
            if most > 1 and start < min(base, end):
                if has(reach, target):
                    hops[nth] = 2
                    continue
                if start < sure:
                    if most == 2:
                        continue
                    guide = guides[target]
                    if bounds(pages, heads, guide)[0] < base and has(reach, guide):
                        hops[nth] = 3
                        continue
            starts[nth], ends[nth] = start, end
            left += start < end
    return left


@part
def wipe(bits: Any, neighbours: Any, row: Any) -> None:
    """Unmark a row."""
    if 4 * (row[1] - row[0]) > len(bits):
        bits[:] = 0
    else:
        for place in range(row[0], row[1]):
            bits[neighbours[place] >> 6] = 0


@kernel(
    I64,
    *GRAPH,
    I64,
    I64,
    NUMBERS,
    I64,
    NUMBERS,
    NODES,
    I64,
    I64,
    NUMBERS_OUT,
    NUMBERS_OUT,
    types.int8[::1],
)
def distances(
    pages: Any,
    heads: Any,
    neighbours: Any,
    size: Any,
    source: Any,
    targets: Any,
    most: Any,
    reach: Any,
    guides: Any,
    known: Any,
    base: Any,
    marked: Any,
    bits: Any,
    hops: Any,
) -> Any:
    """As `engines.graph.distance.distances_from`, into `hops`.

    `reach` and `guides` are as in `engines.graph.hubs`, computed while the header of the
    source's row was `known` and all rows stood below `base`; or they are empty.

    `marked` has a bit for each node of a row and, in its last two words, whether that has lost
    any since it was `known`, and its header; or it is empty. `bits` is 0 everywhere before and
    after, unless 2 is returned: then the row is long, and `bits` are its marks. The lowest bit
    of what is returned says nothing.
    """
    header = heads[pages[source >> 8] + (source & 255)]
    is_marked = (len(marked) - 2) << 6 > size and marked[-1] == header
    near = marked if is_marked else bits
    row = bounds(pages, heads, source)
    if not is_marked:
        put_row(bits, neighbours, row[0], row[1])
    lost = np.int64(0)
    if len(reach) > 0 and header != known:
        lost = marked[-2] if is_marked else has_lost(neighbours, known, near)
    if len(reach) == 0 or lost:
        base = 0
    sure = base if header == known else 0
    starts, ends = np.zeros(len(targets), np.int64), np.zeros(len(targets), np.int64)
    left = at_a_glance(
        *(pages, heads, size, source, targets, most, near),
        *(reach, guides, base, sure, starts, ends, hops),
    )
    seen = np.int64(0)
    if left > 0 and most > 1:
        if base == 0 and pays(pages, heads, neighbours, row, starts, ends, left, most):
            if is_marked:
                put_row(bits, neighbours, row[0], row[1])
            spread(pages, heads, neighbours, row, targets, starts, ends, most, bits, hops)
            bits[:] = 0
            return 0
        seen = probe(
            *(pages, heads, neighbours, starts, ends),
            *(most, near, reach, base, sure, hops),
        )
    if is_marked:
        return seen & 1
    if row[1] - row[0] >= LONG:
        bits[-2], bits[-1] = lost, header
        return 2 + (seen & 1)
    wipe(bits, neighbours, row)
    return seen & 1
