"""How a kernel is compiled, and the few functions all of them call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
from numba import njit, types

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")

I64 = types.int64
#: What is only read; arrays that may be written to are taken as well.
BYTES = types.Array(types.uint8, 1, "C", readonly=True)
NODES = types.Array(types.int32, 1, "C", readonly=True)
NUMBERS = types.Array(types.int64, 1, "C", readonly=True)
#: What is written to.
BYTES_OUT = types.uint8[::1]
NODES_OUT = types.int32[::1]
NUMBERS_OUT = types.int64[::1]
#: The arrays of a graph: pages, heads, neighbours.
GRAPH = (NODES, NUMBERS, NODES)

WORD_BITS = 6
WORD_MASK = 63


def kernel(returns: Any, *takes: Any) -> Callable[[F], F]:
    """Compile for these types when the module is imported, or read it from the cache."""
    return cast("Callable[[F], F]", njit(returns(*takes), cache=True, nogil=True))


def part(function: F) -> F:
    """Compile with whichever kernel calls it."""
    return cast("F", njit(nogil=True)(function))


@part
def bounds(pages: Any, heads: Any, node: Any) -> Any:
    """Where the row of `node` begins and ends."""
    header = heads[pages[node >> 8] + (node & 255)]
    start = header >> 24
    return start, start + (header & 0xFFFFFF)


@part
def has(bits: Any, node: Any) -> Any:
    """Whether the bit of `node` is set."""
    return (bits[node >> 6] >> (node & 63)) & 1


@part
def put(bits: Any, node: Any) -> None:
    """Set the bit of `node`."""
    bits[node >> 6] |= np.int64(1) << (node & 63)
