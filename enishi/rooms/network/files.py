"""The snapshots of the graph in the data folder: their names, their notes, the newest one.

A snapshot is named by the last line of the log of ties that is in it; the whole line stands
in its note, so that a log that was exchanged behind the house's back is noticed. The folder
belongs to one machine. Everything in it may be deleted at any time, and comes back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from enishi.engines.graph import DamagedSnapshot, open_snapshot, read_head, write_snapshot
from enishi.ground.logs import log
from enishi.rooms.connections.types import TieChangeSeen

if TYPE_CHECKING:
    from enishi.engines.graph import Graph, Head


@dataclass(frozen=True, slots=True)
class Note:
    """What a snapshot says of itself: the last line that is in it, the trail, and when."""

    last: TieChangeSeen | None
    trail: str
    made_at: datetime

    def to_bytes(self) -> bytes:
        """For the file; at most 128 bytes."""
        line = self.last
        told = [line.id, line.low_id, line.high_id, int(line.is_added)] if line else None
        return json.dumps([told, self.trail, int(self.made_at.timestamp())]).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Note:
        """Read what `to_bytes` wrote."""
        told, trail, made_at = json.loads(data)
        last = None
        if told:
            line_id, low_id, high_id, is_added = told
            last = TieChangeSeen(line_id, low_id, high_id, bool(is_added))
        return cls(last, trail, datetime.fromtimestamp(made_at, tz=UTC))


def folder() -> Path:
    """Where snapshots lie."""
    return Path(settings.DATA) / "graph"


def kernels_folder() -> Path:
    """Where compiled kernels are kept."""
    return folder() / "kernels"


def stamp() -> int:
    """Another number whenever a snapshot came or went. Microseconds."""
    try:
        return folder().stat().st_mtime_ns
    except OSError:
        return 0


def identity(path: Path) -> tuple[str, int, int]:
    """Another one whenever the file is another one, also of the same name."""
    about = path.stat()
    return path.name, about.st_ino, about.st_mtime_ns


def snapshots() -> list[Path]:
    """Every snapshot, the one with most of the log first."""
    return sorted(folder().glob("ties-*.graph"), reverse=True)


def newest() -> tuple[str, int, int] | None:
    """The identity of the newest snapshot; None where there is none."""
    for path in snapshots():
        try:
            return identity(path)
        except OSError:  # swept while we looked
            continue
    return None


def open_newest() -> tuple[tuple[str, int, int], Graph, Note] | None:
    """The newest snapshot that is whole; a damaged one is passed over, and said in the log."""
    for path in snapshots():
        try:
            file = identity(path)
            graph, note = open_snapshot(path)
        except DamagedSnapshot:
            log.error("graph.damaged", file=path.name)
        except OSError:  # swept while we looked: a newer one is there
            continue
        else:
            return file, graph, Note.from_bytes(note)
    return None


def look() -> tuple[Head | None, tuple[Path, ...]]:
    """The first page of the newest whole snapshot, and all that are damaged.

    Reads every byte of them: some hundredths of a second at a million members.
    """
    whole: list[Head] = []
    damaged: list[Path] = []
    for path in snapshots():
        try:
            open_snapshot(path)
            whole.append(read_head(path))
        except DamagedSnapshot:
            damaged.append(path)
        except OSError:
            continue
    return whole[0] if whole else None, tuple(damaged)


def keep(graph: Graph, note: Note) -> Path:
    """Write a snapshot, and sweep away the older ones and what killed writers left.

    Whoever has an older one mapped keeps it until they have opened this one.
    """
    # Apart from the snapshots, whose folder everybody watches.
    parts = folder() / "parts"
    parts.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left_over in parts.iterdir():
        left_over.unlink(missing_ok=True)
    path = folder() / f"ties-{note.last.id if note.last else 0:019d}.graph"
    write_snapshot(graph, path, note=note.to_bytes(), part=parts / path.name)
    for older in snapshots():
        if older != path:
            older.unlink(missing_ok=True)
    return path
