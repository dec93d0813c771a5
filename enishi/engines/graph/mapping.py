"""Arrays that begin with a part of a file and go on in memory of this process alone.

The part of the file is shared, through the page cache, with every process that maps it; what
is written to either part is seen by nobody else and reaches no disk. Only the pages that are
written to, or used behind the file's part, cost memory.
"""

from __future__ import annotations

import ctypes
import mmap
import os
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray

_FIXED = 0x10  # MAP_FIXED, the same number on Linux and macOS
_FAILED = ctypes.c_void_p(-1).value


def map_with_room(
    file: int, offset: int, count: int, spare: int, dtype: DTypeLike
) -> NDArray[Any]:
    """An array of `count` items at `offset` of an open file, and `spare` empty ones behind.

    Parameters
    ----------
    file : int
        A descriptor, which may be closed afterwards. The file must never be shortened.
    offset : int
        In bytes, a multiple of `mmap.ALLOCATIONGRANULARITY`.

    Returns
    -------
    shape (count + spare,)
        Writable. Where the system cannot map over a reserved stretch, the file's part is
        read into it instead.
    """
    size = np.dtype(dtype).itemsize
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | getattr(mmap, "MAP_NORESERVE", 0)
    stretch = mmap.mmap(-1, max(1, (count + spare) * size), flags=flags)
    found = np.frombuffer(stretch, dtype=dtype, count=count + spare)
    if count and not _map_over(found.ctypes.data, count * size, file, offset):
        with open(os.dup(file), "rb") as copy:  # noqa: PTH123 - a descriptor, not a path
            copy.seek(offset)
            found[:count] = np.fromfile(copy, dtype=dtype, count=count)
    return found


def _map_over(address: int, length: int, file: int, offset: int) -> bool:
    """Map a part of a file over memory that is ours; the array that holds it frees both."""
    try:
        system_map = ctypes.CDLL(None, use_errno=True).mmap
    except (OSError, AttributeError, TypeError):
        return False
    system_map.restype = ctypes.c_void_p
    system_map.argtypes = (
        *(ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int),
        *(ctypes.c_int, ctypes.c_int, ctypes.c_int64),
    )
    protection = mmap.PROT_READ | mmap.PROT_WRITE
    where = system_map(address, length, protection, mmap.MAP_PRIVATE | _FIXED, file, offset)
    return where is not None and where != _FAILED
