"""Taking back what an import wrote into the record, through the record's own services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.engines.formats.item_codec import decode_item, encode_item
from enishi.engines.formats.types import Origin
from enishi.rooms.portability.mapping import fields_of, item_of
from enishi.rooms.portability.types import Change, Undone
from enishi.rooms.profiles.errors import EntryRefused
from enishi.rooms.profiles.queries import own_record
from enishi.rooms.profiles.services import hold_entries, put_entry_back, remove_entries

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.engines.formats.item_codec import Data
    from enishi.rooms.members.models import Member
    from enishi.rooms.portability.models import ImportLine


def take_lines_back(by: Member, lines: list[ImportLine], at: datetime) -> None:
    """Take `lines` back and mark what became of each; the caller keeps the marks.

    An entry goes, or reads again as it did before, only while it reads as the import left it:
    whatever the member did to it since is theirs, and stays.
    """
    hold_entries(by=by, entry_ids=[line.entry_id for line in lines if line.entry_id])
    record = {entry.seen.id: encode_item(item_of(entry)) for entry in own_record(by)}
    for line in lines:
        line.undone = _fate(line, record.get(line.entry_id or 0))
    back = [line for line in lines if line.undone == Undone.TAKEN_BACK]
    added = [line.entry_id for line in back if line.change == Change.NEW and line.entry_id]
    remove_entries(by=by, entry_ids=added, at=at)
    for line in back:
        if line.change == Change.CHANGED:
            _put_back(by, line, at)


def _fate(line: ImportLine, now: Data | None) -> Undone:
    if now is None or not line.after:
        return Undone.GONE
    return Undone.TAKEN_BACK if now == line.after else Undone.LEFT


def _put_back(by: Member, line: ImportLine, at: datetime) -> None:
    before = decode_item(line.before, Origin())
    if before is None:
        raise ValueError(f"line {line.pk} does not know what was there before")
    try:
        put_entry_back(by=by, entry_id=line.entry_id or 0, fields=fields_of(before), at=at)
    except EntryRefused:
        line.undone = Undone.LEFT
