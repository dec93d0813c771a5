"""What this room does when somebody leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.rooms.suggestions.services import erase_suggestions

if TYPE_CHECKING:
    from enishi.rooms.members.events import MemberErased


def member_erased(event: MemberErased) -> None:
    """Forget whom they were shown, and who saw them."""
    erase_suggestions(member_id=event.member_id)
