"""What two records share: years at one place, and words that few use.

Rare things say more: two who were at a firm of five have met; two of five thousand may not
have. Years at a place count up to `LONGEST`, and each further place or word counts less.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp, log
from typing import TYPE_CHECKING, Final

import numpy as np

from enishi.engines.graph.links.types import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from enishi.engines.graph.links.types import Nodes, Values

#: More years together do not make two people know each other better.
LONGEST: Final = 10
#: A word of so many people, or of this share of all, names no thin field any more.
FEW, FEW_SHARE = 20, 0.01
#: What a perfect match gives: from here on a part is as good as certain.
_ENOUGH: Final = {"work": 1.0, "school": 1.0, "field": 12.0}


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody was at a place from one year to another, both included."""

    node: int
    place: str
    first: int
    last: int
    is_school: bool = False


def years_together(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How many calendar years two stays share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]) + 1)


def nearness_at(years: int, people: int) -> float:
    """How near `years` together bring two of the `people` of a place: above 0, up to 1.

    >>> round(nearness_at(10, 2), 2), round(nearness_at(1, 5000), 3)
    (1.0, 0.011)
    """
    return min(years, LONGEST) / LONGEST / (1 + log(max(people, 2) / 2))


def most_people(members: int) -> int:
    """How many may use a word that still names a thin field."""
    return max(FEW, int(members * FEW_SHARE))


def rarity(people: int, members: int) -> float:
    """How much a word says that `people` of `members` use: 0 if most do."""
    return log(max(members, 2) / max(people, 1))


def on_a_scale(name: str, total: float) -> float:
    """The sum of what was found for a record's part, between 0 and 1."""
    return 1 - exp(-2 * total / _ENOUGH[name])


@dataclass(slots=True)
class Records:
    """The records of many nodes, indexed by what they may share.

    Parameters
    ----------
    stays
        Where everybody was, and when.
    words
        For each node the terms of its record.
    members
        How many nodes have a record.
    """

    stays: Sequence[Stay]
    words: Mapping[int, frozenset[str]]
    members: int
    _at: dict[str, list[Stay]] = field(default_factory=dict)
    _own: dict[int, list[Stay]] = field(default_factory=dict)
    _users: dict[str, list[int]] = field(default_factory=dict)
    _last: tuple[int, dict[int, tuple[float, ...]]] = field(default=(-1, {}))

    def __post_init__(self) -> None:
        for stay in self.stays:
            self._at.setdefault(stay.place, []).append(stay)
            self._own.setdefault(stay.node, []).append(stay)
        for node, terms in self.words.items():
            for term in terms:
                self._users.setdefault(term, []).append(node)
        few = most_people(self.members)
        self._users = {
            term: users for term, users in self._users.items() if 1 < len(users) <= few
        }

    def shared_with(self, viewer: int) -> dict[int, tuple[float, ...]]:
        """What each node shares with `viewer`: `RECORDS`, for those who share anything."""
        if self._last[0] != viewer:  # asked twice in a row
            self._last = viewer, self._shared_with(viewer)
        return self._last[1]

    def _shared_with(self, viewer: int) -> dict[int, tuple[float, ...]]:
        found: dict[int, list[float]] = {}
        for mine in self._own.get(viewer, ()):
            people = len({stay.node for stay in self._at[mine.place]})
            for stay in self._at[mine.place]:
                years = years_together((mine.first, mine.last), (stay.first, stay.last))
                if years:
                    row = found.setdefault(stay.node, [0.0, 0.0, 0.0])
                    row[int(stay.is_school)] += nearness_at(years, people)
        for term in self.words.get(viewer, ()):
            users = self._users.get(term, ())
            for node in users:
                row = found.setdefault(node, [0.0, 0.0, 0.0])
                row[2] += rarity(len(users), self.members)
        found.pop(viewer, None)
        return {node: tuple(map(on_a_scale, RECORDS, row)) for node, row in found.items()}

    def rows(self, shared: Mapping[int, Sequence[float]], nodes: Nodes) -> Values:
        """`shared` as columns `RECORDS` for `nodes`: float64, shape (k, 3)."""
        rows = np.zeros((len(nodes), len(RECORDS)))
        for place, node in enumerate(nodes.tolist()):
            if node in shared:
                rows[place] = shared[node]
        return rows


def best_of(shared: Mapping[int, Sequence[float]], keep: int) -> Iterable[int]:
    """The `keep` nodes of which each part of two records says most."""
    chosen: set[int] = set()
    for part in range(len(RECORDS)):
        there = [node for node, row in shared.items() if row[part] > 0]
        chosen.update(sorted(there, key=lambda node: (-shared[node][part], node))[:keep])
    return chosen
