"""Writes: the snapshots of the graph, by one process of a machine at a time."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import DatabaseError, close_old_connections
from django.db import connection as database
from django.utils import timezone

from enishi.engines.graph import kernels
from enishi.ground.logs import log
from enishi.rooms.connections.queries import trail_of
from enishi.rooms.network import files, snapshot
from enishi.rooms.network.errors import SnapshotIsBeingMade
from enishi.rooms.network.queries import snapshot_state
from enishi.rooms.upkeep.services import give_lease_back, take_lease

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from enishi.engines.graph import Graph
    from enishi.rooms.network.types import SnapshotState

#: A builder that was killed is followed by another after so long.
LEASE_SECONDS = 120.0
#: How often the worker looks whether a new snapshot is due.
PAUSE_SECONDS = 60.0


def rebuild_snapshot(*, progress: Callable[[int], object] = lambda _ties: None) -> int:
    """Read every tie from the table, and keep a new snapshot; pages go on meanwhile.

    Parameters
    ----------
    progress
        Called with the number of ties read since the last call.

    Returns
    -------
    int
        How many ties are in it.

    Raises
    ------
    SnapshotIsBeingMade
        Another process does it.
    """
    with _turn() as keep:

        def go_on(ties: int) -> None:
            keep()
            progress(ties)

        return _make(snapshot.read_all(go_on), keep)


def renew_snapshot() -> SnapshotState:
    """Make a new snapshot if one is due; what was found before that.

    From the graph this process follows if that began with a whole snapshot, else from the
    table. A damaged file is deleted first: whoever has it mapped reads the table instead.

    Raises
    ------
    SnapshotIsBeingMade
        Another process does it.
    """
    state = snapshot_state()
    if not state.is_due:
        return state
    with _turn() as keep:
        state = snapshot_state()  # whoever had the turn may have done it
        if not state.is_due:
            return state
        for path in state.damaged:
            path.unlink(missing_ok=True)
        _load_kernels(state.members)
        log.info("graph.kept", ties=_make(snapshot.current_snapshot(), keep))
    return state


def run_builder(*, stop: threading.Event) -> None:
    """Keep the snapshot fresh until told to stop."""
    while not stop.is_set():
        try:
            renew_snapshot()
        except SnapshotIsBeingMade:
            pass
        except OSError:  # a full disk: the pages do without, and `doctor` says so
            log.exception("graph.not_kept")
        close_old_connections()
        stop.wait(PAUSE_SECONDS)


def warm_up() -> None:
    """Open the graph, and load the kernels if it is large: before the first visitor asks."""
    try:
        _load_kernels(snapshot.current_graph().size)
    except (DatabaseError, OSError):  # the first visitor will say what is wrong
        log.exception("graph.not_warm")
    database.close()


def _make(found: snapshot.Snapshot, keep: Callable[[], None]) -> int:
    graph: Graph = found.graph
    _load_kernels(graph.size)
    keep()
    files.keep(graph, files.Note(found.last, trail_of(found.last), timezone.now()))
    return graph.count_edges() // 2


def _load_kernels(members: int) -> None:
    if members >= kernels.WORTH_FROM:
        _sweep_kernels(kernels.load(files.kernels_folder()))


def _sweep_kernels(kept: kernels.Kernels) -> None:
    """Delete what was compiled for other versions of the house."""
    for older in files.kernels_folder().glob("*"):
        if older.name != kept.version:
            shutil.rmtree(older, ignore_errors=True)


@contextmanager
def _turn() -> Iterator[Callable[[], None]]:
    """The one builder's turn; call what it yields now and then to keep it.

    The snapshots belong to a machine, and so does the turn.
    """
    host = socket.gethostname()[:30]
    holder = f"{host}-{os.getpid()}-{threading.get_ident()}"
    name = f"graph:{host}"

    def keep() -> None:
        at = timezone.now()
        if not take_lease(name=name, holder=holder, at=at, seconds=LEASE_SECONDS):
            raise SnapshotIsBeingMade

    keep()
    try:
        yield keep
    finally:
        give_lease_back(name=name, holder=holder)
