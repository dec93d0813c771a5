"""Taking an entry out of the record, and putting it back for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core import serializers, signing
from django.db import IntegrityError, transaction

from enishi.rooms.profiles.errors import KindAlreadyWritten, UndoTooLate
from enishi.rooms.profiles.models import Entry
from enishi.rooms.profiles.services.common import own_entry, record_changed

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from enishi.rooms.members.models import Member

UNDO_SECONDS = 3600
_SALT = "enishi.rooms.profiles.removed"


@transaction.atomic
def remove_entry(*, by: Member, entry_id: int, at: datetime) -> str:
    """Take an entry out of the record.

    Returns
    -------
    str
        A signed snapshot; `restore_entry` puts the entry back from it within an hour.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    """
    entry = own_entry(by=by, entry_id=entry_id)
    snapshot = _snapshot([entry], at)
    entry.delete()
    record_changed(member=by, at=at)
    return snapshot


@transaction.atomic
def take_entries_out(*, by: Member, entry_ids: Collection[int], at: datetime) -> str:
    """Take several entries out at once; absent ones are.

    Returns
    -------
    str
        A signed snapshot for `restore_entries`; too long for a cookie, so keep it in a row.
    """
    entries = list(Entry.objects.of(by.pk).filter(pk__in=entry_ids))
    snapshot = _snapshot(entries, at)
    remove_entries(by=by, entry_ids=[entry.pk for entry in entries], at=at)
    return snapshot


@transaction.atomic
def restore_entries(*, by: Member, snapshot: str, at: datetime) -> None:
    """Put entries back as they were, under their own ids; those that are there again stay.

    Raises
    ------
    UndoTooLate
        The snapshot is older than an hour, not ours, or of somebody else's entries.
    """
    entries = _read(by, snapshot, at)
    there = Entry.objects.filter(pk__in=[entry.pk for entry in entries])
    known = set(there.values_list("pk", flat=True))
    Entry.objects.bulk_create(entry for entry in entries if entry.pk not in known)
    record_changed(member=by, at=at)


def hold_entries(*, by: Member, entry_ids: Collection[int]) -> None:
    """Let nobody else write some entries before the transaction ends."""
    list(Entry.objects.of(by.pk).filter(pk__in=entry_ids).select_for_update())


@transaction.atomic
def remove_entries(*, by: Member, entry_ids: Collection[int], at: datetime) -> None:
    """Take several entries out at once, for whoever keeps what they said; absent ones are."""
    _total, counts = Entry.objects.of(by.pk).filter(pk__in=entry_ids).delete()
    if counts.get("profiles.Entry"):
        record_changed(member=by, at=at)


@transaction.atomic
def restore_entry(*, by: Member, snapshot: str, at: datetime) -> Entry:
    """Put a removed entry back as it was, under its own id, so that what pointed at it does.

    Putting it back twice changes nothing.

    Raises
    ------
    UndoTooLate
        The snapshot is older than an hour, not ours, or of somebody else's entry.
    KindAlreadyWritten
        A new headline, summary or place was written meanwhile.
    """
    (entry,) = _read(by, snapshot, at)
    there = Entry.objects.filter(pk=entry.pk).first()
    if there is not None:
        return there
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as error:
        raise KindAlreadyWritten from error
    record_changed(member=by, at=at)
    return entry


def _snapshot(entries: list[Entry], at: datetime) -> str:
    kept = {"at": int(at.timestamp()), "entry": serializers.serialize("json", entries)}
    return signing.dumps(kept, salt=_SALT, compress=True)


def _read(by: Member, snapshot: str, at: datetime) -> list[Entry]:
    try:
        kept: dict[str, Any] = signing.loads(snapshot, salt=_SALT)
    except signing.BadSignature as error:
        raise UndoTooLate from error
    restored = serializers.deserialize("json", kept["entry"])
    entries = [cast("Entry", one.object) for one in restored]
    is_ours = all(entry.member_id == by.pk for entry in entries)
    if not is_ours or at.timestamp() - kept["at"] > UNDO_SECONDS:
        raise UndoTooLate
    return entries
