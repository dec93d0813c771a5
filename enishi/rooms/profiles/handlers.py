"""What this room does when somebody joins or leaves."""

from __future__ import annotations

from enishi.ground.events import keep_with
from enishi.rooms.members.events import MemberErased, MemberJoined
from enishi.rooms.profiles.services import erase_record, open_profile


def member_joined(event: MemberJoined) -> None:
    """Give the newcomer a page, so that it can be opened before anything stands on it."""
    open_profile(member_id=event.member_id)


def member_erased(event: MemberErased) -> None:
    """Forget what they wrote."""
    erase_record(member_id=event.member_id)


def wire() -> None:
    """Listen, once, when the house starts."""
    keep_with(MemberJoined, member_joined)
    keep_with(MemberErased, member_erased)
