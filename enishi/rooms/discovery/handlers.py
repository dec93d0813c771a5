"""What changes a member's lines in the index: noted where the change itself is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from enishi.ground.events import keep_with
from enishi.rooms.discovery.services import note_change
from enishi.rooms.members.events import MemberJoined, MemberLeft, MemberRenamed
from enishi.rooms.profiles.events import RecordChanged

if TYPE_CHECKING:
    from enishi.ground.events import Event

CHANGES: tuple[type[Event], ...] = (MemberJoined, MemberRenamed, MemberLeft, RecordChanged)


def member_changed(event: Any) -> None:  # noqa: ANN401 - any of CHANGES
    """Their lines are to be read again."""
    note_change(member_id=event.member_id)


def wire() -> None:
    """Listen, once, when the house starts."""
    for kind in CHANGES:
        keep_with(kind, member_changed)
