"""What this room does when somebody leaves."""

from __future__ import annotations

from enishi.ground.events import keep_with
from enishi.rooms.blogs.services import erase_blogs
from enishi.rooms.members.events import MemberErased


def member_erased(event: MemberErased) -> None:
    """Forget their blogs; the posts go with the record."""
    erase_blogs(member_id=event.member_id)


def wire() -> None:
    """Listen, once, when the house starts."""
    keep_with(MemberErased, member_erased)
