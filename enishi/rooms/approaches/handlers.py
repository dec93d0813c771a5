"""What this room does when others announce something."""

from __future__ import annotations

from enishi.ground.events import keep_with
from enishi.rooms.approaches.services import close_passings_between, erase_approaches
from enishi.rooms.connections.events import MemberBlocked
from enishi.rooms.members.events import MemberErased


def member_blocked(event: MemberBlocked) -> None:
    """Ask nobody else about what one of them wrote to the other."""
    close_passings_between(one_id=event.blocker_id, other_id=event.blocked_id)


def member_erased(event: MemberErased) -> None:
    """Forget what they wrote, and what was said of their record."""
    erase_approaches(member_id=event.member_id)


def wire() -> None:
    """Listen, once, when the house starts."""
    keep_with(MemberBlocked, member_blocked)
    keep_with(MemberErased, member_erased)
