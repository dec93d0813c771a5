"""Between the items of files and the entries of records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from enishi.engines.formats.types import Item, Name, Text
from enishi.rooms.profiles.queries import tidied
from enishi.rooms.profiles.types import SINGLE, EntryFields, Visibility

if TYPE_CHECKING:
    from collections.abc import Mapping

    from enishi.engines.formats.types import Details
    from enishi.rooms.members.types import PersonName
    from enishi.rooms.profiles.types import OwnEntry


def item_of(entry: OwnEntry) -> Item:
    """Say an entry as an item."""
    seen = entry.seen
    return Item(
        kind=str(seen.kind),
        title=Text(seen.title_ja, seen.title_en),
        organization=Text(seen.organization_ja, seen.organization_en),
        place=Text(seen.place_ja, seen.place_en),
        text=Text(seen.text_ja, seen.text_en),
        url=seen.url,
        starts=seen.starts,
        ends=seen.ends,
        is_current=seen.is_current,
        details=_plain_details(seen.details),
        visibility=str(entry.visibility),
        text_visibility=str(entry.text_visibility),
        confirmed_on=seen.confirmed_on.isoformat() if seen.confirmed_on else "",
    )


def fields_of(item: Item, standard: str = "") -> EntryFields:
    """Say an item as the fields of an entry, tidied as the record would keep them.

    `standard` is the visibility of items that do not speak of it.
    """
    visibility = item.visibility or standard
    # Of a headline, a summary or a place the text is all there is.
    is_single = item.kind in SINGLE
    text_visibility = visibility if is_single else item.text_visibility or visibility
    fields = EntryFields(
        title_ja=item.title.ja,
        title_en=item.title.en,
        organization_ja=item.organization.ja,
        organization_en=item.organization.en,
        place_ja=item.place.ja,
        place_en=item.place.en,
        text_ja=item.text.ja,
        text_en=item.text.en,
        url=item.url,
        starts=item.starts,
        ends=item.ends,
        is_current=item.is_current,
        details=item.details,
        visibility=Visibility(visibility) if visibility else None,
        text_visibility=Visibility(text_visibility) if text_visibility else None,
        confirmed_on=_day(item.confirmed_on),
    )
    return tidied(fields)


def merged(before: Item, found: Item) -> Item:
    """Say what a record would hold after `found` was written over `before`.

    A file adds and replaces; where it is silent, or less exact about a date, what stands in
    the record stays.
    """
    ends, is_current = _end(before, found)
    return replace(
        before,
        title=_pair(before.title, found.title),
        organization=_pair(before.organization, found.organization),
        place=_pair(before.place, found.place),
        text=_pair(before.text, found.text),
        url=found.url or before.url,
        starts=_more_exact(before.starts, found.starts),
        ends=ends,
        is_current=is_current,
        details={**before.details, **found.details},
        visibility=found.visibility or before.visibility,
        text_visibility=found.text_visibility or before.text_visibility,
        confirmed_on=max(before.confirmed_on, found.confirmed_on),
    )


def name_of(name: PersonName) -> Name:
    """Say a member's name as files write names."""
    return Name(kanji=name.kanji, kana=name.kana, romaji=name.romaji)


def _pair(before: Text, found: Text) -> Text:
    return Text(ja=found.ja or before.ja, en=found.en or before.en)


def _more_exact(before: str, found: str) -> str:
    return before if before.startswith(found) else found


def _end(before: Item, found: Item) -> tuple[str, bool]:
    if found.ends:
        return _more_exact(before.ends, found.ends), False
    if found.is_current:
        return "", True
    return before.ends, before.is_current


def _plain_details(details: Mapping[str, object]) -> Details:
    plain: Details = {}
    for key, value in details.items():
        if isinstance(value, str):
            plain[key] = value
        elif isinstance(value, list):
            plain[key] = [str(word) for word in value]
    return plain


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
