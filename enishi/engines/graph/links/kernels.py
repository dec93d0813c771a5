"""The same evidence by compiled loops, for whole graphs: loaded only where it pays.

`evidence.py` says what is computed; this says it again without arrays of every step. Only
code that Numba understands stands here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
from numba import njit

from enishi.engines.graph.kernels.compiling import part

if TYPE_CHECKING:
    from collections.abc import Callable

    from enishi.engines.graph.links.types import Mask, Nodes, Numbers, Values


class Workspace:
    """Arrays one thread works in: all zero between two viewers."""

    def __init__(self, size: int) -> None:
        # parts × 6, mutual neighbours, Σ 1/√d, and what the walk still holds
        self.sums = np.zeros((9, size))
        self.marks = np.zeros((2, size), dtype=np.bool_)
        self.lists = np.zeros((5, size), dtype=np.int32)


@part
def _push(
    starts: Numbers,
    neighbours: Nodes,
    viewer: int,
    restart: float,
    tolerance: float,
    sums: Values,
    marks: Mask,
    lists: Nodes,
) -> int:
    """Personalised PageRank into row 0, what is still held into row 8; returns the touched."""
    ended, held = sums[0], sums[8]
    found, here, there = lists[0], lists[1], lists[2]
    is_found, is_next = marks[0], marks[1]
    found[0], here[0] = viewer, viewer
    is_found[viewer] = True
    held[viewer] = 1.0
    touched, count = 1, 1
    mass = np.empty(len(held))
    while count > 0:
        for place in range(count):
            node = here[place]
            mass[place] = held[node]
            held[node] = 0.0
            ended[node] += restart * mass[place]
            is_next[node] = False
        coming = 0
        for place in range(count):
            node = here[place]
            first, last = starts[node], starts[node + 1]
            each = (1 - restart) * mass[place] / max(last - first, 1)
            for at in range(first, last):
                other = neighbours[at]
                held[other] += each
                if not is_found[other]:
                    is_found[other] = True
                    found[touched] = other
                    touched += 1
                if not is_next[other] and held[other] > tolerance * (
                    starts[other + 1] - starts[other]
                ):
                    is_next[other] = True
                    there[coming] = other
                    coming += 1
        here, there = there, here
        count = coming
    return touched


@part
def _two_steps(
    starts: Numbers,
    neighbours: Nodes,
    viewer: int,
    touched: int,
    sums: Values,
    marks: Mask,
    lists: Nodes,
) -> int:
    """Rows 1 to 3, mutual neighbours (6) and Σ 1/√d (7); those two steps away into list 3."""
    is_found, found, near = marks[0], lists[0], lists[3]
    count = 0
    for place in range(starts[viewer], starts[viewer + 1]):
        friend = neighbours[place]
        degree = float(starts[friend + 1] - starts[friend])
        by_log, by_root = 1 / np.log(max(degree, 2.0)), 1 / np.sqrt(degree)
        for at in range(starts[friend], starts[friend + 1]):
            other = neighbours[at]
            if sums[6, other] == 0:
                near[count] = other
                count += 1
                if not is_found[other]:
                    is_found[other] = True
                    found[touched] = other
                    touched += 1
            sums[6, other] += 1
            sums[1, other] += 1 / degree
            sums[2, other] += by_log
            sums[7, other] += by_root
    for place in range(starts[viewer], starts[viewer + 1]):
        friend = neighbours[place]
        degree = float(starts[friend + 1] - starts[friend])
        closeness = (sums[6, friend] + 1) / degree**1.5
        for at in range(starts[friend], starts[friend + 1]):
            sums[3, neighbours[at]] += closeness
    lists[4, 0] = count
    return touched


@part
def _three_steps(
    starts: Numbers,
    neighbours: Nodes,
    viewer: int,
    touched: int,
    sums: Values,
    marks: Mask,
    lists: Nodes,
) -> int:
    """Rows 4 and 5, over those two steps away in list 3."""
    is_found, found, near = marks[0], lists[0], lists[3]
    for place in range(lists[4, 0]):
        middle = near[place]
        if middle == viewer:
            continue
        degree = float(starts[middle + 1] - starts[middle])
        by_size, by_root = sums[1, middle] / degree, sums[7, middle] / np.sqrt(degree)
        for at in range(starts[middle], starts[middle + 1]):
            other = neighbours[at]
            sums[4, other] += by_size
            sums[5, other] += by_root
            if not is_found[other]:
                is_found[other] = True
                found[touched] = other
                touched += 1
    return touched


@part
def _list_best(values: Values, found: Nodes, keep: int, marks: Mask) -> None:
    """Mark the `keep` candidates with the highest values; of equals the lower nodes."""
    pool = np.empty(len(found))
    count = 0
    for node in found:
        if not marks[0, node] and values[node] > 0:
            pool[count] = values[node]
            count += 1
    if count == 0:
        return
    least, room = 0.0, 0
    if count > keep:
        least = np.partition(pool[:count], count - keep)[count - keep]
        above = 0
        for place in range(count):
            if pool[place] > least:
                above += 1
        room = keep - above
    equals = np.empty(count, dtype=np.int32)
    same = 0
    for node in found:
        if not marks[0, node] and values[node] > 0:
            if values[node] > least:
                marks[1, node] = True
            elif values[node] == least:
                equals[same] = node
                same += 1
    equals = np.sort(equals[:same])
    for place in range(min(room, same)):
        marks[1, equals[place]] = True


def _gather(
    starts: Numbers,
    neighbours: Nodes,
    viewer: int,
    asked: Nodes,
    limits: tuple[float, float, int],
    sums: Values,
    marks: Mask,
    lists: Nodes,
) -> tuple[Nodes, Values, Mask]:
    """Nodes, parts and `is_listed` of one viewer, as `Evidence` has them.

    `limits` are restart, tolerance and how many of each part to keep.
    """
    restart, tolerance, keep = limits
    touched = _push(starts, neighbours, viewer, restart, tolerance, sums, marks, lists)
    touched = _two_steps(starts, neighbours, viewer, touched, sums, marks, lists)
    touched = _three_steps(starts, neighbours, viewer, touched, sums, marks, lists)
    found = lists[0, :touched]
    for place in range(touched):
        sums[0, found[place]] += restart * sums[8, found[place]]
    # From here on the second row of marks says who is listed, the first who is no candidate.
    for place in range(touched):
        marks[0, found[place]] = False
        marks[1, found[place]] = False
    marks[0, viewer] = True
    for place in range(starts[viewer], starts[viewer + 1]):
        marks[0, neighbours[place]] = True
    for column in range(6):
        _list_best(sums[column], found, keep, marks)
    count = 0
    chosen = lists[1]
    for place in range(touched):
        if marks[1, found[place]]:
            chosen[count] = found[place]
            count += 1
    for node in asked:
        if not marks[0, node] and not marks[1, node]:
            chosen[count] = node
            count += 1
            marks[0, node] = True  # asked twice, answered once
    nodes = np.sort(chosen[:count])
    parts = np.empty((count, 6))
    is_listed = np.empty(count, dtype=np.bool_)
    for place in range(count):
        is_listed[place] = marks[1, nodes[place]]
        for column in range(6):
            parts[place, column] = sums[column, nodes[place]]
    for place in range(touched):
        node = found[place]
        marks[0, node] = False
        marks[1, node] = False
        for row in range(9):
            sums[row, node] = 0.0
    marks[0, viewer] = False
    for node in asked:
        marks[0, node] = False
    return nodes, parts, is_listed


#: Compiled at its first call, or read from Numba's cache.
gather = cast(
    "Callable[..., tuple[Nodes, Values, Mask]]", njit(cache=True, nogil=True)(_gather)
)
