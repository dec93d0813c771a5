"""Who may do what in this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.ground.errors import NotFound
from enishi.rooms.members.types import Status

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member


def check_may_teach(by: Member) -> None:
    """`by` runs this house, and may say which words mean the same in it.

    Raises
    ------
    NotFound
        To others the acts of operators do not exist.
    """
    if not (by.is_staff and by.status == Status.ACTIVE):
        raise NotFound
