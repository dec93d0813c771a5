"""vCard: 4.0 out (RFC 6350), and whatever address books write in.

Readings of names go out twice: as `SORT-AS`, which the standard has, and as the `X-PHONETIC-…`
lines which Apple's, Google's and most Japanese address books really read.
"""

from __future__ import annotations

import io
import quopri
import re
from typing import TYPE_CHECKING

from vobject.base import ParseError, getLogicalLines, parseLine

from enishi.engines.formats.decoding import decode
from enishi.engines.formats.public_ids import public_id
from enishi.engines.formats.tidy import Notebook, web_address, writable
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
from enishi.engines.formats.words import lines, one_line
from enishi.engines.text.language import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from enishi.engines.formats.types import Details, Text

MAX_BYTES = 5 * 2**20
_FOLD_BYTES = 75
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BETWEEN = re.compile(r"(?<!\\);")
#: Where address books keep the page of a person; Apple's has a name of its own for it.
_ADDRESSES = ("URL", "SOCIALPROFILE", "X-SOCIALPROFILE")

#: Properties of a card by name, in the order they stand.
_Card = dict[str, list[str]]


def write_vcard(career: Career, language: str) -> bytes:
    """Write name, headline, present position, place, addresses and links as one card.

    Parameters
    ----------
    career
        What to write; what somebody may not see must not be in it.
    language
        `ja` or `en`: the script of the name, and which side of each text is taken first.
    """
    written = ["BEGIN:VCARD", "VERSION:4.0", "PRODID:-//Enishi//EN"]
    written += _name_lines(career.name, language)
    for item in career.items:
        written += _item_lines(item, language)
    written.append("END:VCARD")
    return "".join(map(_folded, written)).encode()


def _name_lines(name: Name, language: str) -> list[str]:
    shown = name.kanji if language == "ja" and any(name.kanji) else name.romaji
    family, given = shown if any(shown) else name.kanji if any(name.kanji) else name.kana
    sort_as = ""
    if any(name.kana):
        sort_as = f';SORT-AS="{_quoted(name.kana[0])},{_quoted(name.kana[1])}"'
    written = [
        f"FN:{_escaped(name.written(language) or '?')}",
        f"N{sort_as}:{_escaped(family)};{_escaped(given)};;;",
    ]
    if any(name.kana):
        written.append(f"X-PHONETIC-LAST-NAME:{_escaped(name.kana[0])}")
        written.append(f"X-PHONETIC-FIRST-NAME:{_escaped(name.kana[1])}")
    return written


def _item_lines(item: Item, language: str) -> list[str]:
    if item.kind == "position" and item.is_current:
        found = {"TITLE": item.title.written(language)}
        found["ORG"] = item.organization.written(language)
    elif item.kind == "contact":
        name = {"email": "EMAIL", "phone": "TEL"}.get(str(item.details.get("network")), "NOTE")
        found = {name: str(item.details.get("username", ""))}
    elif item.kind == "place":
        words = _escaped(item.text.written(language))
        return [f"ADR:;;;{words};;;"] if words else []
    else:
        words = item.text.written(language) if item.kind == "headline" else ""
        found = {"URL": item.url if item.kind == "link" else "", "NOTE": words}
    return [f"{name}:{_escaped(value)}" for name, value in found.items() if value]


def _escaped(value: str) -> str:
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(value.splitlines())


def _quoted(value: str) -> str:
    """Fit a value between quotation marks, where nothing can be escaped."""
    return " ".join(value.replace('"', "").replace(",", " ").split())


def _folded(line: str) -> str:
    """Fold at 75 octets without cutting a character in two."""
    folded, room = [], _FOLD_BYTES
    for character in line:
        width = len(character.encode())
        if width > room:
            folded.append("\r\n ")
            room = _FOLD_BYTES - 1
        folded.append(character)
        room -= width
    return "".join(folded) + "\r\n"


def read_vcard(data: bytes, file: str = "card.vcf") -> Reading:
    """Read the first card of a file: one's own.

    Of all others, an address book, only public identifiers are taken: see `Career.contacts`.
    """
    if len(data) > MAX_BYTES:
        return Reading(refusal=Refusal(Refused.TOO_LARGE, {"limit": MAX_BYTES // 2**20}))
    notebook = Notebook()
    text, _encoding = decode(data)
    cards = list(_cards(text, file, notebook))
    if not cards:
        return Reading(refusal=Refusal(Refused.NOT_A_VCARD))
    if len(cards) > 1:
        notebook.complain(Origin(file), Problem.CARDS_LEFT, count=len(cards) - 1)
    for item in _items(cards[0], Origin(file)):
        notebook.add(item)
    items, complaints = notebook.close()
    source = SourceFile(file, "vcard", is_used=True, rows=len(cards))
    contacts = dict.fromkeys(found for card in cards[1:] for found in _public_ids(card))
    return Reading(Career(_name(cards[0]), items, tuple(contacts)), complaints, (source,))


def _cards(text: str, file: str, notebook: Notebook) -> Iterator[_Card]:
    """Split into cards; a card that is never closed ends with the file."""
    card: _Card | None = None
    for name, value in _properties(text, file, notebook):
        is_edge = name in {"BEGIN", "END"} and value.strip().upper() == "VCARD"
        if is_edge and card:
            yield card
        if is_edge:
            card = {} if name == "BEGIN" else None
        elif card is not None:
            card.setdefault(name, []).append(value)
    if card:
        yield card


def _properties(text: str, file: str, notebook: Notebook) -> Iterator[tuple[str, str]]:
    """Read one line after the other; what is none is complained of."""
    for line, number in getLogicalLines(io.StringIO(text, newline=""), allowQP=True):
        try:
            name, parameters, value, _group = parseLine(line, number)
        except ParseError:
            if line.strip():
                notebook.complain(Origin(file, number), Problem.ROW_UNREADABLE)
        else:
            yield name.upper(), _value(parameters, value)


def _value(parameters: list[list[str]], value: str) -> str:
    """Undo quoted-printable, which vCard 2.1 marks in either of two ways."""
    words = {word.upper() for parameter in parameters for word in parameter}
    if "QUOTED-PRINTABLE" in words:
        return writable(decode(quopri.decodestring(value.encode()))[0])
    return writable(value)


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def _parts(value: str) -> list[str]:
    return [_plain(part) for part in _BETWEEN.split(value)]


def _first(card: _Card, name: str) -> str:
    return next((value for value in card.get(name, []) if value.strip()), "")


def _name(card: _Card) -> Name:
    family, given, *_rest = [*_parts(_first(card, "N")), "", ""]
    last, first = (_first(card, f"X-PHONETIC-{part}-NAME") for part in ("LAST", "FIRST"))
    reading = (_plain(last), _plain(first))
    if not (family and given):
        return Name(kana=reading, unsplit=_plain(_first(card, "FN")) or family or given)
    if language_of(family + given) == "ja":
        return Name(kanji=(family, given), kana=reading)
    return Name(romaji=(family, given), kana=reading)


def _items(card: _Card, at: Origin) -> Iterator[Item]:
    found = (
        Item("summary", text=lines(_plain(_first(card, "NOTE"))), origin=at),
        Item("place", text=_place(_parts(_first(card, "ADR"))), origin=at),
        Item(
            "position",
            title=one_line(_plain(_first(card, "TITLE"))),
            organization=one_line(_parts(_first(card, "ORG"))[0]),
            is_current=True,
            origin=at,
        ),
    )
    yield from (item for item in found if item.text or item.title or item.organization)
    yield from _contacts(card, at)
    for value in filter(str.strip, card.get("URL", [])):
        yield Item("link", url=web_address(_plain(value)), origin=at)


def _public_ids(card: _Card) -> Iterator[str]:
    """Find the public identifiers of a card that is somebody else's."""
    for name in _ADDRESSES:
        yield from filter(None, (public_id(_plain(value)) for value in card.get(name, [])))


def _contacts(card: _Card, at: Origin) -> Iterator[Item]:
    for name, network in (("EMAIL", "email"), ("TEL", "phone")):
        for value in map(_plain, card.get(name, [])):
            username = value.removeprefix("tel:").removeprefix("mailto:")
            details: Details = {"network": network, "username": username}
            if username:
                yield Item("contact", details=details, origin=at)


def _place(address: list[str]) -> Text:
    """Name city, region and country of an address; nobody's street is taken in."""
    city, region, country = (
        address[index] if index < len(address) else "" for index in (3, 4, 6)
    )
    return one_line(", ".join(filter(None, (city, region, country))))
