"""What this room does when somebody leaves."""

from __future__ import annotations

from enishi.ground.events import keep_with
from enishi.rooms.members.events import MemberErased
from enishi.rooms.trust.services import erase_reports


def member_erased(event: MemberErased) -> None:
    """Forget what they reported, and what was reported of them."""
    erase_reports(member_id=event.member_id)


def wire() -> None:
    """Listen, once, when the house starts."""
    keep_with(MemberErased, member_erased)
