"""From records to the passages of the engine, and the one index of the house."""

from __future__ import annotations

import json
import os
import threading
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.conf import settings

from enishi.engines.search import Passage, SearchIndex, find_embedder
from enishi.engines.text import industries_of, place_key
from enishi.rooms.profiles.types import SINGLE, Kind, LineRef, Visibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from enishi.engines.search import HouseWords
    from enishi.engines.search import Visibility as Shown
    from enishi.rooms.members.types import PersonName
    from enishi.rooms.profiles.types import OwnEntry, SeenEntry

#: Kinds that say nothing about what somebody knows.
UNSEARCHED = frozenset({Kind.CONTACT, Kind.LINK})
#: Kinds that say where somebody works: whoever studies at a school is not in education.
WORKED = frozenset({Kind.POSITION})
LANGUAGES = ("ja", "en")
_NARROWNESS = list(Visibility)


def index_path() -> Path:
    """Where the index lies."""
    return Path(settings.DATA) / "index"


def kept_terms_path() -> Path:
    """Where the terms of texts are kept between two buildings of the index."""
    return Path(settings.DATA) / "terms.sqlite3"


def house_index() -> SearchIndex:
    """The index of this house; one a process, shared by its threads."""
    return _index_at(index_path())


@cache
def _index_at(path: Path) -> SearchIndex:
    return SearchIndex.open(path, find_embedder() if settings.SEARCH_BY_MEANING else None)


def keep_words(words: Iterable[tuple[str, ...]]) -> None:
    """Write the words of the house where every search finds them without a query."""
    path = _words_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
    draft.write_text(json.dumps([list(spellings) for spellings in words]), encoding="utf-8")
    draft.replace(path)


def kept_words() -> HouseWords:
    """The words of the house, as last written; none when nobody wrote any."""
    try:
        changed = _words_path().stat()
    except FileNotFoundError:
        return ()
    return _words_of(str(_words_path()), changed.st_mtime_ns, changed.st_ino)


def _words_path() -> Path:
    return Path(settings.DATA) / "words.json"


@lru_cache(maxsize=2)
def _words_of(path: str, _changed_ns: int, _number: int) -> HouseWords:
    written = json.loads(Path(path).read_text(encoding="utf-8"))
    return tuple(tuple(map(str, spellings)) for spellings in written)


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
        places=_places(seen),
        industries=_industries(seen, text, above),
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


def _places(seen: SeenEntry) -> tuple[str, ...]:
    """Where it was or is: the place of an entry, and the words of the entry that is one."""
    texts = [seen.place_ja, seen.place_en]
    if seen.kind is Kind.PLACE:
        texts += [seen.text_ja, seen.text_en]
    return tuple(sorted({place_key(text) for text in texts if text.strip()} - {""}))


def _industries(seen: SeenEntry, text: str, above: str) -> tuple[str, ...]:
    """What the line itself and what stands above it tell: nobody sees it who may not."""
    if seen.kind not in WORKED:
        return ()
    names = (seen.organization_ja, seen.organization_en)
    telling = next((name for name in names if industries_of(name)), "")
    return industries_of(telling, above, text)


def _keywords(seen: SeenEntry) -> str:
    words = seen.details.get("keywords")
    return " ".join(map(str, words)) if isinstance(words, list) else ""
