"""Writes: noting changes for the index, bringing them into it, building it anew."""

from __future__ import annotations

import os
import socket
import threading
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from django.db import close_old_connections, transaction
from django.utils import timezone

from enishi.engines import text
from enishi.engines.search import WriterBusy, prepare_member
from enishi.ground.events import announce
from enishi.ground.logs import log
from enishi.rooms.discovery.adapter import (
    house_index,
    keep_words,
    kept_terms_path,
    names_of,
    passages_of,
)
from enishi.rooms.discovery.errors import IndexIsBeingWritten, NothingToTie, TooManyWords
from enishi.rooms.discovery.events import PeopleFound
from enishi.rooms.discovery.models import IndexChange, Word
from enishi.rooms.discovery.policies import check_may_teach
from enishi.rooms.discovery.preparing import prepared
from enishi.rooms.discovery.types import spellings_in
from enishi.rooms.members.queries import count_present, present_ids_after, present_members
from enishi.rooms.profiles.queries import records_of
from enishi.rooms.upkeep.services import give_lease_back, take_lease

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from enishi.engines.search import PreparedMember, Writer
    from enishi.rooms.discovery.preparing import Written
    from enishi.rooms.discovery.types import Found, HouseWord
    from enishi.rooms.members.models import Member

LEASE = "indexer"
#: A writer that was killed is followed by another after so long.
LEASE_SECONDS = 30.0
CHUNK = 200
#: Stands in a change for the words of the house: no member has this number.
NOBODY = 0
#: Members whose lines are read for their meaning in one turn: about ten seconds of CPU.
MEANINGS_AT_ONCE = 10
#: Each is tried on every search.
MOST_WORDS = 500
#: While the first index grows, more people can be found each so often: and whoever has just
#: written something, too.
COMMIT_SECONDS = 2.0
#: Members read at a time for it: a processor has them ready in half a second.
READ_AT_ONCE = 50
#: How long the indexer sleeps when there is nothing to do, and when another one works.
PAUSE_SECONDS, WAIT_SECONDS = 0.5, 5.0


class IndexerStopped(Exception):
    """The process that follows the changes was told to end."""


def note_change(*, member_id: int) -> None:
    """Have a member's lines read again. Call it where the change itself is written."""
    IndexChange.objects.create(member_id=member_id)


def note_found(*, by: Member, query: str, found: Sequence[Found]) -> None:
    """Say whom a search of `by` showed, and for which entries."""
    hits = tuple((one.member_id, ev.entry.id) for one in found for ev in one.evidence)
    if hits:
        announce(PeopleFound(viewer_id=by.pk, query=query, hits=hits))


def teach_words(*, by: Member, japanese: str, english: str) -> HouseWord:
    """An operator says which words mean the same here; the next search knows them.

    Each argument is a list of spellings with commas or `|` between them.

    Raises
    ------
    NothingToTie
        Fewer than two spellings, so that none finds another.
    TooManyWords
        The house has as many as a search can ask for.
    """
    check_may_teach(by)
    ours, theirs = spellings_in(japanese), spellings_in(english)
    if len({*ours, *theirs}) < 2:  # noqa: PLR2004 - two that find each other
        raise NothingToTie
    if Word.objects.count() >= MOST_WORDS:
        raise TooManyWords
    word = Word(japanese="|".join(ours), english="|".join(theirs))
    word.full_clean()
    with transaction.atomic():
        word.save()
        _words_changed()
    return word.said


def forget_words(*, by: Member, word_id: int) -> None:
    """An operator takes words out again; nothing happens if they are gone."""
    check_may_teach(by)
    with transaction.atomic():
        Word.objects.filter(pk=word_id).delete()
        _words_changed()


def _words_changed() -> None:
    """Let the next search know; should this process die before, the indexer sees to it."""
    note_change(member_id=NOBODY)
    transaction.on_commit(_keep_words)


def _keep_words() -> None:
    keep_words(word.said.spellings for word in Word.objects.order_by("pk"))


def drain(*, stop: threading.Event | None = None) -> int:
    """Bring every noted change into the index; how many changes there were.

    Where there is no index, or a writer died while it built the first one, it is built.

    Raises
    ------
    IndexIsBeingWritten
        Another process does it.
    IndexerStopped
        `stop` was set; what is not done stays noted.
    """
    done = 0
    if house_index().exists and not IndexChange.objects.exists():
        return done  # nothing to write, and so no lease to take: the usual case
    with _turn(stop) as keep:
        if not house_index().exists:
            return _build(lambda _members: keep())
        _keep_words()
        while changes := list(IndexChange.objects.order_by("pk")[:CHUNK]):
            with house_index().writer() as writer:
                _write(writer, {change.member_id for change in changes})
            # Forgotten only after the commit: whoever is killed here does it once more.
            IndexChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
            done += len(changes)
            keep()
    return done


def rebuild_index(*, progress: Callable[[int], object] = lambda _members: None) -> int:
    """Burn the index and build it anew; searches use the old one until the end.

    Parameters
    ----------
    progress
        Called with the number of members done since the last call.

    Returns
    -------
    int
        How many members are in it.

    Raises
    ------
    IndexIsBeingWritten
        Another process writes it.
    """
    with _turn() as keep:

        def go_on(members: int) -> None:
            keep()
            progress(members)

        return _build(go_on)


def run_indexer(*, stop: threading.Event) -> None:
    """Follow the changes until told to stop; wait while another process does."""
    text.warm()
    while not stop.is_set():
        pause = PAUSE_SECONDS
        try:
            drain(stop=stop)
            if read_meanings(stop=stop):
                pause = 0.0
        except IndexIsBeingWritten:
            pause = WAIT_SECONDS
        except IndexerStopped:
            return
        close_old_connections()
        stop.wait(pause)


def read_meanings(*, stop: threading.Event | None = None) -> int:
    """Read some lines for their meaning, where the extra is installed; how many members.

    A few at a time, and only when the words of all changes are in the index.

    Raises
    ------
    IndexIsBeingWritten
        Another process does it.
    """
    index = house_index()
    if not index.reads_meanings or not index.exists:
        return 0
    unread = index.unread()[:MEANINGS_AT_ONCE]
    if unread:
        with _turn(stop):
            prepared = [prepare_member(*one) for one in _written(unread)]
            index.read_meanings(prepared)
    return len(unread)


def _build(progress: Callable[[int], object]) -> int:
    # What is noted up to here is in the records that are read below.
    _keep_words()
    noted = list(IndexChange.objects.values_list("pk", flat=True))
    count, committed = 0, monotonic()
    with house_index().rebuild() as writer:
        for members in _prepared():
            for member in members:
                writer.put(member)
            count += len(members)
            if monotonic() - committed > COMMIT_SECONDS:
                _write(writer, _changed_lately())
                writer.commit()
                committed = monotonic()
            progress(len(members))
    for start in range(0, len(noted), CHUNK):
        IndexChange.objects.filter(pk__in=noted[start : start + CHUNK]).delete()
    log.info("index.rebuilt", members=count)
    return count


def _prepared() -> Iterator[list[PreparedMember]]:
    return prepared(_written_chunks(), members=count_present(), kept=kept_terms_path())


def _write(writer: Writer, member_ids: Iterable[int]) -> None:
    """Let the index say of these members what their records say now."""
    written = _written(member_ids)
    for member_id in set(member_ids) - {member_id for member_id, *_rest in written}:
        writer.remove_member(member_id)
    for one in written:
        writer.replace_member(*one)


def _changed_lately() -> set[int]:
    """Who changed something last: they need not wait until a long build is over.

    The changes stay noted and are followed once more after it, as a chunk that was read
    before them may still be on its way.
    """
    newest = IndexChange.objects.order_by("-pk").values_list("member_id", flat=True)
    return set(newest[:CHUNK])


def _written_chunks() -> Iterator[list[Written]]:
    last = 0
    while member_ids := present_ids_after(last, READ_AT_ONCE):
        yield _written(member_ids)
        last = member_ids[-1]


def _written(member_ids: Iterable[int]) -> list[Written]:
    """What those of `member_ids` who are in the house wrote. Two queries."""
    members = present_members(member_ids)
    records = records_of(members)
    return [
        (member_id, list(passages_of(records[member_id])), names_of(member.name))
        for member_id, member in members.items()
    ]


@contextmanager
def _turn(stop: threading.Event | None = None) -> Iterator[Callable[[], None]]:
    """The one writer's turn; call what it yields now and then to keep it."""
    holder = f"{socket.gethostname()[:30]}-{os.getpid()}-{threading.get_ident()}"

    def keep() -> None:
        if stop is not None and stop.is_set():
            raise IndexerStopped
        at = timezone.now()
        if not take_lease(name=LEASE, holder=holder, at=at, seconds=LEASE_SECONDS):
            raise IndexIsBeingWritten

    keep()
    try:
        yield keep
    except WriterBusy as error:
        # The lease of a writer ran out while it was still at work: let it finish.
        raise IndexIsBeingWritten from error
    finally:
        give_lease_back(name=LEASE, holder=holder)
