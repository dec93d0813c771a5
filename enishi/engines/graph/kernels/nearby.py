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
    bounds,
    kernel,
    part,
)

#: Below every sum: who stands here is no candidate.
NEVER = -(1 << 31)
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
def add_up(
    pages: Any, heads: Any, neighbours: Any, between: Any, weights: Any, sums: Any, found: Any
) -> Any:
    """Add each weight to the sums of a row; how many nodes were `found` for the first time."""
    count = 0
    for nth in range(len(between)):
        weight = weights[nth]
        start, end = bounds(pages, heads, between[nth])
        for place in range(start, end):
            node = neighbours[place]
            before = sums[node]
            sums[node] = before + weight
            # Written always, kept only if it is new: cheaper than a branch nobody foresees.
            found[count] = node
            count += before == 0
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


@kernel(I64, *GRAPH, I64, NODES, NODES, NODES, NODES_OUT, NODES_OUT, NODES_OUT, NODES_OUT)
def best_two_hops(
    pages: Any,
    heads: Any,
    neighbours: Any,
    source: Any,
    between: Any,
    weights: Any,
    without: Any,
    sums: Any,
    found: Any,
    best: Any,
    totals: Any,
) -> Any:
    """As `two_hops`, but only as many as `best` has room for, the best of them, in no order."""
    rule_out(pages, heads, neighbours, source, without, NEVER, sums)
    count = add_up(pages, heads, neighbours, between, weights, sums, found)
    length = 0
    for nth in range(count):
        node = found[nth]
        total = sums[node]
        sums[node] = 0
        if length < len(best):
            best[length] = node
            totals[length] = total
            rise(best, totals, length)
            length += 1
        elif total >= totals[0] and is_less(totals[0], best[0], total, node):
            best[0] = node
            totals[0] = total
            sink(best, totals, length)
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
