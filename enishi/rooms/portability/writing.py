"""Writing the lines of an import into the record, through the record's own services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enishi.engines.formats.item_codec import decode_item, encode_item
from enishi.engines.formats.types import Item, Origin
from enishi.ground.errors import NotFound
from enishi.rooms.portability.mapping import fields_of, item_of, merged
from enishi.rooms.portability.plan import Record
from enishi.rooms.portability.sentences import NOT_KEPT
from enishi.rooms.portability.types import Change
from enishi.rooms.profiles.errors import EntryRefused, KindAlreadyWritten
from enishi.rooms.profiles.queries import get_own_entry, own_record
from enishi.rooms.profiles.services import add_entries, edit_entry
from enishi.rooms.profiles.types import Kind, NewEntry

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member
    from enishi.rooms.portability.models import ImportLine

_REFUSALS = (EntryRefused, KindAlreadyWritten)


def write_lines(by: Member, lines: list[ImportLine], standard: str, at: datetime) -> None:
    """Write `lines` and mark those that the record refuses; the caller keeps the marks.

    Each line also learns its entry, and how that read before and after: enough to take it back.

    The record may have changed since the preview, and a line may have been written just before
    the power went: so every line looks at the record as it is now.
    """
    new = [line for line in lines if line.change == Change.NEW]
    record = Record.of(own_record(by)) if new else None
    missing = [line for line in new if record and not record.saying(_item(line))]
    _add(by, missing, standard, at)
    for line in lines:
        if line.change == Change.CHANGED:
            _edit(by, line, at)
    _note_after(by, lines)


def _note_after(by: Member, lines: list[ImportLine]) -> None:
    record = {entry.seen.id: entry for entry in own_record(by)}
    for line in lines:
        entry = record.get(line.entry_id or 0)
        if entry and line.change != Change.UNREADABLE:
            line.after = encode_item(item_of(entry))


def _item(line: ImportLine) -> Item:
    item = decode_item(line.item, Origin(line.file, line.line))
    if item is None:
        raise ValueError(f"line {line.pk} holds no item")
    return item


def _new(line: ImportLine, standard: str) -> NewEntry:
    return NewEntry(Kind(line.kind), fields_of(_item(line), standard))


def _add(by: Member, lines: list[ImportLine], standard: str, at: datetime) -> None:
    """Write all at once; if one of them is refused, one by one, so that the others come in."""
    try:
        with transaction.atomic():
            added = add_entries(by=by, entries=[_new(one, standard) for one in lines], at=at)
    except _REFUSALS:
        if len(lines) == 1:
            _refuse(lines[0])
            return
        for line in lines:
            _add(by, [line], standard, at)
        return
    for line, entry in zip(lines, added, strict=True):
        line.entry_id = entry.pk


def _edit(by: Member, line: ImportLine, at: datetime) -> None:
    """Write one line over its entry; an entry that was removed meanwhile stays removed."""
    try:
        before = item_of(get_own_entry(by, line.entry_id or 0))
        fields = fields_of(merged(before, _item(line)))
        with transaction.atomic():
            edit_entry(by=by, entry_id=line.entry_id or 0, fields=fields, at=at)
        line.before = encode_item(before)
    except (EntryRefused, NotFound):
        _refuse(line)


def _refuse(line: ImportLine) -> None:
    line.change, line.reason, line.is_chosen = Change.UNREADABLE, NOT_KEPT, False
