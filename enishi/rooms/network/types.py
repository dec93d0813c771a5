"""Words of this room that others use."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

#: A snapshot is made anew when so many lines of the log came after it, or one for so many
#: ties, whichever is more; and after a day if there is any, so that strengths do not go stale.
MOST_LINES, TIES_A_LINE = 1_000, 200
STALE_AFTER = timedelta(days=1)


class Degree(IntEnum):
    """How far two members are apart, as members see it."""

    SELF = 0
    FIRST = 1
    SECOND = 2
    THIRD = 3
    BEYOND = 4

    @property
    def shown(self) -> int | None:
        """What a page draws: 0 for oneself, 1 to 3, and None for beyond."""
        return None if self is Degree.BEYOND else int(self)


@dataclass(frozen=True, slots=True)
class Shared:
    """A member two steps away, and the connections shared with the viewer who may be named."""

    member_id: int
    mutual_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """How two members are tied: how far, by which path, through whom both know.

    `path` has both ends and is empty when nobody agrees to show one; `paths` are all such, as
    short as it, the best first.
    """

    degree: Degree
    path: tuple[int, ...]
    mutuals: tuple[int, ...]
    paths: tuple[tuple[int, ...], ...] = ()


class MemberIds(Set[int]):
    """A set of member ids as a sorted array: millions of them cost four bytes each.

    >>> ids = MemberIds(np.array([3, 7, 9], dtype=np.int32))
    >>> 7 in ids, 8 in ids, len(ids), ids == {3, 7, 9}
    (True, False, 3, True)
    """

    __slots__ = ("array",)

    def __init__(self, array: NDArray[np.int32]) -> None:
        self.array = array

    @classmethod
    def _from_iterable(cls, it: Iterator[int]) -> frozenset[int]:  # type: ignore[override]
        """What `&`, `|` and `-` make."""
        return frozenset(it)

    def __contains__(self, member_id: object) -> bool:
        if not isinstance(member_id, int) or not len(self.array):
            return False
        if not self.array[0] <= member_id <= self.array[-1]:
            return False
        return bool(self.array[np.searchsorted(self.array, member_id)] == member_id)

    def __iter__(self) -> Iterator[int]:
        return iter(self.array.tolist())

    def __len__(self) -> int:
        return len(self.array)

    def among(self, member_ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of many ids are in the set: bool, their shape. O(k log n)."""
        return np.isin(member_ids, self.array)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many stand 1, 2 and 3 steps away; of very many the third is a number they exceed."""

    first: int
    second: int
    third: int
    is_third_exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotState:
    """How the newest snapshot of the graph in the data folder stands to the log."""

    at: datetime
    made_at: datetime | None
    """None: there is no usable one."""
    members: int
    ties: int
    lag: int
    """How many lines of the log came after it."""
    is_followed: bool
    """Whether the log goes on from it, and names every change."""
    has_ties: bool
    """Whether there is anything to keep."""
    damaged: tuple[Path, ...]

    @property
    def is_due(self) -> bool:
        """Whether a new one should be made."""
        if self.damaged:
            return True
        if self.made_at is None:
            return self.has_ties
        if not self.is_followed or self.is_behind:
            return True
        return self.lag > 0 and self.at - self.made_at > STALE_AFTER

    @property
    def is_behind(self) -> bool:
        """Whether more came after it than one should read at every start."""
        return self.lag > max(MOST_LINES, self.ties // TIES_A_LINE)
