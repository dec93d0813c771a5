"""Rows from edges, and the strength of every tie."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import types

from enishi.engines.graph.kernels.compiling import (
    BYTES_OUT,
    I64,
    NODES,
    NODES_OUT,
    NUMBERS,
    NUMBERS_OUT,
    kernel,
    part,
    put,
)

EDGES = types.Array(types.int32, 2, "C", readonly=True)
ROWS: Any = types.Tuple((types.int64[::1], types.int32[::1]))  # type: ignore[no-untyped-call]


@part
def starts_of(counts: Any, size: Any) -> Any:
    """Where each row begins if they stand one after the other."""
    starts = np.empty(size + 1, np.int64)
    starts[0] = 0
    for node in range(size):
        starts[node + 1] = starts[node] + counts[node]
    return starts


@kernel(ROWS, EDGES, I64)
def rows_of(edges: Any, size: Any) -> Any:
    """Sorted rows of undirected edges, each once, without loops.

    By counting: the edges are put into rows as they come, and then the rows are turned over,
    node by node, which sorts them. O(edges + size).
    """
    counts = np.zeros(size, np.int64)
    for nth in range(len(edges)):
        one, other = edges[nth, 0], edges[nth, 1]
        if one != other:
            counts[one] += 1
            counts[other] += 1
    starts = starts_of(counts, size)
    rough = np.empty(starts[size], np.int32)
    free = starts[:-1].copy()
    for nth in range(len(edges)):
        one, other = edges[nth, 0], edges[nth, 1]
        if one != other:
            rough[free[one]] = other
            free[one] += 1
            rough[free[other]] = one
            free[other] += 1
    free[:] = starts[:-1]
    rows = np.empty(starts[size], np.int32)
    for node in range(size):
        for place in range(starts[node], starts[node + 1]):
            other = rough[place]
            end = free[other]
            # Written in the order of `node`: what is there twice stands side by side.
            if end == starts[other] or rows[end - 1] != node:
                rows[end] = node
                free[other] = end + 1
    for node in range(size):
        counts[node] = free[node] - starts[node]
    tight = starts_of(counts, size)
    for node in range(size):
        for nth in range(counts[node]):
            rows[tight[node] + nth] = rows[starts[node] + nth]
    return tight, rows[: tight[size]]


@kernel(types.void, NUMBERS, NODES, BYTES_OUT)
def overlaps(starts: Any, neighbours: Any, strengths: Any) -> None:
    """As `engines.graph.strength.strengths_of`, into `strengths`.

    Each edge is looked at from its end with fewer neighbours: O(sum of the smaller counts).
    """
    size = len(starts) - 1
    marks = np.zeros(size, np.uint8)
    for node in range(size):
        first, last = starts[node], starts[node + 1]
        count = last - first
        for place in range(first, last):
            marks[neighbours[place]] = 1
        for place in range(first, last):
            other = neighbours[place]
            begin, end = starts[other], starts[other + 1]
            fewer = end - begin
            if fewer > count or (fewer == count and other > node):
                continue
            shared, back = 0, begin
            for step in range(begin, end):
                far = neighbours[step]
                shared += marks[far]
                if far == node:
                    back = step
            around = count + fewer - 2 - shared
            strength = np.uint8(0)
            if around > 0:
                strength = np.uint8(255.0 * np.sqrt(shared / around) + 0.5)
            strengths[place] = strength
            strengths[back] = strength
        for place in range(first, last):
            marks[neighbours[place]] = 0


@kernel(types.void, NUMBERS, NODES, NODES, NUMBERS_OUT)
def reach(starts: Any, neighbours: Any, row: Any, bits: Any) -> None:
    """Set the bit of every neighbour of the nodes of a row."""
    for node in row:
        for step in range(starts[node], starts[node + 1]):
            put(bits, neighbours[step])


@kernel(types.void, NUMBERS, NODES, NODES_OUT)
def guides(starts: Any, neighbours: Any, found: Any) -> None:
    """As `engines.graph.hubs.guides_of`, into `found`."""
    for node in range(len(found)):
        most = np.int64(0)
        for place in range(starts[node], starts[node + 1]):
            other = neighbours[place]
            count = starts[other + 1] - starts[other]
            if count >= most:
                most = count
                found[node] = other
