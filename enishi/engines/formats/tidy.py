"""The last step of every reader: what a record cannot hold does not leave this engine."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from enishi.engines.formats.types import Complaint, Item, Origin, Problem, Text

if TYPE_CHECKING:
    from enishi.engines.formats.types import Details

MAX_ITEMS = 5_000
MAX_TITLE = 300
MAX_NAME = 200
MAX_TEXT = 10_000
MAX_HEADLINE = 220
MAX_URL = 2_000
MAX_DETAILS = 20
MAX_DETAIL_WORDS = 100

#: How long the text of an item may be, where that depends on its kind.
_TEXT_OF = {"headline": MAX_HEADLINE, "place": MAX_NAME}

#: Control characters (tabs and new lines stay) and halves of characters.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_URL = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"]+$", re.IGNORECASE)
_BARE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?#]\S*)?$", re.IGNORECASE)


def writable(value: str) -> str:
    """Drop what neither a database nor UTF-8 can hold."""
    return _UNWRITABLE.sub("", value)


def web_address(value: str) -> str:
    """Complete an address that was written without its scheme.

    >>> web_address("www.linkedin.com/in/naoki"), web_address("https://a.example")
    ('https://www.linkedin.com/in/naoki', 'https://a.example')
    """
    value = value.strip()
    return f"https://{value}" if _BARE.match(value) else value


@dataclass(slots=True)
class Notebook:
    """Collects items and complaints while a file is read."""

    items: list[Item] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    left_over: int = 0

    def complain(self, at: Origin, code: Problem, **values: str | int) -> None:
        """Note what was wrong, and go on."""
        self.complaints.append(Complaint(at.file, at.line, code, values))

    def add(self, item: Item) -> None:
        """Keep `item`, in a shape that a record can hold."""
        if len(self.items) >= MAX_ITEMS:
            self.left_over += 1
            return
        self.items.append(self._dated(self._addressed(self._fitted(item))))

    def close(self) -> tuple[tuple[Item, ...], tuple[Complaint, ...]]:
        """Everything noted; how many items were too many is said once."""
        if self.left_over:
            at = self.items[-1].origin
            self.complain(
                Origin(at.file), Problem.ITEMS_LEFT, limit=MAX_ITEMS, count=self.left_over
            )
            self.left_over = 0
        return tuple(self.items), tuple(self.complaints)

    def _fitted(self, item: Item) -> Item:
        return replace(
            item,
            title=self._pair(item, "title", item.title, MAX_TITLE),
            organization=self._pair(item, "organization", item.organization, MAX_NAME),
            place=self._pair(item, "place", item.place, MAX_NAME),
            text=self._pair(item, "text", item.text, _TEXT_OF.get(item.kind, MAX_TEXT)),
            details=self._details(item),
        )

    def _pair(self, item: Item, field_name: str, text: Text, limit: int) -> Text:
        if max(len(text.ja), len(text.en)) > limit:
            self.complain(item.origin, Problem.TEXT_CUT, field=field_name, limit=limit)
        return Text(ja=writable(text.ja)[:limit], en=writable(text.en)[:limit])

    def _details(self, item: Item) -> Details:
        fitted: Details = {}
        for key, value in list(item.details.items())[:MAX_DETAILS]:
            if not _KEY.fullmatch(key):
                continue
            if isinstance(value, str):
                fitted[key] = writable(value)[:MAX_TITLE]
            else:
                words = [writable(word)[:MAX_TITLE] for word in value[:MAX_DETAIL_WORDS]]
                fitted[key] = words
        return fitted

    def _addressed(self, item: Item) -> Item:
        url = writable(item.url)
        if url and not (_URL.match(url) and len(url) <= MAX_URL):
            self.complain(item.origin, Problem.URL_REFUSED, value=url[:MAX_NAME])
            url = ""
        return replace(item, url=url)

    def _dated(self, item: Item) -> Item:
        """Drop an end that lies before the start; a year may hold a month of its own."""
        starts, ends = item.starts, item.ends
        if starts and ends and starts > ends and not starts.startswith(ends):
            self.complain(item.origin, Problem.ENDS_BEFORE_START, starts=starts, ends=ends)
            return replace(item, ends="", is_current=False)
        return item
