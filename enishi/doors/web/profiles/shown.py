"""Entries as a page draws them: in one language, with what stands only in the other said so."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from enishi.doors.web.profiles.fluency import say_fluency
from enishi.doors.web.profiles.kinds import BRIEF, SHAPES, label_of
from enishi.rooms.profiles.types import BILINGUAL, SINGLE, Kind, LineRef, Visibility

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from enishi.doors.web.profiles.kinds import Shape, Words
    from enishi.rooms.profiles.types import SeenEntry

TITLE = -1
_ADDRESSES = frozenset({Kind.LINK, Kind.CONTACT})
#: What happened on a day; without an end it is not still going on.
EVENTS = frozenset({Kind.CERTIFICATE, Kind.PUBLICATION, Kind.AWARD, Kind.POST})
#: So many lines of a post are shown, besides those that are underlined: it is read elsewhere.
LINES_OF_POST = 2


@dataclass(frozen=True, slots=True)
class Written:
    """A few words and the language they are written in, for the `lang` attribute."""

    text: str
    lang: str

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of evidence; `ref` is how approaches point at it, `spans` what is underlined."""

    ref: str
    text: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEntry:
    """One entry in one language.

    Attributes
    ----------
    lines_lang
        Language of `lines`; the other one when nothing is written in the page's.
    only_other
        How many lines stand in the other language only.
    """

    id: int
    kind: Kind
    title: Written
    title_line: ShownLine
    organization: Written
    place: Written
    lines: tuple[ShownLine, ...]
    lines_lang: str
    only_other: int
    url: str
    starts: str
    ends: str
    is_current: bool
    details: tuple[tuple[Words, str], ...]
    confirmed_on: date | None
    visibility: Visibility | None = None
    text_visibility: Visibility | None = None

    @property
    def is_web(self) -> bool:
        """Whether the address may be a link that leaves the house."""
        return self.url.startswith(("https://", "http://", "mailto:", "tel:"))

    @property
    def has_dates(self) -> bool:
        """Whether there is a period to show."""
        return bool(self.starts or self.ends or self.is_current)

    @property
    def is_askable_by_title(self) -> bool:
        """Whether the title is the only line that one could ask about."""
        return bool(self.title) and not self.lines and self.kind not in _ADDRESSES

    @property
    def has_lines(self) -> bool:
        """Whether there is a description whose visibility could differ."""
        return bool(self.lines) and self.kind not in SINGLE


@dataclass(frozen=True, slots=True)
class ShownPart:
    """The entries of one kind, under its heading."""

    kind: Kind
    shape: Shape
    entries: tuple[ShownEntry, ...]

    @property
    def is_brief(self) -> bool:
        """Whether its entries are a few words each."""
        return self.kind in BRIEF

    @property
    def is_single(self) -> bool:
        """Whether there is one entry at most, which is nothing but its words."""
        return self.kind in SINGLE

    @property
    def is_full(self) -> bool:
        """Whether no more can be written here."""
        return self.is_single and bool(self.entries)


def show_entry(
    entry: SeenEntry,
    language: str,
    *,
    marked: Collection[str] = (),
    visibility: Visibility | None = None,
    text_visibility: Visibility | None = None,
) -> ShownEntry:
    """`entry` in `language`; the lines whose references are `marked` are underlined."""
    words = {
        name: Written(entry.written(name, language), entry.language_of(name, language))
        for name in BILINGUAL
    }
    lines_lang = words["text"].lang
    return ShownEntry(
        id=entry.id,
        kind=entry.kind,
        title=words["title"],
        title_line=_line(entry, words["title"].lang, TITLE, words["title"].text, marked),
        organization=words["organization"],
        place=words["place"],
        lines=_lines(entry, lines_lang, marked),
        lines_lang=lines_lang,
        only_other=_only_other(entry, lines_lang),
        url=entry.url,
        starts=entry.starts,
        ends=entry.ends or (entry.starts if entry.kind in EVENTS else ""),
        is_current=entry.is_current,
        details=_details(entry),
        confirmed_on=entry.confirmed_on,
        visibility=visibility,
        text_visibility=text_visibility,
    )


def parts_of(entries: Iterable[ShownEntry]) -> list[ShownPart]:
    """`entries` under the headings of their kinds, in the order of a page."""
    order = {kind: number for number, kind in enumerate(SHAPES)}
    ordered = sorted(entries, key=lambda entry: order[entry.kind])
    return [
        ShownPart(kind, SHAPES[kind], tuple(several))
        for kind, several in groupby(ordered, key=lambda entry: entry.kind)
    ]


def latest_confirmation(entries: Iterable[SeenEntry]) -> date | None:
    """When something in the record was last said to be still true."""
    return max((e.confirmed_on for e in entries if e.confirmed_on), default=None)


def _lines(entry: SeenEntry, language: str, marked: Collection[str]) -> tuple[ShownLine, ...]:
    most = LINES_OF_POST if entry.kind is Kind.POST else None
    lines = [
        _line(entry, language, number, text, marked)
        for number, text in enumerate(entry.lines(language))
        if text
    ]
    return tuple(line for line in lines if line in lines[:most] or line.spans)


def _line(
    entry: SeenEntry, language: str, number: int, text: str, marked: Collection[str]
) -> ShownLine:
    ref = str(LineRef(entry.id, language, number))
    return ShownLine(ref, text, ((0, len(text)),) if ref in marked else ())


def _only_other(entry: SeenEntry, language: str) -> int:
    other = "en" if language == "ja" else "ja"
    here, there = (sum(map(bool, entry.lines(tongue))) for tongue in (language, other))
    return max(0, there - here) if entry.kind not in SINGLE else 0


def _details(entry: SeenEntry) -> tuple[tuple[Words, str], ...]:
    known = SHAPES[entry.kind].labels
    return tuple(
        (label_of(entry.kind, f"details.{name}"), _said(name, value))
        for name, value in entry.details.items()
        if f"details.{name}" in known
    )


def _said(name: str, value: str | list[str]) -> str:
    if not isinstance(value, str):
        return " · ".join(value)
    return say_fluency(value) if name == "proficiency" else value
