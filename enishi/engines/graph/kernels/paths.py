"""Mutual neighbours, and the best paths of three hops."""

from __future__ import annotations

from typing import Any

import numpy as np

from enishi.engines.graph.kernels.compiling import (
    BYTES,
    GRAPH,
    I64,
    NUMBERS_OUT,
    bounds,
    has,
    kernel,
    part,
    put,
)

#: From so many times as many neighbours on, looking each of the few up costs less than going
#: along both rows.
LOPSIDED = 12
#: Strengths are below it.
LEVELS = 256


@part
def place_in(neighbours: Any, start: Any, end: Any, node: Any) -> Any:
    """Where `node` stands in a row, or would."""
    while start < end:
        middle = (start + end) >> 1
        if neighbours[middle] < node:
            start = middle + 1
        else:
            end = middle
    return start


@kernel(I64, *GRAPH, I64, I64, NUMBERS_OUT, NUMBERS_OUT)
def mutual_places(
    pages: Any, heads: Any, neighbours: Any, one: Any, other: Any, ones: Any, others: Any
) -> Any:
    """Where the neighbours of both stand in either row; how many there are.

    `one` has no more neighbours than `other`, and `ones` and `others` have room for them.
    """
    left, left_end = bounds(pages, heads, one)
    right, right_end = bounds(pages, heads, other)
    count = 0
    is_lopsided = (right_end - right) > LOPSIDED * (left_end - left)
    while left < left_end and right < right_end:
        node = neighbours[left]
        if is_lopsided:
            right = place_in(neighbours, right, right_end, node)
            if right == right_end:
                break
        far = neighbours[right]
        if node == far:
            ones[count] = left
            others[count] = right
            count += 1
        left += node <= far
        right += far <= node
    return count


@part
def keep(rank: Any, pair: Any, ranks: Any, pairs: Any, count: Any) -> Any:
    """Put a path where it belongs among the best so far; how many there are now."""
    place = count
    if count == len(ranks):
        place = count - 1
        if rank < ranks[place] or (rank == ranks[place] and pair >= pairs[place]):
            return count
    else:
        count += 1
    while place > 0 and (
        rank > ranks[place - 1] or (rank == ranks[place - 1] and pair < pairs[place - 1])
    ):
        ranks[place] = ranks[place - 1]
        pairs[place] = pairs[place - 1]
        place -= 1
    ranks[place] = rank
    pairs[place] = pair
    return count


@part
def strongest_first(strengths: Any, start: Any, end: Any) -> Any:
    """The places of a row in falling strength. O(its length)."""
    counts = np.zeros(LEVELS + 1, np.int64)
    for place in range(start, end):
        counts[LEVELS - strengths[place]] += 1
    for level in range(LEVELS):
        counts[level + 1] += counts[level]
    order = np.empty(end - start, np.int64)
    for place in range(start, end):
        level = LEVELS - 1 - strengths[place]
        order[counts[level]] = place
        counts[level] += 1
    return order


@kernel(I64, *GRAPH, BYTES, I64, I64, I64, I64, NUMBERS_OUT, NUMBERS_OUT)
def three_hops(
    pages: Any,
    heads: Any,
    neighbours: Any,
    strengths: Any,
    size: Any,
    source: Any,
    target: Any,
    is_turned: Any,
    ranks: Any,
    pairs: Any,
) -> Any:
    """The best pairs (a, b) with source – a – b – target, best first; how many.

    Starts with the strongest ties of `source` and stops where no path over the rest can be
    as strong as the worst of those found. `is_turned` says that the caller's source and
    target were exchanged, which only the order of equals depends on.
    """
    near, near_end = bounds(pages, heads, source)
    far, far_end = bounds(pages, heads, target)
    marks = np.zeros((size >> 6) + 1, np.int64)
    strongest: Any = np.int64(0)
    for place in range(far, far_end):
        put(marks, neighbours[place])
        if strengths[place] > strongest:
            strongest = np.int64(strengths[place])
    order = strongest_first(strengths, near, near_end)
    count = 0
    for nth in range(len(order)):
        a = neighbours[order[nth]]
        first = np.int64(strengths[order[nth]])
        if count == len(ranks):
            top = (min(first, strongest) << 50) + ((first + 255 + strongest + 1) << 40)
            if top <= ranks[count - 1]:
                break
        start, end = bounds(pages, heads, a)
        around = end - start
        is_lopsided = around > LOPSIDED * (far_end - far)
        steps = far_end - far if is_lopsided else around
        step = start
        for offset in range(steps):
            if is_lopsided:
                b = neighbours[far + offset]
                step = place_in(neighbours, step, end, b)
                if step == end:
                    break
                if neighbours[step] != b:
                    continue
                last_place = far + offset
            else:
                step = start + offset
                b = neighbours[step]
                if not has(marks, b):
                    continue
                last_place = place_in(neighbours, far, far_end, b)
            second, third = np.int64(strengths[step]), np.int64(strengths[last_place])
            one, other = bounds(pages, heads, b)
            rank = (
                (min(first, second, third) << 50)
                + ((first + second + third) << 40)
                + ((np.int64(1) << 39) - (around + other - one))
            )
            pair = (np.int64(b) << 32) | a if is_turned else (np.int64(a) << 32) | b
            count = keep(rank, pair, ranks, pairs, count)
    return count
