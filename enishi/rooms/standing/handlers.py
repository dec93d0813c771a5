"""What this room does when others announce something: inside the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from enishi.ground.events import keep_with
from enishi.rooms.connections.events import MemberBlocked
from enishi.rooms.members.events import MemberErased, MemberJoined, MemberLeft
from enishi.rooms.profiles.events import RecordChanged
from enishi.rooms.standing import services

if TYPE_CHECKING:
    from enishi.ground.events import Event

CHANGES: tuple[type[Event], ...] = (MemberJoined, MemberLeft, RecordChanged)


def wire() -> None:
    """Listen."""
    for kind in CHANGES:
        keep_with(kind, member_changed)
    keep_with(MemberBlocked, member_blocked)
    keep_with(MemberErased, member_erased)


def member_changed(event: Any) -> None:  # noqa: ANN401 - any of CHANGES
    """Their record is to be followed."""
    services.note_change(member_id=event.member_id)


def member_blocked(event: MemberBlocked) -> None:
    """Two do not exist for each other any more."""
    services.cut_between(blocker_id=event.blocker_id, blocked_id=event.blocked_id)


def member_erased(event: MemberErased) -> None:
    """Somebody left for good, and is forgotten."""
    services.erase_standing(member_id=event.member_id)
