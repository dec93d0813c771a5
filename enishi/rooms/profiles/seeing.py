"""From rows to what one viewer sees of them: the gate has decided, here nothing slips out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.rooms.network.types import Degree
from enishi.rooms.profiles.types import SINGLE, Kind, OwnEntry, SeenEntry, Visibility

if TYPE_CHECKING:
    from enishi.rooms.profiles.models import Entry, EntryQuerySet

_ALWAYS = [
    "id",
    "member_id",
    "title_ja",
    "title_en",
    "organization_ja",
    "organization_en",
    "organization_id",
    "place_ja",
    "place_en",
    "url",
    "starts",
    "ends",
    "is_current",
    "details",
    "confirmed_on",
]


def newest_posts_last(entries: list[SeenEntry]) -> list[SeenEntry]:
    """Posts behind the rest; they have no place of their own but their day."""
    posts = [entry for entry in entries if entry.kind == Kind.POST]
    posts.sort(key=lambda post: (post.starts, post.id), reverse=True)
    return [*(entry for entry in entries if entry.kind != Kind.POST), *posts]


def as_owner(entries: EntryQuerySet) -> EntryQuerySet:
    """Entries as their own member sees them: all of every one."""
    return entries.seen_at(Degree.SELF)


def own_entry_of(entry: Entry) -> OwnEntry:
    """An entry of `as_owner`, with who else sees it."""
    return OwnEntry(
        see_entry(entry), Visibility(entry.visibility), Visibility(entry.text_visibility)
    )


def see_entries(entries: EntryQuerySet) -> list[SeenEntry]:
    """Entries somebody may see, as they may see them."""
    return [see_entry(entry) for entry in entries]


def see_entry(entry: Entry) -> SeenEntry:
    """An entry without what the viewer it was read for may not see."""
    # A single entry (headline …) is nothing but its text: the entry's own visibility
    # decides, and there is no second one to ask.
    shown = entry.kind in SINGLE or entry.text_is_shown  # type: ignore[attr-defined]
    return SeenEntry(
        kind=Kind(entry.kind),
        text_ja=entry.text_ja if shown else "",
        text_en=entry.text_en if shown else "",
        **{name: getattr(entry, name) for name in _ALWAYS},
    )
