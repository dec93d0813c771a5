"""What this room announces."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from enishi.ground.events import Event

if TYPE_CHECKING:
    from datetime import datetime


class EntryChange(StrEnum):
    """What became of entries."""

    ADDED = "added"
    REWRITTEN = "rewritten"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChanged(Event):
    """Something in a member's record, or who may see it, is now another."""

    member_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesChanged(Event):
    """Entries were added, their words rewritten, or are now shown to others than before.

    Announced besides `RecordChanged`. "Still true", a change of order, and a removal are none.
    """

    member_id: int
    entry_ids: tuple[int, ...]
    change: EntryChange
    at: datetime
