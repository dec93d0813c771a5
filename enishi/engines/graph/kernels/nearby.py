"""Everybody two hops away, with what adds up on the ways there."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import types

from enishi.engines.graph.kernels.compiling import (
    GRAPH,
    I64,
    NODES,
    NODES_OUT,
    NUMBERS_OUT,
    bounds,
    kernel,
    part,
)

#: Below every sum: who stands here is no candidate.
NEVER = -(1 << 31)
#: Above every sum.
MOST_SUM = (1 << 31) - 1
#: Where one of so many nodes is met, looking at all of them costs less than noting whom.
SPARSE = 2
#: Rows that are fetched before their turn, and nodes that are looked at together.
AHEAD, BLOCK = 8, 256
#: Which bit of a word is set, by a multiplication: its upper six bits differ for all 64.
#: Source: Leiserson, Prokop & Randall, "Using de Bruijn sequences to index a 1", 1998.
DE_BRUIJN = 0x03F79D71B4CB0A89
BIT_OF = np.zeros(64, dtype=np.int64)
for _bit in range(64):
    BIT_OF[((DE_BRUIJN << _bit) & (2**64 - 1)) >> 58] = _bit


@part
def rule_out(
    pages: Any, heads: Any, neighbours: Any, source: Any, without: Any, value: Any, sums: Any
) -> None:
    """Write `value` at the source, its neighbours and those who are left out."""
    sums[source] = value
    first, last = bounds(pages, heads, source)
    for place in range(first, last):
        sums[neighbours[place]] = value
    for nth in range(len(without)):
        sums[without[nth]] = value


@part
def add_row(
    neighbours: Any, start: Any, length: Any, weight: Any, sums: Any, found: Any, count: Any
) -> Any:
    """Add a weight to the sums of a row, and note who is found for the first time."""
    for place in range(start, start + length):
        node = neighbours[place]
        before = sums[node]
        sums[node] = before + weight
        # Written always, kept only if it is new: cheaper than a branch nobody foresees.
        found[count] = node
        count += before == 0
    return count


@part
def add_up(
    pages: Any, heads: Any, neighbours: Any, between: Any, weights: Any, sums: Any, found: Any
) -> Any:
    """Add each weight to the sums of a row; how many nodes were `found` for the first time."""
    count = 0
    for nth in range(len(between)):
        start, end = bounds(pages, heads, between[nth])
        count = add_row(neighbours, start, end - start, weights[nth], sums, found, count)
    return count


@kernel(I64, *GRAPH, I64, NODES, NODES, NODES, NODES_OUT, NODES_OUT, NODES_OUT)
def two_hops(
    pages: Any,
    heads: Any,
    neighbours: Any,
    source: Any,
    between: Any,
    weights: Any,
    without: Any,
    sums: Any,
    found: Any,
    totals: Any,
) -> Any:
    """All nodes two hops away, in no order, and the sum of the weights that lead there.

    `sums` is 0 everywhere before and after; `found` and `totals` have room for one more
    than the neighbours of `between`.
    """
    rule_out(pages, heads, neighbours, source, without, NEVER, sums)
    count = add_up(pages, heads, neighbours, between, weights, sums, found)
    for nth in range(count):
        totals[nth] = sums[found[nth]]
        sums[found[nth]] = 0
    rule_out(pages, heads, neighbours, source, without, 0, sums)
    return count


@part
def is_less(value: Any, node: Any, other_value: Any, other_node: Any) -> Any:
    """Whether one stands behind the other: a smaller sum, or the same and a higher node."""
    return value < other_value or (value == other_value and node > other_node)


@part
def sink(best: Any, totals: Any, length: Any) -> None:
    """Let the top of a heap sink to where it belongs; the least is at the top."""
    place = 0
    while True:
        child = 2 * place + 1
        if child >= length:
            return
        right = child + 1
        if right < length and is_less(totals[right], best[right], totals[child], best[child]):
            child = right
        if not is_less(totals[child], best[child], totals[place], best[place]):
            return
        best[place], best[child] = best[child], best[place]
        totals[place], totals[child] = totals[child], totals[place]
        place = child


@part
def rise(best: Any, totals: Any, place: Any) -> None:
    """Let the newest of a heap rise to where it belongs."""
    while place > 0:
        above = (place - 1) // 2
        if not is_less(totals[place], best[place], totals[above], best[above]):
            return
        best[place], best[above] = best[above], best[place]
        totals[place], totals[above] = totals[above], totals[place]
        place = above


@part
def fewest_first(rows: Any, most: Any) -> Any:
    """Keep the rows (where each begins, how long it is) with fewest neighbours; how many.

    As many of them, in this order, as have no more than `most` together; of equals the first.
    """
    longest = 0
    for nth in range(len(rows)):
        longest = max(longest, rows[nth, 1])
    of_length = np.zeros(min(longest, most) + 2, np.int64)
    for nth in range(len(rows)):
        of_length[min(rows[nth, 1], len(of_length) - 1)] += 1
    length, left = 0, most
    while length + 1 < len(of_length) and of_length[length] * length <= left:
        left -= of_length[length] * length
        length += 1
    rest = left // length  # so many of those that do not all fit
    kept = 0
    for nth in range(len(rows)):
        is_rest = rows[nth, 1] == length and rest > 0
        rest -= is_rest
        if is_rest or rows[nth, 1] < length:
            rows[kept, 0], rows[kept, 1] = rows[nth, 0], rows[nth, 1]
            kept += 1
    return kept


@part
def unit_for(rows: Any, unit: Any) -> Any:
    """What each neighbour hands out parts of, so that no sum can overflow."""
    while True:
        total = np.int64(0)
        for nth in range(len(rows)):
            total += (unit + (rows[nth, 1] >> 1)) // rows[nth, 1]
        if total <= MOST_SUM:
            return unit
        unit >>= 1


@part
def add_densely(neighbours: Any, rows: Any, unit: Any, sums: Any) -> Any:
    """Add what each row hands out to the sums of its nodes, and fetch the next rows early.

    What it returns means nothing; returned in the end, it is not optimised away.
    """
    seen = np.int64(0)
    for nth in range(len(rows)):
        start, count = rows[nth, 0], rows[nth, 1]
        ahead = min(nth + AHEAD, len(rows) - 1)
        seen ^= neighbours[rows[ahead, 0]]
        weight = np.int32((unit + (count >> 1)) // count)
        for place in range(start, start + count):
            sums[neighbours[place]] += weight
    return seen


@part
def best_of_all(sums: Any, size: Any, best: Any, totals: Any) -> Any:
    """The best of all nodes, a block at a time: few blocks have any above the least so far."""
    length = 0
    least = np.int32(0)
    for first in range(0, size, BLOCK):
        last = min(first + BLOCK, size)
        highest = np.int32(0)
        for node in range(first, last):
            highest = max(highest, sums[node])
        if highest <= least:
            continue
        for node in range(first, last):
            total = sums[node]
            # Nodes come in order: of equals the one that is here already stays.
            if total > least:
                length = offer(best, totals, length, node, total)
                if length == len(best):
                    least = totals[0]
    return length


@part
def offer(best: Any, totals: Any, length: Any, node: Any, total: Any) -> Any:
    """Take a node among the best if it belongs there; how many there are now."""
    if length < len(best):
        best[length] = node
        totals[length] = total
        rise(best, totals, length)
        return length + 1
    if total >= totals[0] and is_less(totals[0], best[0], total, node):
        best[0] = node
        totals[0] = total
        sink(best, totals, length)
    return length


@kernel(
    I64,
    *GRAPH,
    I64,
    I64,
    NODES,
    NODES,
    I64,
    NUMBERS_OUT,
    NODES_OUT,
    NODES_OUT,
    NODES_OUT,
)
def best_two_hops(
    pages: Any,
    heads: Any,
    neighbours: Any,
    size: Any,
    source: Any,
    between: Any,
    without: Any,
    most: Any,
    told: Any,
    sums: Any,
    best: Any,
    totals: Any,
) -> Any:
    """As `engines.graph.nearby.candidates`: as many as `best` has room for, in no order.

    told[0] is the unit of `totals`, to begin with and as it had to be, told[1] says nothing;
    `sums` is 0 everywhere before and after.
    """
    rows = np.empty((len(between), 2), np.int64)
    ways = 0
    for nth in range(len(between)):
        start, end = bounds(pages, heads, between[nth])
        rows[nth, 0], rows[nth, 1] = start, end - start
        ways += end - start
    if ways > most:
        rows = rows[: fewest_first(rows, most // 2)]
        ways = rows[:, 1].sum()
    told[0] = unit_for(rows, told[0])
    rule_out(pages, heads, neighbours, source, without, NEVER, sums)
    if ways * SPARSE > size:
        told[1] = add_densely(neighbours, rows, told[0], sums)
        length = best_of_all(sums, size, best, totals)
        sums[:size] = 0
        return length
    found = np.empty(ways + 1, np.int32)
    count, length, least = 0, 0, np.int32(NEVER)
    for nth in range(len(rows)):
        weight = np.int32((told[0] + (rows[nth, 1] >> 1)) // rows[nth, 1])
        count = add_row(neighbours, rows[nth, 0], rows[nth, 1], weight, sums, found, count)
    for nth in range(count):
        node = found[nth]
        total = sums[node]
        sums[node] = 0
        if total >= least:  # asked here, as a call for each node would cost more than the rest
            length = offer(best, totals, length, node, total)
            if length == len(best):
                least = totals[0]
    rule_out(pages, heads, neighbours, source, without, 0, sums)
    return length


@kernel(I64, *GRAPH, I64, I64, I64, NODES_OUT)
def within_two(
    pages: Any, heads: Any, neighbours: Any, size: Any, source: Any, first_too: Any, found: Any
) -> Any:
    """The nodes two hops away, sorted, into `found`; how many. O(their ways + size / 64)."""
    reach = np.zeros((size >> 6) + 1, np.int64)
    first, last = bounds(pages, heads, source)
    for place in range(first, last):
        start, end = bounds(pages, heads, neighbours[place])
        for step in range(start, end):
            node = neighbours[step]
            reach[node >> 6] |= np.int64(1) << (node & 63)
    for place in range(first, last):
        node = neighbours[place]
        bit = np.int64(1) << (node & 63)
        reach[node >> 6] = reach[node >> 6] | bit if first_too else reach[node >> 6] & ~bit
    reach[source >> 6] &= ~(np.int64(1) << (source & 63))
    count = 0
    for word in range(len(reach)):
        bits = reach[word]
        while bits:
            lowest = bits & -bits
            found[count] = (word << 6) + BIT_OF[((lowest * DE_BRUIJN) >> 58) & 63]
            count += 1
            bits ^= lowest
    return count


@kernel(types.void, *GRAPH, NODES, types.boolean[::1])
def mark(pages: Any, heads: Any, neighbours: Any, nodes: Any, reach: Any) -> None:
    """Mark all neighbours of `nodes`."""
    for nth in range(len(nodes)):
        start, end = bounds(pages, heads, nodes[nth])
        for place in range(start, end):
            reach[neighbours[place]] = True
