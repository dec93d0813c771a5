"""What records say that suggestions are made of: where somebody was, and rare words.

Only what every member may see is read. Words are taken from what names somebody's work – the
headline, titles of positions, skills, certificates, projects and publications – and not from
whole texts, where a rare word is mostly an accident.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from enishi.engines.graph.links import Records, Stay, most_people
from enishi.engines.text import tokens_of
from enishi.rooms.profiles.types import Kind, Visibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from enishi.rooms.profiles.types import OwnEntry, SeenEntry

OPEN = frozenset({Visibility.EVERYONE, Visibility.MEMBERS})
_NAMING = frozenset(
    {Kind.POSITION, Kind.SKILL, Kind.CERTIFICATE, Kind.PROJECT, Kind.PUBLICATION}
)
_LONGEST_WORD = 60
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Use:
    """A word of a record, as it is compared and as it is written, and in which entry."""

    member_id: int
    entry_id: int
    term: str
    word: str


def uses_in(record: Iterable[OwnEntry]) -> Iterator[Use]:
    """The words a record names its work with, each once an entry."""
    for entry in record:
        if entry.visibility in OPEN:
            yield from _uses_in_entry(entry.seen)


def stays_in(record: Iterable[OwnEntry], this_year: int) -> Iterator[Stay]:
    """Where a record says its member was, and in which years."""
    for entry in record:
        seen = entry.seen
        is_stay = seen.kind in {Kind.POSITION, Kind.EDUCATION} and seen.organization_id
        if entry.visibility in OPEN and is_stay and seen.starts:
            first = int(seen.starts[:4])
            last = this_year if seen.is_current else int((seen.ends or seen.starts)[:4])
            yield Stay(
                node=seen.member_id,
                place=str(seen.organization_id),
                first=first,
                last=max(first, last),
                is_school=seen.kind == Kind.EDUCATION,
            )


@dataclass(slots=True)
class Reading:
    """All records of the house, read one after the other."""

    this_year: int
    members: int = 0
    stays: list[Stay] = field(default_factory=list)
    _uses: dict[str, list[Use]] = field(default_factory=dict)

    def add(self, record: Iterable[OwnEntry]) -> None:
        """Read one member's record."""
        entries = list(record)
        self.members += 1
        self.stays.extend(stays_in(entries, self.this_year))
        for use in uses_in(entries):
            self._uses.setdefault(use.term, []).append(use)

    def rare(self) -> Iterator[Use]:
        """The uses of words that a few have, but more than one."""
        most = most_people(self.members)
        for uses in self._uses.values():
            if 1 < len({use.member_id for use in uses}) <= most:
                yield from uses

    def records(self) -> Records:
        """All of it, to be compared."""
        words: dict[int, set[str]] = {}
        for use in self.rare():
            words.setdefault(use.member_id, set()).add(use.term)
        return Records(
            self.stays,
            {member_id: frozenset(terms) for member_id, terms in words.items()},
            self.members,
        )


def _uses_in_entry(entry: SeenEntry) -> Iterator[Use]:
    if entry.kind == Kind.HEADLINE:
        texts = (entry.text_ja, entry.text_en)
    elif entry.kind in _NAMING:
        texts = (entry.title_ja, entry.title_en)
    else:
        return
    found: set[str] = set()
    for text in texts:
        for token in tokens_of(text):
            word = text[token.start : token.end]
            if (
                token.term not in found
                and _is_telling(token.term)
                and len(word) <= _LONGEST_WORD
            ):
                found.add(token.term)
                yield Use(entry.member_id, entry.id, token.term, word)


def _is_telling(term: str) -> bool:
    return 1 < len(term) <= _LONGEST_WORD and not _DIGIT.search(term)
