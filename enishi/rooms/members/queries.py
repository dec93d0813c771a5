"""Reads about members. What one member may know of another starts in `connections`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.ground.errors import NotFound
from enishi.rooms.members.models import House, Member

if TYPE_CHECKING:
    from collections.abc import Iterable


def get_house() -> House:
    """The house; made with its defaults when the operator has not set it yet."""
    return House.objects.filter(pk=1).first() or House(pk=1)


def get_present_member(handle: str) -> Member:
    """The member with this handle, if they are in the house.

    Raises
    ------
    NotFound
        Also for those who left, wait or are suspended.
    """
    member = Member.objects.present().filter(handle=handle).first()
    if member is None:
        raise NotFound
    return member


def present_members(member_ids: Iterable[int]) -> dict[int, Member]:
    """Those of `member_ids` who are in the house, by id. One query."""
    return Member.objects.present().in_bulk(list(member_ids))
