"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from enishi.rooms.network.types import Degree
    from enishi.rooms.profiles.types import Together


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody a member may know, by how much, and what their records share.

    Attributes
    ----------
    parts
        What each part of the blend gave; they sum up to the score.
    together
        Where, and in which years, both were; the longest.
    words
        Words of a thin field, as the viewer has them, the rarest first.
    """

    member_id: int
    parts: Mapping[str, float] = field(default_factory=dict)
    together: Together | None = None
    words: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """How likely the two know each other: only to put people in order."""
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion(Candidate):
    """A candidate who is shown, and everything that may be told of why.

    Attributes
    ----------
    mutual_ids
        The mutual connections who may be named, those who know fewest first.
    between_ids
        Who stands on the way to somebody at the 3rd degree, if all agree to be named.
    """

    degree: Degree
    mutual_ids: tuple[int, ...] = ()
    between_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """Somebody a member does not want suggested, and until when; None: for good."""

    member_id: int
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The people of one day, and whoever is set aside.

    Attributes
    ----------
    is_thin
        Whether there are so few that the days repeat, and then show nobody for a while.
    fresh_ids
        Those among them who were not shown that day yet.
    is_silent
        The member wants nobody suggested to them.
    """

    people: tuple[Suggestion, ...] = ()
    is_thin: bool = False
    fresh_ids: tuple[int, ...] = ()
    is_silent: bool = False
    aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was derived anew: how many records were read, and how many thin words kept."""

    members: int
    words: int
    is_calibrated: bool
