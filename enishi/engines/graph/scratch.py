"""Zeros to work with, one array of a kind a thread: whoever takes one leaves it as it was.

A fresh array for each question would cost more than many a question: the system hands out
memory page by page.
"""

from __future__ import annotations

from threading import local
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from enishi.engines.graph.adjacency import Nodes, Numbers

_own = local()
WORD = 64


def sums(size: int) -> Nodes:
    """A zero for each node, and perhaps more: int32."""
    found: Nodes | None = getattr(_own, "sums", None)
    if found is None or len(found) < size:
        found = _own.sums = np.zeros(size + (size >> 3) + 1, dtype=np.int32)
    return found


def keep_bits() -> None:
    """Somebody keeps the bits this thread has marked; the next question gets others."""
    _own.bits = None


def bits(size: int) -> Numbers:
    """A bit for each node, perhaps more, and two words behind them: int64."""
    found: Numbers | None = getattr(_own, "bits", None)
    if found is None or (len(found) - 2) * WORD <= size:
        found = _own.bits = np.zeros(words(size), dtype=np.int64)
    return found


def words(size: int) -> int:
    """How many words those are at least: nodes that come later are to find room too."""
    return (size + (size >> 3)) // WORD + 3
