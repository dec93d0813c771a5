"""What may stand in an entry."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from enishi.ground.dates import check_partial_date
from enishi.rooms.profiles.types import BILINGUAL, SINGLE, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.utils.functional import Promise

    from enishi.rooms.profiles.types import Details, EntryFields

    Complaint = tuple[str, str | Promise]

#: The most characters a field may have, whatever the kind.
LONGEST = {
    **{
        f"{name}_{tongue}": 200 for name in ("organization", "place") for tongue in ("ja", "en")
    },
    "title_ja": 300,
    "title_en": 300,
    "text_ja": 10_000,
    "text_en": 10_000,
    "url": 2_000,
}
LONGEST_HEADLINE = 220
LONGEST_PLACE = 200
LONGEST_DETAIL = 2_000
MOST_DETAILS = 30
MOST_WORDS = 100

#: What an entry is nothing without: one of these must be written.
MAIN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(SINGLE, ("text",)),
    Kind.POSITION: ("title", "organization", "text"),
    Kind.EDUCATION: ("organization", "title", "text"),
    Kind.VOLUNTEERING: ("title", "organization", "text"),
    Kind.CERTIFICATE: ("title", "organization"),
    Kind.PUBLICATION: ("title", "url"),
    Kind.PROJECT: ("title", "text"),
    Kind.LINK: ("url",),
    Kind.REFERENCE: ("title", "text"),
    Kind.CONTACT: ("url", "title"),
    Kind.POST: ("title", "text"),
}
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_DETAIL = re.compile(r"[a-z][a-z0-9_]{0,39}")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def tidy(fields: EntryFields) -> EntryFields:
    """`fields` without what nobody wrote on purpose: stray spaces, control characters."""
    lines = {
        f"{name}_{tongue}": _tidy_line(getattr(fields, f"{name}_{tongue}"))
        for name in BILINGUAL
        if name != "text"
        for tongue in ("ja", "en")
    }
    return replace(
        fields,
        **lines,  # type: ignore[arg-type] # all of them are words
        text_ja=_tidy_text(fields.text_ja),
        text_en=_tidy_text(fields.text_en),
        url=_tidy_line(fields.url),
        starts=fields.starts.strip(),
        ends=fields.ends.strip(),
        is_current=fields.is_current and not fields.ends.strip(),
        details=_tidy_details(fields.details),
    )


def complaints(kind: str, fields: EntryFields) -> dict[str, list[str | Promise]]:
    """Why `fields`, tidied, cannot be an entry of `kind`: sentences by field."""
    found: dict[str, list[str | Promise]] = {}
    for check in _CHECKS:
        for name, words in check(kind, fields):
            found.setdefault(name, []).append(words)
    return found


def is_written(fields: EntryFields, name: str) -> bool:
    """Whether the field `name` has words, in either language if it has two."""
    if name in BILINGUAL:
        return bool(getattr(fields, f"{name}_ja") or getattr(fields, f"{name}_en"))
    return bool(getattr(fields, name))


def _check_something_is_said(kind: str, fields: EntryFields) -> Iterator[Complaint]:
    main = MAIN.get(kind, ("title",))
    if any(is_written(fields, name) for name in main):
        return
    if kind not in SINGLE and any(fields.details.values()):
        return
    first = main[0]
    name = f"{first}_ja" if first in BILINGUAL else first
    yield name, _("Please write something here; without it the entry says nothing.")


def _check_lengths(kind: str, fields: EntryFields) -> Iterator[Complaint]:
    longest = dict(LONGEST)
    if kind in {Kind.HEADLINE, Kind.PLACE}:
        limit = LONGEST_HEADLINE if kind == Kind.HEADLINE else LONGEST_PLACE
        longest |= {"text_ja": limit, "text_en": limit}
    for name, most in longest.items():
        if len(getattr(fields, name)) > most:
            yield (
                name,
                ngettext_lazy(
                    "Please use up to %(most)s character.",
                    "Please use up to %(most)s characters.",
                    most,
                )
                % {"most": most},
            )


def _check_dates(_kind: str, fields: EntryFields) -> Iterator[Complaint]:
    readable = True
    for name in ("starts", "ends"):
        value = getattr(fields, name)
        try:
            if value:
                check_partial_date(value)
        except ValidationError as error:
            readable = False
            yield name, error.messages[0]
    starts, ends = fields.starts, fields.ends
    if readable and starts and ends and starts > ends and not starts.startswith(ends):
        yield "ends", _("The end lies before the start.")


def _check_url(_kind: str, fields: EntryFields) -> Iterator[Complaint]:
    if fields.url and not _is_address(fields.url):
        yield "url", _("Write a whole address, such as https://www.example.com/.")


def _check_details(_kind: str, fields: EntryFields) -> Iterator[Complaint]:
    small = len(fields.details) <= MOST_DETAILS and all(
        _DETAIL.fullmatch(name) and _is_small(value) for name, value in fields.details.items()
    )
    if not small:
        yield "details", _("One of the details is too long.")


_CHECKS: tuple[Callable[[str, EntryFields], Iterator[Complaint]], ...] = (
    _check_something_is_said,
    _check_lengths,
    _check_dates,
    _check_url,
    _check_details,
)


def _is_address(url: str) -> bool:
    """Whether a link may lead to `url`: never to a script, never to this page's own files."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if any(character.isspace() for character in url) or parts.scheme not in _SCHEMES:
        return False
    return bool(parts.hostname if parts.scheme in {"http", "https"} else parts.path)


def _is_small(value: str | list[str]) -> bool:
    words = [value] if isinstance(value, str) else value
    return len(words) <= MOST_WORDS and all(len(word) <= LONGEST_DETAIL for word in words)


def _tidy_details(details: Mapping[str, str | list[str]]) -> Details:
    tidied: Details = {}
    for name, value in details.items():
        if isinstance(value, str):
            tidied[name] = _tidy_text(value)
        else:
            tidied[name] = [line for line in map(_tidy_line, value) if line]
    return {name: value for name, value in tidied.items() if value}


def _tidy_line(words: str) -> str:
    return _visible(words).strip()


def _tidy_text(words: str) -> str:
    return "\n".join(_visible(line).strip() for line in words.splitlines()).strip("\n")


def _visible(words: str) -> str:
    """`words` without characters that can be stored but not read, or that turn the line."""
    spaced = words.translate({ord(space): " " for space in "\t\n\r\v\f\x85\u2028\u2029"})
    return "".join(
        character
        for character in spaced
        if character not in _BIDI and unicodedata.category(character) not in {"Cc", "Cs"}
    )
