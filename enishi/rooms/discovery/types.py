"""Words of this room that others use."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from enishi.engines.search import Parts, ReadAs
    from enishi.rooms.approaches.types import Purpose
    from enishi.rooms.network.types import Degree
    from enishi.rooms.profiles.types import LineRef, SeenEntry

Key = TypeVar("Key")
_BETWEEN_SPELLINGS = re.compile(r"[,、，|｜\n]+")
LANGUAGES = ("ja", "en")
#: The choices of the filter of degrees: the last one is the 3rd and everything beyond.
DEGREES = (1, 2, 3)
#: From how many people on a choice of a filter says their number.
FEW = 5


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a searcher narrows down to; empty means all.

    Attributes
    ----------
    places, industries
        Keys as `Answer.places` and `Answer.industries` have them.
    language, first_year, last_year
        What a line must be written in, and the years it must tell of; 0 leaves them open.
    open_to
        Purposes of which people must be open to one.
    """

    degrees: frozenset[int] = frozenset()
    organization_ids: frozenset[int] = frozenset()
    places: frozenset[str] = frozenset()
    industries: frozenset[str] = frozenset()
    language: str = ""
    first_year: int = 0
    last_year: int = 0
    open_to: frozenset[Purpose] = frozenset()

    def __bool__(self) -> bool:
        return self != Narrowed()


@dataclass(frozen=True, slots=True)
class HouseWord:
    """Words that mean the same in this house, and find each other."""

    id: int
    japanese: tuple[str, ...]
    english: tuple[str, ...]

    @property
    def spellings(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.japanese, *self.english)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A line that made somebody match, as the viewer may read it now."""

    line: LineRef
    entry: SeenEntry
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who knows, why we think so, and how they are tied to the viewer.

    `is_related`: no word brought them here, only what a line means.
    """

    member_id: int
    degree: Degree
    evidence: tuple[Evidence, ...]
    parts: Parts
    is_related: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of what was found.

    Attributes
    ----------
    named
        Members whose name begins like the query, and how far they are.
    headlines
        The visible headline of everybody who was found, by words or by name.
    total
        How many people; the least there can be, when `is_total_exact` is false.
    is_loosened
        Whether people are among them who answer few of the words, as few answer most.
    degrees
        How many people each degree would leave.
    organizations, places, industries
        How many people each choice would leave; None for fewer than `FEW`. The index
        follows the records some seconds behind: a one that stays would tell of somebody
        who has just hidden a line.
    words
        The words of the query that people were asked to answer.
    """

    found: tuple[Found, ...] = ()
    named: dict[int, Degree] = field(default_factory=dict)
    headlines: dict[int, SeenEntry] = field(default_factory=dict)
    total: int = 0
    is_total_exact: bool = True
    is_loosened: bool = False
    next_cursor: str = ""
    degrees: dict[int, int] = field(default_factory=dict)
    organizations: dict[int, int | None] = field(default_factory=dict)
    places: dict[str, int | None] = field(default_factory=dict)
    industries: dict[str, int | None] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    read_as: tuple[ReadAs, ...] = ()


@dataclass(frozen=True, slots=True)
class Nearby:
    """A smaller query that somebody does answer."""

    query: str
    total: int


def told(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Counts as they are shown: None for fewer than `FEW`.

    Examples
    --------
    >>> told({"jp13": 12, "jp27": 4})
    {'jp13': 12, 'jp27': None}
    """
    return {key: count if count >= FEW else None for key, count in counts.items()}


def spellings_in(text: str) -> tuple[str, ...]:
    """The spellings somebody listed, each once.

    Examples
    --------
    >>> spellings_in("応募課金、 クリック課金,応募課金")
    ('応募課金', 'クリック課金')
    """
    parts = (" ".join(part.split()) for part in _BETWEEN_SPELLINGS.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))
