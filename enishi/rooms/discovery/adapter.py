"""From records to the passages of the engine, and the one index of the house."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.conf import settings

from enishi.engines.search import Passage, SearchIndex
from enishi.rooms.profiles.types import SINGLE, Kind, LineRef, Visibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from enishi.engines.search import Visibility as Shown
    from enishi.rooms.members.types import PersonName
    from enishi.rooms.profiles.types import OwnEntry, SeenEntry

#: Kinds that say nothing about what somebody knows.
UNSEARCHED = frozenset({Kind.CONTACT, Kind.LINK})
LANGUAGES = ("ja", "en")
_NARROWNESS = list(Visibility)


def index_path() -> Path:
    """Where the index lies."""
    return Path(settings.DATA) / "index"


def house_index() -> SearchIndex:
    """The index of this house; one a process, shared by its threads."""
    return _index_at(index_path())


@cache
def _index_at(path: Path) -> SearchIndex:
    return SearchIndex.open(path)


def passages_of(record: Iterable[OwnEntry]) -> Iterator[Passage]:
    """Every line of a record, in every language it is written in."""
    for entry in record:
        if entry.seen.kind in UNSEARCHED:
            continue
        for language in LANGUAGES:
            yield from _passages_in(language, entry)


def names_of(name: PersonName) -> tuple[str, ...]:
    """Every spelling somebody may be looked for by, the parts of each apart by a space."""
    return tuple(" ".join(pair) for pair in (name.kanji, name.kana, name.romaji) if any(pair))


def _passages_in(language: str, entry: OwnEntry) -> Iterator[Passage]:
    seen = entry.seen
    title = str(getattr(seen, f"title_{language}"))
    if title:
        yield _passage(entry, LineRef(seen.id, language, -1), title, above=_keywords(seen))
    for number, text in enumerate(seen.lines(language)):
        if text:
            yield _passage(entry, LineRef(seen.id, language, number), text, above=title)


def _passage(entry: OwnEntry, line: LineRef, text: str, *, above: str) -> Passage:
    seen = entry.seen
    return Passage(
        passage_id=str(line),
        member_id=seen.member_id,
        entry_id=seen.id,
        language=line.language,
        kind=seen.kind.value,
        text=text,
        title=above,
        organization=seen.written("organization", line.language),
        organization_key=str(seen.organization_id or ""),
        starts=seen.starts,
        ends=seen.ends,
        is_current=seen.is_current,
        visibility=cast("Shown", _visibility(entry, line).value),
    )


def _visibility(entry: OwnEntry, line: LineRef) -> Visibility:
    """Who sees a line: the narrower of the entry's and its text's own visibility."""
    if line.number < 0 or entry.seen.kind in SINGLE:
        return entry.visibility
    return max(entry.visibility, entry.text_visibility, key=_NARROWNESS.index)


def _keywords(seen: SeenEntry) -> str:
    words = seen.details.get("keywords")
    return " ".join(map(str, words)) if isinstance(words, list) else ""
