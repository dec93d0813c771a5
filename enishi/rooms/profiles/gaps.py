"""What a record does not say yet. Pure functions over entries that were read."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal, cast

from enishi.rooms.profiles.types import BILINGUAL, CONFIRMABLE, Gap, Kind, RecordGap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from enishi.rooms.profiles.types import SeenEntry

#: After so long a position should be looked at again.
STALE_AFTER = timedelta(days=365)
#: Addresses say the same in both; a post is read where it stands, in its own language.
_ONE_LANGUAGE = frozenset({Kind.LINK, Kind.CONTACT, Kind.POST})

Name = Literal["title", "organization", "place", "text"]
Tongue = Literal["ja", "en"]


def untranslated(entries: Iterable[SeenEntry]) -> list[Gap]:
    """The free texts of `entries` that stand in one language only, in their order.

    A text that has fewer lines in one language is one too. Addresses and posts need no
    translation.
    """
    return [
        gap
        for entry in entries
        if entry.kind not in _ONE_LANGUAGE
        for name in BILINGUAL
        if (gap := _gap(entry, cast("Name", name))) is not None
    ]


def unsaid(entries: Sequence[SeenEntry], today: date, *, has_portrait: bool) -> list[RecordGap]:
    """What a reader of the whole record would miss."""
    kinds = {entry.kind for entry in entries}
    positions = [entry for entry in entries if entry.kind == Kind.POSITION]
    current = [entry for entry in entries if entry.kind in CONFIRMABLE and entry.is_current]
    found = {
        RecordGap.HEADLINE: Kind.HEADLINE not in kinds,
        RecordGap.POSITION: not positions,
        RecordGap.TEXT: bool(positions) and not any(e.text_ja or e.text_en for e in positions),
        RecordGap.CONFIRMATION: bool(current) and not any(_is_fresh(e, today) for e in current),
        RecordGap.PORTRAIT: not has_portrait,
    }
    return [gap for gap, is_there in found.items() if is_there]


def _is_fresh(entry: SeenEntry, today: date) -> bool:
    return entry.confirmed_on is not None and today - entry.confirmed_on <= STALE_AFTER


def _gap(entry: SeenEntry, name: Name) -> Gap | None:
    count = {tongue: _lines(entry, name, tongue) for tongue in ("ja", "en")}
    if count["ja"] == count["en"]:
        return None
    shorter: Tongue = "ja" if count["ja"] < count["en"] else "en"
    missing = abs(count["ja"] - count["en"]) if count[shorter] else 0
    return Gap(entry.id, entry.kind, name, shorter, missing)


def _lines(entry: SeenEntry, name: Name, tongue: str) -> int:
    if name != "text":
        return int(bool(getattr(entry, f"{name}_{tongue}")))
    return sum(bool(line) for line in entry.lines(tongue))
