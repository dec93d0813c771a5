"""What this room does when somebody leaves."""

from __future__ import annotations

from enishi.ground.events import keep_with
from enishi.rooms.conversations.services import erase_messages
from enishi.rooms.members.events import MemberErased


def member_erased(event: MemberErased) -> None:
    """Forget what they wrote, and the files they sent."""
    erase_messages(member_id=event.member_id)


def wire() -> None:
    """Listen, once, when the house starts."""
    keep_with(MemberErased, member_erased)
