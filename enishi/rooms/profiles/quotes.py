"""Lines of a record as others point at them: kept as they read that day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from enishi.rooms.profiles.queries import entries_for, words_of
from enishi.rooms.profiles.types import LineRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import SeenEntry


class _HasLine(Protocol):
    """What a quoted line has, in a table or not."""

    @property
    def language(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def other_text(self) -> str: ...
    @property
    def organization(self) -> str: ...
    @property
    def other_organization(self) -> str: ...


class Quoted:
    """How a quoted line reads in either language: a `Quote`, or a row that keeps one."""

    __slots__ = ()

    def written(self: _HasLine, language: str) -> str:
        """The line in `language`, or as it was picked if it was written in one only."""
        return self.text if language == self.language else self.other_text or self.text

    def language_of(self: _HasLine, language: str) -> str:
        """The language `written` answers in."""
        if language == self.language or not self.other_text:
            return self.language
        return language

    def organization_in(self: _HasLine, language: str) -> str:
        """The organization in `language`, or in the only one it has."""
        first, second = self.organization, self.other_organization
        if language != self.language:
            first, second = second, first
        return first or second


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Quoted):
    """One line, with where and when it was; `other_text` is it in the other language."""

    entry_id: int
    language: str
    line: int
    text: str
    other_text: str = ""
    organization: str = ""
    other_organization: str = ""
    starts: str = ""
    ends: str = ""
    is_current: bool = False

    @property
    def ref(self) -> LineRef:
        """Where the line stood in the record."""
        return LineRef(self.entry_id, self.language, self.line)


def quote_lines(viewer: Member, member_id: int, lines: Iterable[LineRef]) -> list[Quote]:
    """Those of `lines` that stand in the record of `member_id` and are shown to `viewer`.

    One query, whatever the number of lines.
    """
    refs = list(lines)
    entries = entries_for(viewer, {ref.entry_id for ref in refs})
    return [
        quote
        for ref in refs
        if (entry := entries.get(ref.entry_id)) is not None
        and entry.member_id == member_id
        and (quote := quote_line(entry, ref)) is not None
    ]


def quote_line(entry: SeenEntry, ref: LineRef) -> Quote | None:
    """The line `ref` of an entry somebody sees; None if it has no words."""
    words = words_of(entry, ref)
    if not words:
        return None
    other = "en" if ref.language == "ja" else "ja"
    return Quote(
        entry_id=entry.id,
        language=ref.language,
        line=ref.number,
        text=words,
        other_text=_in_other_language(entry, ref, other),
        organization=getattr(entry, f"organization_{ref.language}"),
        other_organization=getattr(entry, f"organization_{other}"),
        starts=entry.starts,
        ends=entry.ends,
        is_current=entry.is_current,
    )


def _in_other_language(entry: SeenEntry, ref: LineRef, other: str) -> str:
    """The same line in the other language, if the two texts stand line by line."""
    if ref.number >= 0 and len(entry.lines("ja")) != len(entry.lines("en")):
        return ""
    return words_of(entry, LineRef(ref.entry_id, other, ref.number))
