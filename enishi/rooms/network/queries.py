"""Reads: how far people are apart, through whom, and whom they share.

Exact at every request: each answer is made from the connections as they stand in the
database, by a handful of queries whatever the number of people asked about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.rooms.connections import queries as connections
from enishi.rooms.network.types import Degree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enishi.rooms.members.models import Member


def degrees_for(viewer: Member, member_ids: Iterable[int]) -> dict[int, Degree]:
    """The degree of each of `member_ids` as seen by `viewer`."""
    first = connections.connection_ids_of(viewer.pk)
    degrees: dict[int, Degree] = {}
    for member_id in member_ids:
        if member_id == viewer.pk:
            degrees[member_id] = Degree.SELF
        elif member_id in first:
            degrees[member_id] = Degree.FIRST
        else:
            theirs = connections.connection_ids_of(member_id)
            degrees[member_id] = Degree.SECOND if theirs & first else Degree.BEYOND
    return degrees
