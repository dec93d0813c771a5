"""JSON Resume in: one element to one item, and complaints about fields of a wrong type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from enishi.engines.formats.dates import partial_date
from enishi.engines.formats.json_resume_shape import (
    LIST,
    LOCATION_WORDS,
    OLDER_NAMES,
    PROFILE_WORDS,
    Section,
)
from enishi.engines.formats.tidy import MAX_NAME, web_address, writable
from enishi.engines.formats.types import Item, Name, Origin, Problem, Text
from enishi.engines.formats.words import joined, lines, one_line
from enishi.engines.text.language import language_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from enishi.engines.formats.types import Details

_TWO_WORDS = 2


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one element; of a field with a wrong type a complaint is noted."""

    values: dict[str, object]
    path: str
    complain: Callable[[str, str], None]

    def word(self, name: str) -> str:
        """The text of a field, or an empty one."""
        value = self.values.get(name, "") if name else ""
        if isinstance(value, str):
            return value
        self.complain(f"{self.path}.{name}", "text")
        return ""

    def words(self, name: str) -> list[str]:
        """The texts of a list, or none."""
        value = self.values.get(name, []) if name else []
        if not isinstance(value, list):
            self.complain(f"{self.path}.{name}", "list")
            return []
        if not all(isinstance(word, str) for word in value):
            self.complain(f"{self.path}.{name}", "text")
        return [word for word in value if isinstance(word, str)]

    def child(self, name: str) -> Fields:
        """The fields of an object within this one."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            self.complain(f"{self.path}.{name}", "object")
            value = {}
        return Fields(value, f"{self.path}.{name}", self.complain)

    def children(self, name: str) -> list[Fields]:
        """The objects of a list; what is no object is complained of and passed over."""
        value = self.values.get(name, [])
        prefix = f"{self.path}.{name}" if self.path else name
        if not isinstance(value, list):
            self.complain(prefix, "list")
            return []
        found = []
        for number, element in enumerate(value):
            if isinstance(element, dict):
                found.append(Fields(_renamed(element), f"{prefix}[{number}]", self.complain))
            else:
                self.complain(f"{prefix}[{number}]", "object")
        return found


def _renamed(element: dict[str, object]) -> dict[str, object]:
    """Give a field of an older version its name of today, unless that is there as well."""
    return {
        (OLDER_NAMES[key] if OLDER_NAMES.get(key, key) not in element else key)
        if key in OLDER_NAMES
        else key: value
        for key, value in element.items()
    }


def read_element(section: Section, element: Fields) -> Item:
    """Read the standard fields of one element."""
    starts = read_date(element, section.starts)
    ends = read_date(element, section.ends)
    text = joined(lines(element.word(section.text)), lines_of(element.words(section.lines)))
    return Item(
        section.kind,
        title=one_line(element.word(section.title)),
        organization=one_line(element.word(section.organization)),
        place=one_line(element.word(section.place)),
        text=text,
        url=web_address(element.word(section.url)),
        starts=starts,
        ends=ends,
        is_current=section.may_be_current and bool(starts) and not ends,
        details=_read_details(section, element),
        origin=Origin(element.path),
    )


def lines_of(highlights: list[str]) -> Text:
    """Make each highlight one line of evidence, all in the language they share."""
    return lines("\n".join(" ".join(line.split()) for line in highlights))


def read_date(element: Fields, name: str) -> str:
    """Read a date field; one that cannot be read is complained of."""
    written = element.word(name)
    found = partial_date(written) if written else ""
    if found is None:
        element.complain(f"{element.path}.{name}", Problem.DATE_UNREADABLE)
        return ""
    return found


def _read_details(section: Section, element: Fields) -> Details:
    details: Details = {}
    for name, (key, shape) in section.details.items():
        value = element.words(name) if shape == LIST else element.word(name)
        if value:
            details[key] = value
    return details


def read_basics(basics: Fields) -> dict[str, Item]:
    """Read the items that `basics` speaks of, each by the name of its field."""
    found = {
        "label": Item("headline", text=one_line(basics.word("label"))),
        "summary": Item("summary", text=lines(basics.word("summary"))),
        "location": Item("place", text=one_line(read_place(basics.child("location")))),
        "email": _contact("email", basics.word("email")),
        "phone": _contact("phone", basics.word("phone")),
        "url": Item("link", url=web_address(basics.word("url"))),
    }
    basics.word("image")
    return {name: item for name, item in found.items() if item.text or item.url or item.details}


def read_place(location: Fields) -> str:
    """Name the place as closely as a record does: city, region, country."""
    words = {name: location.word(name).strip() for name in LOCATION_WORDS}
    return ", ".join(filter(None, (words["city"], words["region"], words["countryCode"])))


def read_profile(profile: Fields) -> Item:
    """Read one of the networks a person is in: a link."""
    network, username, url = (profile.word(name).strip() for name in PROFILE_WORDS)
    details = {"network": network, "username": username}
    return Item(
        "link",
        title=one_line(network),
        url=web_address(url),
        details={key: value for key, value in details.items() if value},
        origin=Origin(profile.path),
    )


def read_name(written: str) -> Name:
    """Split a name where its script tells how: 藤田 直樹 and Naoki Fujita, no others."""
    parts = writable(written)[:MAX_NAME].split()
    if len(parts) != _TWO_WORDS:
        return Name(unsplit=" ".join(parts))
    if language_of(written) == "ja":
        return Name(kanji=(parts[0], parts[1]))
    return Name(romaji=(parts[1], parts[0]))


def _contact(network: str, value: str) -> Item:
    value = value.strip()
    details: Details = {"network": network, "username": value} if value else {}
    return Item("contact", details=details)
