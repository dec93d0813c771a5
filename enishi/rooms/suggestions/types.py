"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enishi.rooms.profiles.types import Together


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody a member may know, and why: at least one of the two reasons is there.

    Attributes
    ----------
    mutual_ids
        The mutual connections who may be named, those who know fewest first.
    together
        Where, and in which years, both were.
    """

    member_id: int
    mutual_ids: tuple[int, ...] = ()
    together: Together | None = None

    @property
    def score(self) -> float:
        """How likely the two know each other: only to put them in order."""
        years = self.together.years if self.together else 0
        return len(self.mutual_ids) + (2 + min(years, 10) / 5 if years else 0)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The people of one day.

    Attributes
    ----------
    is_thin
        Whether there are so few that the days repeat, and then show nobody for a while.
    fresh_ids
        Those among them who were not shown that day yet.
    """

    people: tuple[Suggestion, ...]
    is_thin: bool
    fresh_ids: tuple[int, ...]
