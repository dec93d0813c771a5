"""Rows after some changes."""

from __future__ import annotations

from typing import Any

from numba import types

from enishi.engines.graph.kernels.compiling import (
    BYTES,
    BYTES_OUT,
    GRAPH,
    I64,
    NODES,
    NODES_OUT,
    NUMBERS,
    NUMBERS_OUT,
    bounds,
    kernel,
)


@kernel(
    types.void,
    *GRAPH,
    BYTES,
    NODES,
    NUMBERS,
    NODES,
    BYTES,
    I64,
    I64,
    NODES_OUT,
    BYTES_OUT,
    NUMBERS_OUT,
)
def merge(
    pages: Any,
    heads: Any,
    neighbours: Any,
    strengths: Any,
    rows: Any,
    bounds_of_changes: Any,
    others: Any,
    kinds: Any,
    neutral: Any,
    end: Any,
    neighbours_out: Any,
    strengths_out: Any,
    counts: Any,
) -> None:
    """Write each of `rows` anew behind `end`, with its changes.

    The changes of row n are `others` and `kinds` from bounds_of_changes[n] on: sorted, each
    node once; 0 removes, 1 adds, 2 adds what was removed just before.
    """
    for nth in range(len(rows)):
        place, last = bounds(pages, heads, rows[nth])
        change, change_end = bounds_of_changes[nth], bounds_of_changes[nth + 1]
        begin = end
        while place < last or change < change_end:
            if change == change_end or (place < last and neighbours[place] < others[change]):
                neighbours_out[end] = neighbours[place]
                strengths_out[end] = strengths[place]
                end += 1
                place += 1
                continue
            is_there = place < last and neighbours[place] == others[change]
            if kinds[change] > 0:
                neighbours_out[end] = others[change]
                keeps = is_there and kinds[change] == 1
                strengths_out[end] = strengths[place] if keeps else neutral
                end += 1
            place += is_there
            change += 1
        counts[nth] = end - begin
