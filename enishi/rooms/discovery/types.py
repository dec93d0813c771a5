"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enishi.engines.search import Parts, ReadAs
    from enishi.rooms.network.types import Degree
    from enishi.rooms.profiles.types import LineRef, SeenEntry

#: The choices of the filter of degrees: the last one is the 3rd and everything beyond.
DEGREES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a searcher narrows down to; empty means all."""

    degrees: frozenset[int] = frozenset()
    organization_ids: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.degrees or self.organization_ids)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A line that made somebody match, as the viewer may read it now."""

    line: LineRef
    entry: SeenEntry
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who knows, why we think so, and how they are tied to the viewer."""

    member_id: int
    degree: Degree
    evidence: tuple[Evidence, ...]
    parts: Parts


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of what was found.

    Attributes
    ----------
    named
        Members whose name begins like the query, and how far they are.
    total
        How many people; the least there can be, when `is_total_exact` is false.
    degrees, organizations
        How many people each choice of a filter would leave: by degree, by organization.
    words
        The words of the query that people were asked to answer.
    """

    found: tuple[Found, ...] = ()
    named: dict[int, Degree] = field(default_factory=dict)
    total: int = 0
    is_total_exact: bool = True
    next_cursor: str = ""
    degrees: dict[int, int] = field(default_factory=dict)
    organizations: dict[int, int] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    read_as: tuple[ReadAs, ...] = ()


@dataclass(frozen=True, slots=True)
class Nearby:
    """A smaller query that somebody does answer."""

    query: str
    total: int
