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
    snapshot = signing.dumps(
        {"at": int(at.timestamp()), "entry": serializers.serialize("json", [entry])},
        salt=_SALT,
        compress=True,
    )
    entry.delete()
    record_changed(member=by, at=at)
    return snapshot


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
    entry = _read(by, snapshot, at)
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


def _read(by: Member, snapshot: str, at: datetime) -> Entry:
    try:
        kept: dict[str, Any] = signing.loads(snapshot, salt=_SALT)
    except signing.BadSignature as error:
        raise UndoTooLate from error
    (restored,) = serializers.deserialize("json", kept["entry"])
    entry = cast("Entry", restored.object)
    if entry.member_id != by.pk or at.timestamp() - kept["at"] > UNDO_SECONDS:
        raise UndoTooLate
    return entry
