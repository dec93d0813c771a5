"""Small acts on an entry that is written: move it, say that it is still true."""

from __future__ import annotations

import zoneinfo
from typing import TYPE_CHECKING

from django.db import transaction

from enishi.rooms.profiles.errors import NotConfirmable
from enishi.rooms.profiles.models import Entry
from enishi.rooms.profiles.services.common import arrange, own_entry, record_changed
from enishi.rooms.profiles.types import CONFIRMABLE, Direction

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member


@transaction.atomic
def move_entry(*, by: Member, entry_id: int, direction: Direction, at: datetime) -> Entry:
    """Let an entry and its neighbour of the same kind change places.

    At the end of the row there is no neighbour, and nothing moves.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    """
    entry = own_entry(by=by, entry_id=entry_id)
    entries = list(Entry.objects.of(by.pk).filter(kind=entry.kind))
    here = [other.pk for other in entries].index(entry.pk)
    there = here - 1 if direction == Direction.UP else here + 1
    if 0 <= there < len(entries):
        entries[here], entries[there] = entries[there], entries[here]
        arrange(entries=entries)
        record_changed(member=by, at=at)
    return entry


@transaction.atomic
def confirm_entry(*, by: Member, entry_id: int, at: datetime) -> Entry:
    """Say that an entry is still true, on the day it is where the member lives.

    This is no edit: `updated_at` stays. Saying it twice on one day changes nothing.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    NotConfirmable
        It is of a kind that does not grow old.
    """
    entry = own_entry(by=by, entry_id=entry_id)
    if entry.kind not in CONFIRMABLE:
        raise NotConfirmable
    today = at.astimezone(zoneinfo.ZoneInfo(by.time_zone)).date()
    if entry.confirmed_on != today:
        entry.confirmed_on = today
        entry.save(update_fields=["confirmed_on"])
        record_changed(member=by, at=at)
    return entry
