"""JSON Resume 1.2.1, both ways: https://jsonresume.org/schema.

The standard has one language, no visibility and no order across sections. What it cannot say
stands beside it, in a property `enishi` of each element, which the schema allows; so that
reading what was written gives the same career, while any other program still finds its fields.
Where somebody changed a standard field by hand, their change wins over what stands beside it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from enishi.engines.formats import json_resume_writing as writing
from enishi.engines.formats.decoding import decode
from enishi.engines.formats.item_codec import decode_item, decode_name, three_way
from enishi.engines.formats.json_resume_reading import (
    Fields,
    read_basics,
    read_element,
    read_name,
    read_profile,
)
from enishi.engines.formats.json_resume_shape import (
    EXTENSION,
    META_WORDS,
    SECTIONS,
)
from enishi.engines.formats.tidy import Notebook
from enishi.engines.formats.types import (
    Career,
    Item,
    Name,
    Origin,
    Problem,
    Reading,
    Refusal,
    Refused,
    SourceFile,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_BYTES = 5 * 2**20
#: An element without a number of ours stands behind all that have one.
_LAST = 10**9
_NAMES = frozenset({"basics", "meta", "$schema", *(section.name for section in SECTIONS)})

write_json_resume = writing.write_json_resume


def read_json_resume(data: bytes, file: str = "resume.json") -> Reading:
    """Read a résumé; fields of a wrong type are passed over with a complaint."""
    if len(data) > MAX_BYTES:
        return Reading(refusal=Refusal(Refused.TOO_LARGE, {"limit": MAX_BYTES // 2**20}))
    document = _parsed(data)
    if document is None:
        return Reading(refusal=Refusal(Refused.NOT_JSON))
    if not isinstance(document, dict) or not _NAMES & document.keys():
        return Reading(refusal=Refusal(Refused.NOT_A_RESUME))
    return _Document(document, file).read()


def _parsed(data: bytes) -> object | None:
    text, _encoding = decode(data)
    try:
        parsed: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return parsed


class _Document:
    """One résumé while it is read."""

    def __init__(self, document: dict[str, object], file: str) -> None:
        self._file = file
        self._notebook = Notebook()
        self._root = Fields(document, "", self._complain)
        self._numbered: list[tuple[int, Item]] = []

    def _complain(self, path: str, wanted: str) -> None:
        at = Origin(self._file)
        if wanted == Problem.DATE_UNREADABLE:
            self._notebook.complain(at, Problem.DATE_UNREADABLE, value=path)
        else:
            self._notebook.complain(at, Problem.WRONG_TYPE, field=path, wanted=wanted)

    def read(self) -> Reading:
        """Read every section, then bring the items into the order of the record."""
        name = self._read_basics()
        for section in SECTIONS:
            for element in self._root.children(section.name):
                self._keep(element, partial(read_element, section))
        self._read_meta()
        for _number, item in sorted(self._numbered, key=lambda pair: pair[0]):
            self._notebook.add(replace(item, origin=Origin(self._file)))
        items, complaints = self._notebook.close()
        source = SourceFile(self._file, "resume", is_used=True, rows=len(items))
        return Reading(Career(name, items), complaints, (source,))

    def _read_basics(self) -> Name:
        basics = self._root.child("basics")
        kept = basics.values.get(EXTENSION)
        kept = kept if isinstance(kept, dict) else {}
        found = read_basics(basics)
        for field, item in found.items():
            self._numbered.append(self._merged_basics(field, item, kept.get(field)))
        for profile in basics.children("profiles"):
            self._keep(profile, read_profile)
        return _name(basics.word("name"), kept.get("name"))

    def _merged_basics(self, field: str, found: Item, kept: object) -> tuple[int, Item]:
        item, number = _decoded(kept)
        if item is None or item.kind != found.kind:
            return number, found
        language = self._language()
        written = read_basics(_alone(writing.basics_field(field, item, language)))
        return number, three_way(item, written.get(field, Item(item.kind)), found)

    def _keep(self, element: Fields, read: Callable[[Fields], Item]) -> None:
        found = read(element)
        item, number = _decoded(element.values.get(EXTENSION))
        if item is not None and item.kind == found.kind:
            written = read(_alone(writing.element_of(item, self._language())))
            found = three_way(item, written, found)
        if found != Item(found.kind):
            self._numbered.append((number, found))
        elif item is not None:
            self._numbered.append((number, item))

    def _read_meta(self) -> None:
        """Check `meta`, and take the items that no standard field could hold."""
        meta = self._root.child("meta")
        for word in META_WORDS:
            meta.word(word)
        self._root.word("$schema")
        kept = meta.values.get(EXTENSION)
        rest = kept.get("items") if isinstance(kept, dict) else None
        for data in rest if isinstance(rest, list) else []:
            item, number = _decoded(data)
            if item is not None:
                self._numbered.append((number, item))

    def _language(self) -> str:
        meta = self._root.values.get("meta")
        kept = meta.get(EXTENSION) if isinstance(meta, dict) else None
        language = kept.get("language") if isinstance(kept, dict) else None
        return language if language in ("ja", "en") else "en"


def _decoded(data: object) -> tuple[Item | None, int]:
    item = decode_item(data, Origin())
    number = data.get("number") if isinstance(data, dict) else None
    is_number = isinstance(number, int) and 0 <= number < _LAST
    return item, number if is_number and isinstance(number, int) else _LAST


def _name(written: str, kept: object) -> Name:
    """Trust the parts of a name that stand beside it while they still make that name."""
    name = decode_name(kept)
    written = " ".join(written.split())
    if name is not None and written in {
        " ".join(name.written(x).split()) for x in ("ja", "en")
    }:
        return name
    return read_name(written)


def _alone(values: dict[str, object]) -> Fields:
    """Read what we wrote ourselves: nothing in it can be complained of."""
    return Fields(values, "", lambda _path, _wanted: None)
