"""What a file would change in a record, line by line. Nothing is written here.

Every item of the file looks for the entry it speaks of, first among those that already say all
it says, then by what and where and since when, then by less; an entry is changed by one item
at most. So a second reading of the same file finds nothing to do.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from enishi.engines.formats.item_codec import encode_item
from enishi.rooms.portability.mapping import fields_of, item_of, merged
from enishi.rooms.portability.sentences import NOT_KEPT, REPEATED
from enishi.rooms.portability.types import Change
from enishi.rooms.profiles.queries import complaints_about
from enishi.rooms.profiles.types import SINGLE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from enishi.engines.formats.types import Item
    from enishi.rooms.profiles.types import OwnEntry

Key = tuple[str, ...]
_KINDS_AT_PLACES = frozenset({Kind.POSITION, Kind.EDUCATION, Kind.VOLUNTEERING})


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One item of a file, and what it would do."""

    item: Item
    change: Change
    before: Item | None = None
    entry_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """An entry that stands in the record."""

    id: int
    item: Item


@dataclass(slots=True)
class Record:
    """A record, to be asked which entry an item speaks of."""

    known: tuple[_Known, ...]
    by_key: dict[Key, list[_Known]] = field(default_factory=lambda: defaultdict(list))
    by_weak_key: dict[Key, list[_Known]] = field(default_factory=lambda: defaultdict(list))
    taken: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, entries: Sequence[OwnEntry]) -> Record:
        """Index the entries of one member."""
        record = cls(tuple(_Known(entry.seen.id, item_of(entry)) for entry in entries))
        for known in record.known:
            for key in _keys(known.item):
                record.by_key[key].append(known)
            for key in _weak_keys(known.item):
                record.by_weak_key[key].append(known)
        return record

    def saying(self, item: Item) -> _Known | None:
        """Find an entry that already says all that `item` says."""
        return next(
            (known for known in self._near(item) if adds_nothing(known.item, item)), None
        )

    def take(self, item: Item) -> _Known | None:
        """Find the entry `item` speaks of, so that no other item changes it as well."""
        for found in (self._near(item), self._far(item)):
            for known in found:
                if known.id not in self.taken:
                    self.taken.add(known.id)
                    return known
        return None

    def _near(self, item: Item) -> Iterator[_Known]:
        for key in _keys(item):
            yield from self.by_key.get(key, ())

    def _far(self, item: Item) -> Iterator[_Known]:
        for key in _weak_keys(item):
            yield from self.by_weak_key.get(key, ())


def plan(items: Sequence[Item], entries: Sequence[OwnEntry]) -> list[PlannedLine]:
    """Say for each of `items` what it would do to a record of `entries`."""
    record = Record.of(entries)
    same = [record.saying(item) for item in items]
    # What an entry says already is not to be changed by another item of the same file.
    record.taken |= {known.id for known in same if known}
    lines, met = [], set()
    for item, known in zip(items, same, strict=True):
        mark = _mark(item)
        if mark in met:
            lines.append(PlannedLine(item, Change.UNREADABLE, reason=REPEATED))
        elif known is not None:
            lines.append(PlannedLine(item, Change.SAME, known.item, known.id))
        else:
            lines.append(_planned(item, record.take(item)))
        met.add(mark)
    return lines


def _planned(item: Item, known: _Known | None) -> PlannedLine:
    after = merged(known.item, item) if known else item
    if complaints_about(Kind(item.kind), fields_of(after)):
        return PlannedLine(item, Change.UNREADABLE, reason=NOT_KEPT)
    if known is None:
        return PlannedLine(item, Change.NEW)
    return PlannedLine(item, Change.CHANGED, known.item, known.id)


def adds_nothing(before: Item, found: Item) -> bool:
    """Whether writing `found` over `before` would leave everything as it is."""
    return fields_of(merged(before, found)) == fields_of(before)


def _mark(item: Item) -> str:
    """Tell items apart that would be one: a record has one headline, and no twins."""
    return item.kind if item.kind in SINGLE else repr(encode_item(item))


def _fold(value: str) -> str:
    return "".join(unicodedata.normalize("NFKC", value).casefold().split())


def _keys(item: Item) -> list[Key]:
    """By which an item and an entry are certainly about the same thing."""
    if item.kind in SINGLE:
        return [(item.kind,)]
    if item.kind in {Kind.LINK, Kind.CONTACT}:
        username = item.details.get("username", "")
        address = item.url.rstrip("/") or (username if isinstance(username, str) else "")
        return [(item.kind, _fold(address))]
    titles = {_fold(side) for side in (item.title.ja, item.title.en) if side} or {""}
    places = {_fold(side) for side in (item.organization.ja, item.organization.en) if side}
    keys = product([item.kind], sorted(titles), sorted(places or {""}), [item.starts[:4]])
    return [key for key in keys if any(key[1:3])]


def _weak_keys(item: Item) -> list[Key]:
    """By which they probably are: another title, or another beginning."""
    if item.kind not in _KINDS_AT_PLACES:
        return []
    keys: list[Key] = []
    for kind, title, place, year in (key for key in _keys(item) if key[2]):
        if year:
            keys.append((kind, "since", place, year))
        if title:
            keys.append((kind, "as", title, place))
    return keys
