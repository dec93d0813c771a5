"""Many records made ready for the index at once, by all the processors of the machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

from enishi.engines import text
from enishi.engines.search import prepare_member
from enishi.rooms.discovery.keeping import KeptTerms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from enishi.engines.search import Passage, PreparedMember

    #: A member, their lines, and the names they are found by.
    Written = tuple[int, list[Passage], tuple[str, ...]]

#: Below so many members, starting processes costs more than they save.
WORTH_IT = 1_000


def make_ready() -> None:
    """Start a process: step back behind those who serve pages, and read the dictionaries.

    Ctrl+C goes to every process of a terminal, and a supervisor may end a whole group: this
    one leaves it to its parent to stop, and ends with its parent, also one that was killed
    and could not say so.
    """
    for told_to_end in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told_to_end, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(10)
    text.warm()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def prepare_chunk(chunk: list[Written], terms: KeptTerms) -> list[PreparedMember]:
    """Prepare some members, and keep the terms of what was read for it."""
    ready = [prepare_member(*written, terms=terms.terms_of) for written in chunk]
    terms.flush()
    return ready


@cache
def _terms_of_process(kept: Path) -> KeptTerms:
    """What a process of its own remembers from one chunk to the next, until it ends."""
    return KeptTerms(kept)


def _prepare_apart(chunk: list[Written], kept: Path) -> list[PreparedMember]:
    return prepare_chunk(chunk, _terms_of_process(kept))


def prepared(
    chunks: Iterable[list[Written]], *, members: int, kept: Path
) -> Iterator[list[PreparedMember]]:
    """Each of `chunks`, prepared, in order. What is read is `kept`.

    Memory stays bounded: two chunks a process are under way, whatever comes after them.
    """
    processes = os.cpu_count() or 1
    if members < WORTH_IT or processes == 1:
        with KeptTerms(kept) as terms:
            yield from (prepare_chunk(chunk, terms) for chunk in chunks)
        return
    # Spawned, not forked: a fork would share this process's database connections.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=make_ready) as pool:
        under_way: deque[Future[list[PreparedMember]]] = deque()
        try:
            for chunk in chunks:
                under_way.append(pool.submit(_prepare_apart, chunk, kept))
                if len(under_way) > 2 * processes:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:  # also when whoever reads this stops in the middle
            pool.shutdown(wait=False, cancel_futures=True)
