"""What this room does when somebody leaves."""

from __future__ import annotations

from enishi.ground.events import keep_with
from enishi.rooms.connections.services import erase_ties
from enishi.rooms.members.events import MemberErased


def member_erased(event: MemberErased) -> None:
    """Forget whom they knew."""
    erase_ties(member_id=event.member_id)


def wire() -> None:
    """Listen, once, when the house starts."""
    keep_with(MemberErased, member_erased)
