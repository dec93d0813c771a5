"""Follow records as they change, and write down which stored queries they newly answer.

A change is noted where it is written. Whoever follows it reads the record, holds it against
all stored queries outside any transaction, and then claims the change by deleting its row in
the transaction that writes what was found: of two workers one deletes it, and whoever is
killed before has written nothing. Who may see what is decided here, when somebody is told:
by the blocks, degrees and visibilities of this moment.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import IntegrityError, close_old_connections, transaction
from django.utils import timezone

from enishi.ground.logs import log
from enishi.rooms.discovery.queries import passages_of
from enishi.rooms.members.queries import present_ids_after, present_members
from enishi.rooms.profiles.queries import records_of
from enishi.rooms.standing.eyes import Eyes
from enishi.rooms.standing.models import ChangeToFollow, FollowedRecord
from enishi.rooms.standing.services.matching import find_answers, write_answers
from enishi.rooms.standing.services.putting import put_questions
from enishi.rooms.standing.stored import stored_queries

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from datetime import datetime

    from enishi.rooms.standing.services.matching import Found

CHUNK = 200
#: Its row says that every record was read once; no member has this number.
NOBODY = 0
PAUSE_SECONDS = 1.0


class FollowerStopped(Exception):
    """The process that follows records was told to end."""


def note_change(*, member_id: int) -> None:
    """Have a record followed. Call it where the change itself is written."""
    ChangeToFollow.objects.create(member_id=member_id)


def run_follower(*, stop: threading.Event) -> None:
    """Follow records until told to stop. Any number of processes may."""
    while not stop.is_set():
        try:
            follow_changes(at=timezone.now(), stop=stop)
        except FollowerStopped:
            return
        close_old_connections()
        stop.wait(PAUSE_SECONDS)


def follow_changes(*, at: datetime, stop: threading.Event | None = None) -> int:
    """Follow every change that is noted; answer how many. Idempotent.

    Raises
    ------
    FollowerStopped
        `stop` was set; what is not done stays noted.
    """
    if not FollowedRecord.objects.filter(pk=NOBODY).exists():
        read_every_record()
    followed = last = 0
    while changes := list(ChangeToFollow.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = changes[-1].pk
        by_member: dict[int, list[int]] = defaultdict(list)
        for change in changes:
            by_member[change.member_id].append(change.pk)
        for member_id, change_ids in by_member.items():
            if stop is not None and stop.is_set():
                raise FollowerStopped
            followed += _follow(member_id, change_ids, at)
    return followed


def read_every_record(*, progress: Callable[[int], object] = lambda _members: None) -> int:
    """Note how every record reads that nobody has read yet; nobody is told of anything.

    Answers how many. A house that was there before this room begins with it.
    """
    last = count = 0
    while member_ids := present_ids_after(last, CHUNK):
        known = FollowedRecord.objects.filter(pk__in=member_ids).values_list("pk", flat=True)
        unread = set(member_ids) - set(known)
        records = records_of(sorted(unread))
        FollowedRecord.objects.bulk_create(
            [
                FollowedRecord(pk=pk, lines=Eyes(passages_of(record), "").written)
                for pk, record in sorted(records.items())
            ],
            ignore_conflicts=True,
        )
        last, count = member_ids[-1], count + len(unread)
        progress(len(member_ids))
    FollowedRecord.objects.get_or_create(pk=NOBODY)
    log.info("standing.read", members=count)
    return count


def rebuild_followed(*, progress: Callable[[int], object] = lambda _members: None) -> int:
    """Burn what is known of records, and read them anew; answer how many.

    What changed and was not followed yet is then told to nobody.
    """
    FollowedRecord.objects.all().delete()
    return read_every_record(progress=progress)


def _follow(member_id: int, change_ids: list[int], at: datetime) -> int:
    """Follow one member; how many changes that were, 0 if another process was quicker."""
    row = FollowedRecord.objects.filter(pk=member_id).first()
    if not present_members([member_id]):
        return _settle(change_ids, lambda: _forget(member_id))
    eyes = _eyes_on(member_id, row.lines if row else "")
    if row is not None and row.lines == eyes.written:
        return _settle(change_ids, lambda: True)
    found = find_answers(member_id=member_id, eyes=eyes, stored=stored_queries(), at=at)
    return _settle(change_ids, lambda: _write(member_id, row, eyes, found, at))


def _settle(change_ids: list[int], write: Callable[[], bool]) -> int:
    """Claim the changes and write; nothing at all if somebody claimed one of them."""
    try:
        with transaction.atomic():
            claimed, _tables = ChangeToFollow.objects.filter(pk__in=change_ids).delete()
            if claimed == len(change_ids) and write():
                return claimed
            transaction.set_rollback(True)
    except IntegrityError:
        return 0  # two read a new record at once; the other's word stands
    return 0


def _write(
    member_id: int, row: FollowedRecord | None, eyes: Eyes, found: Found, at: datetime
) -> bool:
    if row is None:
        FollowedRecord.objects.create(pk=member_id, lines=eyes.written)
    else:
        as_read = FollowedRecord.objects.filter(pk=member_id, turn=row.turn)
        if not as_read.update(lines=eyes.written, turn=row.turn + 1):
            return False  # followed by another since it was read: once more
    write_answers(found=found, at=at)
    put_questions(at=at, expert_id=member_id)
    return True


def _forget(member_id: int) -> bool:
    FollowedRecord.objects.filter(pk=member_id).delete()
    return True


def _eyes_on(member_id: int, before: str) -> Eyes:
    return Eyes(passages_of(records_of([member_id])[member_id]), before)
