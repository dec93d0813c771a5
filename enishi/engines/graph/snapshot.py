"""A graph in a file: written once, checked when it is opened, mapped and never changed.

The file begins with a page of its own: a mark, the sizes, a note of the writer's, and two
checksums, of this page and of everything behind it. Then come the row headers, the neighbours
and the strengths, each on a boundary that any system can map; where some know very many, who
they are, who is within two steps of each, and who leads there. 5 bytes a directed edge, 8 a
node, or up to 31.

It is written under another name and renamed, so that nobody ever sees half of it.
"""

from __future__ import annotations

import os
import struct
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from weakref import finalize

import numpy as np

from enishi.engines.graph import scratch
from enishi.engines.graph.adjacency import PAGE
from enishi.engines.graph.hubs import Hub, guides_of, hubs_of, marks_of
from enishi.engines.graph.making import heads_of, packed_rows
from enishi.engines.graph.mapping import map_with_room
from enishi.engines.graph.room import Room
from enishi.engines.graph.strength import strengths_of

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from enishi.engines.graph.adjacency import Graph, Nodes, Numbers, Strengths

_MARK = b"enishi graph 2\n\0"
#: Mark, nodes, directed edges, hubs, the note, the checksum of what follows.
_FORM = struct.Struct("<16sqqq128s32s")
_DIGEST = 32
NOTE_BYTES = 128
#: A multiple of every page size in use.
BOUNDARY = 1 << 16
#: What is summed up at a time; sums are hashed, so that blocks cannot change places.
_BLOCK = 1 << 16
_WORTH_THREADS = 1 << 26


class DamagedSnapshot(Exception):
    """The file is not what was written; the graph has to be made anew."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands in a file for so many nodes, directed edges and hubs."""

    size: int
    edges: int
    hubs: int

    @property
    def heads(self) -> int:
        """How many row headers there are: whole pages of them."""
        return -(-self.size // PAGE) * PAGE

    @property
    def offsets(self) -> tuple[int, int, int, int, int, int]:
        """Where headers, neighbours, strengths, hubs and guides begin, and the file's end."""
        neighbours = BOUNDARY + _whole(8 * self.heads)
        strengths = neighbours + _whole(4 * self.edges)
        hubs = strengths + _whole(self.edges)
        guides = hubs + _whole(8 * self.told)
        end = guides + _whole(4 * self.guided)
        return BOUNDARY, neighbours, strengths, hubs, guides, end

    @property
    def told(self) -> int:
        """How many words are told of hubs: who they are, and two bits of each for each node."""
        return self.hubs * (1 + 2 * scratch.words(self.size))

    @property
    def guided(self) -> int:
        """How many nodes have a guide to hubs: all, where there are any."""
        return self.size if self.hubs else 0


def write_snapshot(graph: Graph, path: Path, *, note: bytes, part: Path) -> int:
    """Compute the strength of every tie of `graph`, and keep it in a file.

    Parameters
    ----------
    path : Path
        The file; one that is there is replaced at once.
    note : bytes
        At most 128, given back when the file is opened; no zeros at its end.
    part : Path
        Where it is written until it is whole. Whoever is killed leaves it lying there.

    Returns
    -------
    int
        The size of the file in bytes. Cost: that of `strengths_of`, and 10 bytes of memory
        a directed edge.
    """
    starts, neighbours, _old = packed_rows(graph)
    strengths = strengths_of(starts, neighbours)
    heads, hubs = heads_of(starts), hubs_of(starts)
    marks = marks_of(starts, neighbours, heads, hubs)
    told = np.concatenate((hubs, marks.reshape(-1)), dtype=np.int64)
    layout = Layout(graph.size, len(neighbours), len(hubs))
    guides = guides_of(starts, neighbours)[: layout.guided]
    with part.open("wb") as file:
        parts: tuple[NDArray[Any], ...] = (heads, neighbours, strengths, told, guides)
        for offset, array in zip(layout.offsets, parts, strict=False):
            file.seek(offset)
            array.tofile(file)
        file.truncate(layout.offsets[-1])
    checksum = _checksum(_words(part))
    head = _FORM.pack(_MARK, layout.size, layout.edges, layout.hubs, note, checksum)
    head = head.ljust(BOUNDARY - _DIGEST, b"\0")
    with part.open("r+b") as file:
        file.write(head + blake2b(head, digest_size=_DIGEST).digest())
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return layout.offsets[-1]


@dataclass(frozen=True, slots=True)
class Head:
    """What the first page of a snapshot says: nodes, directed edges, the writer's note."""

    size: int
    edges: int
    note: bytes


def read_head(path: Path) -> Head:
    """The first page of a snapshot; the rest is not looked at.

    Raises
    ------
    DamagedSnapshot
        The first page or the length of the file is not what was written.
    OSError
        There is no such file.
    """
    layout, note, _checksum = _read_head(path)
    return Head(layout.size, layout.edges, note)


def open_snapshot(path: Path) -> tuple[Graph, bytes]:
    """The graph in a file, with the strength of every tie, and the writer's note.

    Every byte is checked: what the file does not hold, no kernel shall follow. Cost: as
    long as memory takes to be read once, about 30 ms for 45 million directed edges, and a
    disk where the file was not in memory.

    Raises
    ------
    DamagedSnapshot
        The file is not what was written.
    OSError
        There is no such file.
    """
    layout, note, checksum = _read_head(path)
    if _checksum(_words(path)) != checksum:
        raise DamagedSnapshot
    rows = _Rows(os.open(path, os.O_RDONLY), layout)
    heads = map_with_room(rows.file, layout.offsets[0], layout.heads, 0, np.int64)
    room = Room.filled(heads, *rows(0))
    return replace(room, again=rows, hubs=rows.hubs(heads)).graph(layout.size), note


@dataclass(eq=False)
class _Rows:
    """The rows of an open file, to be mapped again and again while any room needs them."""

    file: int
    layout: Layout

    def __post_init__(self) -> None:
        finalize(self, os.close, self.file)

    def __call__(self, spare: int) -> tuple[Nodes, Strengths]:
        edges, (_heads, neighbours, strengths, *_rest) = self.layout.edges, self.layout.offsets
        return (
            map_with_room(self.file, neighbours, edges, spare, np.int32),
            map_with_room(self.file, strengths, edges, spare, np.uint8),
        )

    def hubs(self, heads: Numbers) -> dict[int, Hub]:
        """What the file says of those who know most."""
        count, layout = self.layout.hubs, self.layout
        told = map_with_room(self.file, layout.offsets[3], layout.told, 0, np.int64)
        guides = map_with_room(self.file, layout.offsets[4], layout.guided, 0, np.int32)
        marks = told[count:].reshape(count, 2, scratch.words(layout.size))
        return {
            hub: Hub(int(heads[hub]), near, reach, guides)
            for hub, (near, reach) in zip(told[:count].tolist(), marks, strict=True)
        }


def _read_head(path: Path) -> tuple[Layout, bytes, bytes]:
    with path.open("rb") as file:
        head, digest = file.read(BOUNDARY - _DIGEST), file.read(_DIGEST)
        length = os.fstat(file.fileno()).st_size
    if blake2b(head, digest_size=_DIGEST).digest() != digest:
        raise DamagedSnapshot
    mark, size, edges, hubs, note, checksum = _FORM.unpack_from(head)
    layout = Layout(size, edges, hubs)
    if mark != _MARK or length != layout.offsets[-1]:
        raise DamagedSnapshot
    return layout, note.rstrip(b"\0"), checksum


def _words(path: Path) -> NDArray[np.uint64]:
    """Everything behind the first boundary."""
    return np.memmap(path, dtype=np.uint64, mode="r", offset=BOUNDARY)


def _checksum(words: NDArray[np.uint64]) -> bytes:
    """The sums of all blocks, hashed: any flipped bit, and any block out of its place."""
    blocks = words.reshape(-1, _BLOCK // 8)
    parts = np.array_split(
        blocks, (os.cpu_count() or 1) if words.nbytes > _WORTH_THREADS else 1
    )
    with ThreadPoolExecutor(len(parts)) as pool:
        sums = list(pool.map(lambda part: part.sum(axis=1, dtype=np.uint64), parts))
    return blake2b(np.concatenate(sums).tobytes(), digest_size=_DIGEST).digest()


def _whole(length: int) -> int:
    return max(1, -(-length // BOUNDARY)) * BOUNDARY
