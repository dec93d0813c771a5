"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


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
