"""Posts: entries that say what a blog says. Only the room of blogs calls these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enishi.rooms.profiles.events import EntryChange
from enishi.rooms.profiles.models import Entry
from enishi.rooms.profiles.services.common import entries_changed
from enishi.rooms.profiles.services.entries import add_entries, put_entry_back
from enishi.rooms.profiles.types import Kind, NewEntry

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import EntryFields, Visibility


@transaction.atomic
def add_posts(*, by: Member, posts: Sequence[EntryFields], at: datetime) -> list[int]:
    """Write new posts into the record; the ids of their entries, in the same order.

    Raises
    ------
    EntryRefused
        One of them cannot be kept: ask `queries.complaints_about` before.
    RecordIsFull
        The record has as many entries as it may have.
    """
    written = [NewEntry(Kind.POST, fields) for fields in posts]
    return [entry.pk for entry in add_entries(by=by, entries=written, at=at)]


@transaction.atomic
def rewrite_posts(*, by: Member, posts: Mapping[int, EntryFields], at: datetime) -> None:
    """Let posts, by the ids of their entries, say what their blog says now.

    Raises
    ------
    NotFound
        One of them is gone.
    """
    for entry_id, fields in posts.items():
        put_entry_back(by=by, entry_id=entry_id, fields=fields, at=at)


@transaction.atomic
def show_posts(
    *, by: Member, entry_ids: Collection[int], visibility: Visibility, at: datetime
) -> None:
    """Say who sees some posts, and their text."""
    posts = Entry.objects.of(by.pk).filter(pk__in=entry_ids)
    changed = [entry for entry in posts if entry.visibility != visibility]
    Entry.objects.filter(pk__in=[entry.pk for entry in changed]).update(
        visibility=visibility, text_visibility=visibility, updated_at=at
    )
    if changed:
        entries_changed(member=by, entries=changed, change=EntryChange.SHOWN, at=at)
