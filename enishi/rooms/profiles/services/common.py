"""What all writes of the room share: one's own entries, their order, word of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.ground.errors import NotFound
from enishi.ground.events import announce
from enishi.rooms.profiles.events import EntriesChanged, RecordChanged
from enishi.rooms.profiles.models import Entry, Profile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.events import EntryChange


def profile_of(*, member: Member) -> Profile:
    """The member's profile, made when this is the first thing they write."""
    profile, _made = Profile.objects.get_or_create(member=member)
    return profile


def own_entry(*, by: Member, entry_id: int) -> Entry:
    """The entry, held until the transaction ends.

    Raises
    ------
    NotFound
        Also when it is somebody else's.
    """
    entry = Entry.objects.select_for_update().filter(pk=entry_id, member=by).first()
    if entry is None:
        raise NotFound
    return entry


def arrange(*, entries: list[Entry]) -> None:
    """Number `entries` of one kind as they stand; those not written yet only in memory."""
    moved = []
    for number, entry in enumerate(entries, start=1):
        if entry.position != number:
            entry.position = number
            moved.append(entry)
    Entry.objects.bulk_update([entry for entry in moved if entry.pk], ["position"])


def record_changed(*, member: Member, at: datetime) -> None:
    """Note when the record changed last, and say so."""
    Profile.objects.filter(member=member).update(updated_at=at)
    announce(RecordChanged(member_id=member.pk))


def entries_changed(
    *, member: Member, entries: Iterable[Entry], change: EntryChange, at: datetime
) -> None:
    """Say which entries changed, and that with them the record did."""
    record_changed(member=member, at=at)
    announce(
        EntriesChanged(
            member_id=member.pk,
            entry_ids=tuple(entry.pk for entry in entries),
            change=change,
            at=at,
        )
    )
