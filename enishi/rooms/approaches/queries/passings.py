"""Approaches that somebody passed on, as whom they named sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.ground.errors import NotFound
from enishi.rooms.approaches.models import Passing, PassingQuerySet

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member


def passings_for(viewer: Member, *, at: datetime) -> PassingQuerySet:
    """What `viewer` is asked to take over, newest first, each with its approach."""
    return Passing.objects.open_to(viewer, at).select_related("approach").order_by("-pk")


def get_passing_for(viewer: Member, passing_id: int, *, at: datetime) -> Passing:
    """The passing with its approach and reasons, while `viewer` is asked.

    Raises
    ------
    NotFound
        Also when it is answered or over, or one of the other two is gone or hidden.
    """
    passing = (
        passings_for(viewer, at=at)
        .filter(pk=passing_id)
        .prefetch_related("approach__reasons")
        .first()
    )
    if passing is None:
        raise NotFound
    return passing
