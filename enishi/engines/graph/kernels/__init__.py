"""The same questions compiled, for large graphs: Numba, loaded only when somebody asks for it.

Each kernel has a twin in NumPy with the same answer to the last bit; small graphs, and
processes that never called `load`, use the twins. Compiling takes some ten seconds once;
after that the kernels are read from a folder in some tenths of a second. All of them release
the interpreter's lock.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Graphs of fewer nodes are answered by NumPy in less time than Numba takes to be imported.
WORTH_FROM = 50_000


@dataclass(frozen=True, slots=True)
class Kernels:
    """The modules of kernels, compiled, and the name of the folder they are kept in."""

    version: str
    building: Any
    changes: Any
    distance: Any
    nearby: Any
    paths: Any


_loaded: Kernels | None = None
_worth_from = WORTH_FROM
_turn = Lock()


def load(folder: Path) -> Kernels:
    """Compile the kernels, or read them from `folder`, where they are kept.

    Cost: the import of Numba (about 0.7 s and 120 MB), and compiling if the folder has none
    of this version of the kernels.
    """
    global _loaded  # noqa: PLW0603 - one a process, guarded by `_turn`
    with _turn:
        if _loaded is None:
            # Numba compares only the file of the kernel itself, not those it calls into.
            version = fingerprint()
            os.environ.setdefault("NUMBA_CACHE_DIR", str(folder / version))
            names = Kernels.__slots__[1:]
            modules = (import_module(f"{__name__}.{name}") for name in names)
            _loaded = Kernels(version, *modules)
    return _loaded


def for_size(size: int) -> Kernels | None:
    """The kernels, if they are loaded and pay for a graph of so many nodes."""
    return _loaded if size >= _worth_from else None


@contextmanager
def worth_from(size: int) -> Iterator[None]:
    """Let the kernels answer from so many nodes on: to hold them against their twins."""
    global _worth_from  # noqa: PLW0603 - for tests and measurements, one thread
    before, _worth_from = _worth_from, size
    try:
        yield
    finally:
        _worth_from = before


def fingerprint() -> str:
    """A name for this version of the kernels."""
    digest = blake2b(digest_size=8)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
