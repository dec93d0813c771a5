"""The graph itself: rows of sorted neighbours, found through pages of row headers.

A row header is one `int64`: where the row starts among all neighbours, and how many it has.
Headers stand in pages of 256 nodes, and a table says where each page is. So a graph is
changed without touching it: the changed rows and the pages that name them are written behind
everything that is there (see `room`), and another graph is the same arrays with another
table of pages. Who holds the older graph goes on reading it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from enishi.engines.graph.room import Room

    Nodes: TypeAlias = NDArray[np.int32]
    Numbers: TypeAlias = NDArray[np.int64]
    Strengths: TypeAlias = NDArray[np.uint8]

#: Nodes to a page of headers, as a power of two.
PAGE_BITS = 8
PAGE = 1 << PAGE_BITS
#: The lower bits of a header count the neighbours, the upper ones say where they start.
COUNT_BITS = 24
COUNT_MASK = (1 << COUNT_BITS) - 1
#: The strength of a tie that was not there when strengths were last computed.
NEUTRAL = 64


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """An undirected graph without loops. It never changes; `with_changes` makes another.

    Attributes
    ----------
    size : int
        How many nodes there are; nodes are the numbers below it.
    pages : int32, shape (ceil(size / 256),)
        Where in `heads` the page of each 256 nodes begins.
    heads : int64, shape (h,)
        Row headers, start << 24 | count; those of nodes without neighbours are 0.
    neighbours : int32, shape (m,)
        The rows, each sorted, each edge in the rows of both its ends; among them rows that
        only other graphs still name.
    strengths : uint8, shape (m,)
        How strong the tie to each neighbour is.
    room : Room
        The writable side of the three arrays, for `with_changes`.
    """

    size: int
    pages: Nodes
    heads: Numbers
    neighbours: Nodes
    strengths: Strengths
    room: Room

    def row(self, node: int) -> Nodes:
        """The neighbours of `node`, sorted: a view, shape (neighbour count,). O(1)."""
        start, end = self._bounds(node)
        return self.neighbours[start:end]

    def ties(self, node: int) -> Strengths:
        """How strongly `node` is tied to each of its `row`: a view of the same shape. O(1)."""
        start, end = self._bounds(node)
        return self.strengths[start:end]

    def start(self, node: int) -> int:
        """Where the row of `node` begins in `neighbours`. O(1)."""
        return self._bounds(node)[0]

    def counts(self, nodes: Nodes) -> Numbers:
        """How many neighbours each of `nodes` has: int64, the shape of `nodes`."""
        return self.headers(nodes) & COUNT_MASK

    def rows(self, nodes: Nodes) -> Nodes:
        """The rows of `nodes`, one after the other: int32, shape (sum of counts,).

        Cost: O(neighbours returned), without a loop in Python.
        """
        found: Nodes = self.neighbours[self.places(nodes)]
        return found

    def headers(self, nodes: Nodes) -> Numbers:
        """The row headers of `nodes`: int64, the shape of `nodes`."""
        nodes = np.asarray(nodes)
        found: Numbers = self.heads[self.pages[nodes >> PAGE_BITS] + (nodes & (PAGE - 1))]
        return found

    def places(self, nodes: Nodes) -> Numbers:
        """Where in `neighbours` and `strengths` what `rows` gives stands: int64."""
        headers = self.headers(nodes)
        counts = headers & COUNT_MASK
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        # Count on within a row, and jump to the next row's start where one ends.
        jumps = np.repeat((headers >> COUNT_BITS) - (ends - counts), counts)
        found: Numbers = np.arange(total) + jumps
        return found

    def every_count(self) -> Numbers:
        """How many neighbours every node has: int64, shape (size,)."""
        return self.counts(np.arange(self.size, dtype=np.int32))

    def count_edges(self) -> int:
        """How many neighbours all rows have together: twice the edges. O(size)."""
        return int(self.every_count().sum())

    def _bounds(self, node: int) -> tuple[int, int]:
        header = int(self.heads[int(self.pages[node >> PAGE_BITS]) + (node & (PAGE - 1))])
        start = header >> COUNT_BITS
        return start, start + (header & COUNT_MASK)
