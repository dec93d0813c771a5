"""Who may run the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.ground.errors import NotFound
from enishi.rooms.members.types import Status

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member


def check_is_operator(by: Member) -> None:
    """`by` runs this house.

    Raises
    ------
    NotFound
        To others the acts of operators do not exist.
    """
    if not (by.is_staff and by.status == Status.ACTIVE):
        raise NotFound
