"""JSON Resume out: standard fields for every program, and ours beside them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from enishi.engines.formats.item_codec import Data, encode_item, encode_name
from enishi.engines.formats.json_resume_shape import (
    EXTENSION,
    EXTENSION_VERSION,
    LIST,
    SECTIONS,
    Section,
)

if TYPE_CHECKING:
    from enishi.engines.formats.types import Career, Item

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_BY_KIND = {section.kind: section for section in SECTIONS}
_SINGLE = {"headline": "label", "summary": "summary", "place": "location"}
_CONTACTS = {"email": "email", "phone": "phone"}
_DATE = re.compile(r"[12]\d{3}(-[01]\d(-[0-3]\d)?)?")


def write_json_resume(career: Career, language: str) -> bytes:
    """Write a career as JSON Resume 1.2.1.

    Parameters
    ----------
    career
        What to write; what somebody may not see must not be in it.
    language
        `ja` or `en`, for the standard fields. A text that is written only in the other language
        stands there as it is; the property `enishi` tells which is which.
    """
    document = _Document(language)
    for number, item in enumerate(career.items):
        document.place(item, number)
    document.name(career)
    return document.dump()


class _Document:
    """The document while it is written."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._basics: Data = {}
        self._kept: Data = {}
        self._profiles: list[Data] = []
        self._sections: dict[str, list[Data]] = {section.name: [] for section in SECTIONS}
        self._rest: list[Data] = []

    def place(self, item: Item, number: int) -> None:
        """Put an item where the standard has a place for it, else with our own."""
        kept = encode_item(item) | {"number": number}
        field = _basics_field_of(item)
        written = basics_field(field, item, self._language) if field else {}
        if written and field not in self._kept:
            self._basics |= written
            self._kept[field] = kept
        elif item.kind == "link":
            self._profiles.append(_with(element_of(item, self._language), kept))
        elif item.kind in _BY_KIND:
            element = _with(element_of(item, self._language), kept)
            self._sections[_BY_KIND[item.kind].name].append(element)
        else:
            self._rest.append(kept)

    def name(self, career: Career) -> None:
        """Write the name, and beside it how it is put together."""
        written = career.name.written(self._language)
        if written:
            self._basics["name"] = written
            self._kept["name"] = encode_name(career.name)

    def dump(self) -> bytes:
        """Everything, as UTF-8."""
        basics = self._basics | ({"profiles": self._profiles} if self._profiles else {})
        meta: Data = {"version": "v1.2.1"}
        meta[EXTENSION] = {
            "version": EXTENSION_VERSION,
            "language": self._language,
            "items": self._rest,
        }
        document: Data = {"$schema": _SCHEMA, "basics": _with(basics, self._kept)}
        document |= {name: elements for name, elements in self._sections.items() if elements}
        document["meta"] = meta
        return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _with(element: Data, kept: Data) -> Data:
    return element | {EXTENSION: kept}


def _basics_field_of(item: Item) -> str:
    """Name the field of `basics` that could hold an item, if any."""
    if item.kind == "contact":
        return _CONTACTS.get(str(item.details.get("network")), "")
    return _SINGLE.get(item.kind, "")


def basics_field(field: str, item: Item, language: str) -> Data:
    """Write one item into its field of `basics`; empty when it has nothing to say there."""
    if item.kind == "contact":
        value = item.details.get("username", "")
        fits = isinstance(value, str) and value.strip() and (field != "email" or "@" in value)
        return {field: value} if fits else {}
    words = item.text.written(language)
    if not words.strip():
        return {}
    return {field: {"city": words} if field == "location" else words}


def element_of(item: Item, language: str) -> Data:
    """Write the standard fields of an item that stands in a list."""
    if item.kind == "link":
        return _profile(item)
    section = _BY_KIND[item.kind]
    element = _words(section, item, language)
    element |= _dates(section, item)
    if section.url and item.url.startswith(("http://", "https://")):
        element[section.url] = item.url
    element |= _details(section, item)
    element.pop("", None)
    return element


def _words(section: Section, item: Item, language: str) -> Data:
    element: Data = {
        field: pair.written(language)
        for field, pair in (
            (section.title, item.title),
            (section.organization, item.organization),
            (section.place, item.place),
        )
        if pair
    }
    written = item.text.written(language).splitlines()
    if len(written) > 1 and section.lines:
        element[section.lines] = written
    elif written:
        element[section.text] = "\n".join(written)
    return element


def _dates(section: Section, item: Item) -> Data:
    dates = ((section.starts, item.starts), (section.ends, item.ends))
    return {field: day for field, day in dates if _DATE.fullmatch(day)}


def _details(section: Section, item: Item) -> Data:
    """Write the details the standard knows, each if it has the shape the standard wants."""
    element: Data = {}
    for field, (key, shape) in section.details.items():
        value = item.details.get(key)
        if value and isinstance(value, list) == (shape == LIST):
            element[field] = value
    return element


def _profile(item: Item) -> Data:
    element: Data = {
        key: item.details[key] for key in ("network", "username") if key in item.details
    }
    element = {key: value for key, value in element.items() if isinstance(value, str)}
    if item.url.startswith(("http://", "https://")):
        element["url"] = item.url
    return element
