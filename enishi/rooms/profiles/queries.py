"""Reads of the record. The first argument is the viewer; None is a guest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.rooms.profiles.models import Entry, EntryQuerySet, Profile
from enishi.rooms.profiles.types import SINGLE, Kind, SeenEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enishi.rooms.members.models import Member
    from enishi.rooms.network.types import Degree
    from enishi.rooms.profiles.types import LineRef

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


def record_of(viewer: Member | None, member_id: int) -> list[SeenEntry]:
    """The entries of `member_id` that `viewer` may see, in the order of the record."""
    return _seen(Entry.objects.of(member_id).visible_to(viewer))


def record_as(member_id: int, degree: Degree | None) -> list[SeenEntry]:
    """The record of `member_id` as somebody at `degree` would see it."""
    return _seen(Entry.objects.of(member_id).seen_at(degree))


def entries_for(viewer: Member | None, entry_ids: Iterable[int]) -> dict[int, SeenEntry]:
    """Those of `entry_ids` that `viewer` may see, by id. One query."""
    entries = Entry.objects.filter(pk__in=list(entry_ids)).visible_to(viewer)
    return {entry.id: entry for entry in _seen(entries)}


def headlines_for(viewer: Member | None, member_ids: Iterable[int]) -> dict[int, SeenEntry]:
    """The visible headline of each of `member_ids`, by member. One query."""
    entries = Entry.objects.filter(member_id__in=list(member_ids), kind=Kind.HEADLINE)
    return {entry.member_id: entry for entry in _seen(entries.visible_to(viewer))}


def portraits_for(viewer: Member | None, member_ids: Iterable[int]) -> dict[int, str]:
    """The address of each portrait that `viewer` may see, by member. One query."""
    profiles = Profile.objects.filter(member_id__in=list(member_ids)).exclude(portrait="")
    return {profile.member_id: profile.portrait.url for profile in profiles.visible_to(viewer)}


def line_for(viewer: Member | None, line: LineRef) -> tuple[SeenEntry, str] | None:
    """The entry and the words of one line, if `viewer` may see it and it has words."""
    entry = entries_for(viewer, [line.entry_id]).get(line.entry_id)
    if entry is None:
        return None
    words = words_of(entry, line)
    return (entry, words) if words else None


def words_of(entry: SeenEntry, line: LineRef) -> str:
    """The words `line` points at in an entry somebody sees; empty if there are none."""
    if line.number < 0:
        return str(getattr(entry, f"title_{line.language}"))
    lines = entry.lines(line.language)
    return lines[line.number] if line.number < len(lines) else ""


def _seen(entries: EntryQuerySet) -> list[SeenEntry]:
    return [_see(entry) for entry in entries]


def _see(entry: Entry) -> SeenEntry:
    # A single entry (headline …) is nothing but its text: the entry's own visibility
    # decides, and there is no second one to ask.
    shown = entry.kind in SINGLE or entry.text_is_shown  # type: ignore[attr-defined]
    return SeenEntry(
        kind=Kind(entry.kind),
        text_ja=entry.text_ja if shown else "",
        text_en=entry.text_en if shown else "",
        **{name: getattr(entry, name) for name in _ALWAYS},
    )
